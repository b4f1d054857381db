import type { Finding } from '../profile.ts';
import { finding, inputColumns, type Scene } from './scene.ts';
import { counted, inDigits, percent, quoted } from './wording.ts';

/** With fewer labelled rows than this every figure is rough. */
const fewRows = 50;

function duplicates(scene: Scene): Finding[] {
  const { repeats, nRows } = scene;
  // Rows of the target alone cannot but repeat.
  if (repeats === 0 || inputColumns(scene).length === 0) return [];
  const share = repeats / nRows;
  return [
    finding('duplicates', null, {
      severity: share >= 0.01 ? 'warn' : 'info',
      title: `${counted(repeats, 'row repeats', 'rows repeat')} an earlier row`,
      detail: `${percent(share)} of the rows equal another in every column. A copy can land among the training rows and among the test rows, and then the score looks better than it is. If they are the same thing written twice, learn from one of each; if they are different things that look alike, keep each lot on one side.`,
      fixes: [
        { action: 'add-row-filter', column: null, filter: { kind: 'drop-duplicates' }, label: 'Learn from one of each' },
        { action: 'set-split', column: null, change: { keepDuplicatesTogether: true }, label: 'Keep equal rows on one side' },
      ],
    }),
  ];
}

function rejected({ reading }: Scene): Finding[] {
  const accounting = reading?.accounting;
  if (!accounting || accounting.rejected === 0) return [];
  const share = accounting.rejected / Math.max(1, accounting.kept + accounting.rejected);
  const [first] = accounting.rejectedRows;
  const example = first ? ` The first is line ${inDigits(first.line)}: ${first.reason}.` : '';
  return [
    finding('rejected-rows', null, {
      severity: share > 0.05 ? 'bad' : 'warn',
      title: `${counted(accounting.rejected, 'row was', 'rows were')} left out`,
      detail: `${percent(share)} of the rows do not fit the header and could not be read.${example} Nothing is learned from them; look at them before you trust the rest.`,
    }),
  ];
}

function contradictions({ reading, problem, columns }: Scene): Finding[] {
  return (reading?.accounting.contradictions ?? [])
    .filter(({ count }) => count > 0)
    .map(({ column, count, examples }) => {
      const kind = columns.find(({ name }) => name === column)?.kind;
      const expected = kind === 'datetime' ? 'a date' : kind === 'number' ? 'a number' : 'a value of its kind';
      const [first] = examples;
      const example = first ? `, the first ${quoted(first.value)} in line ${inDigits(first.line)}` : '';
      return finding('contradictions', column, {
        severity: column === problem?.target ? 'bad' : 'warn',
        title: `${counted(count, 'cell', 'cells')} of ${column} ${count === 1 ? 'is' : 'are'} not ${expected}`,
        detail: `The rest of the column reads as such; these are taken as missing${example}. If they are values, read the column as categories.`,
        fixes: [{ action: 'set-kind', column, kind: 'category', label: 'Read it as categories' }],
      });
    });
}

function few(scene: Scene): Finding[] {
  if (!scene.view) return [];
  const { labelledRows } = scene.view;
  const inputs = inputColumns(scene).length;
  const found: Finding[] = [];
  if (labelledRows < fewRows) {
    found.push(
      finding('few-rows', null, {
        severity: 'warn',
        title: `There ${labelledRows === 1 ? 'is' : 'are'} only ${counted(labelledRows, 'row')} to learn from`,
        detail: `Scores from so few rows are rough: read their intervals, not their values. Below about ${fewRows} rows a simple model is usually the best one.`,
      }),
    );
  }
  if (inputs > labelledRows) {
    found.push(
      finding('few-rows', null, {
        severity: 'warn',
        title: 'There are more columns than rows',
        detail: `With ${counted(inputs, 'column')} and ${counted(labelledRows, 'row')}, some column will fit the target by chance alone. Leave out what cannot matter, or gather more rows.`,
        idSuffix: 'columns',
      }),
    );
  }
  return found;
}

/** What is worth knowing of the rows: repeats, rows left out, cells against their column's kind, too few of them. */
export function findInRows(scene: Scene): Finding[] {
  return [...rejected(scene), ...contradictions(scene), ...duplicates(scene), ...few(scene)];
}
