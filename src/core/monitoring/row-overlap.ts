import { columnLength, type Column } from '../table/table.ts';
import type { ContractViolation, RowMarks } from './monitoring.ts';

/** Marks that a reference keeps; of more rows those with the least marks stand for all. */
const mostMarks = 5000;

/** Fewer rows than this that stand in the training data too, or a smaller share, are chance. */
const fewestSeen = 3;
const leastShare = 0.01;

function mixed(hash: number, word: number, multiplier: number): number {
  let next = Math.imul(hash ^ word, multiplier);
  next ^= next >>> 15;
  return Math.imul(next, 0x2c1b3c6d) ^ (next >>> 13);
}

/** The words by which a cell is mixed in: two a number, and those of the text of a label, whatever its code. */
function wordsOf(column: Column): (row: number) => readonly number[] {
  if (column.kind === 'category') {
    const known = column.levels.map(textWords);
    return (row) => (column.codes[row] < 0 ? [-1] : known[column.codes[row]]);
  }
  if (column.kind === 'text') {
    const { values } = column;
    return (row) => textWords(values[row] ?? '');
  }
  const cell = new Float64Array(1);
  const words = new Uint32Array(cell.buffer);
  const { values } = column;
  return (row) => {
    cell[0] = Number.isNaN(values[row]) ? NaN : values[row] + 0;
    return [words[0], words[1]];
  };
}

function textWords(text: string): number[] {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = mixed(b, text.charCodeAt(i), 0x85ebca77);
  }
  return [a, b];
}

/** One number in [0, 2^53) a row, by the cells of `columns` in the order of their names; equal rows have equal marks. */
export function rowMarks(columns: readonly Column[]): Float64Array {
  const nRows = columns.length === 0 ? 0 : columnLength(columns[0]);
  const high = new Int32Array(nRows).fill(0x2c1b3c6d);
  const low = new Int32Array(nRows).fill(0x5bd1e995);
  for (const column of columns.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const words = wordsOf(column);
    for (let row = 0; row < nRows; row++) {
      for (const word of words(row)) {
        high[row] = mixed(high[row], word, 0x9e3779b1);
        low[row] = mixed(low[row] + 0x7f4a7c15, word, 0x85ebca77);
      }
    }
  }
  return Float64Array.from(high, (value, row) => (value >>> 11) * 0x100000000 + (low[row] >>> 0));
}

/**
 * What tells later whether a row was among the rows that were fitted on: the distinct marks of their features, at most
 * 5,000 of them, the least. A row whose mark is up to the last of them is known or new; the others are not looked at.
 */
export function marksOf(features: readonly Column[]): RowMarks {
  const sorted = rowMarks(features).sort();
  const marks: number[] = [];
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    distinct++;
    if (marks.length < mostMarks) marks.push(sorted[i]);
  }
  const repeated = sorted.length === 0 ? 0 : 1 - distinct / sorted.length;
  return { columns: features.map(({ name }) => name), marks, complete: distinct <= mostMarks, repeated };
}

/** Rows of a batch that could be looked up among the marks, and those that were found. */
export interface SeenRows {
  readonly checked: number;
  readonly seen: number;
}

/** How many rows of `columns` were fitted on; null where a column that the marks were made of is absent. */
export function countSeen({ columns: names, marks, complete }: RowMarks, columns: readonly Column[]): SeenRows | null {
  const wanted = names.map((name) => columns.find((column) => column.name === name));
  if (wanted.length === 0 || wanted.some((column) => column === undefined)) return null;
  const known = new Set(marks);
  const last = complete ? Infinity : (marks[marks.length - 1] ?? -1);
  let checked = 0;
  let seen = 0;
  for (const mark of rowMarks(wanted.filter((column) => column !== undefined))) {
    if (mark > last) continue;
    checked++;
    if (known.has(mark)) seen++;
  }
  return { checked, seen };
}

/**
 * What is to be said where rows of a batch were fitted on; null where there are too few of them, or no more than features
 * that repeat anyway would give.
 */
export function seenViolation(marks: RowMarks, columns: readonly Column[]): ContractViolation | null {
  const found = countSeen(marks, columns);
  if (!found || found.seen < fewestSeen) return null;
  const share = found.seen / found.checked;
  if (share < leastShare || share <= 2 * marks.repeated) return null;
  const rows = `${found.seen.toLocaleString('en')} of ${found.checked.toLocaleString('en')} rows`;
  const which = marks.complete ? rows : `${rows} that could be looked up`;
  return {
    column: '',
    kind: 'training-rows',
    severity: 'warn',
    detail: `${which} were in the training data: all of their features are the same. Scores on them flatter; judge the model by the other rows.`,
  };
}
