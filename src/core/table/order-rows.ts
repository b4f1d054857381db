import { Cancelled, type Control } from '../math/control.ts';
import { sortRows } from '../stats/sort-rows.ts';
import { isMissing, type Column } from './table.ts';

/** Up to this many different labels are put in the order of a dictionary; more in the order of their code units. */
const mostCollated = 20_000;
const slice = 32_768;

async function giveWay(control: Control): Promise<void> {
  if (control.cancelled()) throw new Cancelled();
  await control.breathe();
}

/** The rows with a value, then those without, each in the order of the file. */
function missingLast(column: Column, nRows: number): { order: Uint32Array; present: number } {
  const order = new Uint32Array(nRows);
  let present = 0;
  for (let row = 0; row < nRows; row++) if (!isMissing(column, row)) order[present++] = row;
  let at = present;
  for (let row = 0; row < nRows; row++) if (isMissing(column, row)) order[at++] = row;
  return { order, present };
}

/** Sorts the first `present` of `order` by `digitOf`, which is less than `nDigits`; equal ones keep their order. */
function distribute(order: Uint32Array, present: number, digitOf: (row: number) => number, nDigits: number): void {
  const starts = new Uint32Array(nDigits + 1);
  for (let at = 0; at < present; at++) starts[digitOf(order[at]) + 1]++;
  if (starts.includes(present)) return;
  for (let digit = 1; digit <= nDigits; digit++) starts[digit] += starts[digit - 1];
  const before = order.slice(0, present);
  for (const row of before) order[starts[digitOf(row)]++] = row;
}

/** Bottom-up merge sort of places into `labels`, so that it can give way in between. */
async function sortPlaces(labels: readonly string[], compare: (a: string, b: string) => number, control: Control): Promise<Uint32Array> {
  let from = Uint32Array.from(labels.keys());
  let to = new Uint32Array(labels.length);
  for (let width = 1; width < labels.length; width *= 2) {
    let sinceBreath = 0;
    for (let start = 0; start < labels.length; start += 2 * width) {
      const middle = Math.min(start + width, labels.length);
      const end = Math.min(start + 2 * width, labels.length);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        const takeLeft = right >= end || (left < middle && compare(labels[from[left]], labels[from[right]]) <= 0);
        to[at] = takeLeft ? from[left++] : from[right++];
        if (++sinceBreath === slice) {
          sinceBreath = 0;
          await giveWay(control);
        }
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

/** The place of each label among all of them. */
async function ranksOf(labels: readonly string[], control: Control): Promise<Uint32Array> {
  const dictionary = new Intl.Collator('en', { numeric: true });
  const byUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = await sortPlaces(labels, labels.length <= mostCollated ? dictionary.compare : byUnits, control);
  const ranks = new Uint32Array(labels.length);
  for (let place = 0; place < sorted.length; place++) ranks[sorted[place]] = place;
  return ranks;
}

function codesOf(column: Extract<Column, { kind: 'category' | 'text' }>): { codes: Int32Array; labels: readonly string[] } {
  if (column.kind === 'category') return { codes: column.codes, labels: column.levels };
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(column.values.length).fill(-1);
  for (let row = 0; row < codes.length; row++) {
    const text = column.values[row];
    if (text === null) continue;
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    codes[row] = code;
  }
  return { codes, labels: [...codeOf.keys()] };
}

/**
 * The rows in the order of a column: numbers and instants by size, labels as a dictionary has them (numbers within them by
 * size), or by code units where there are more than 20,000 different ones. Rows without a value come last both ways, and
 * equal rows stay in the order of the file. Throws Cancelled.
 */
export async function orderRows(column: Column, nRows: number, descending: boolean, control: Control): Promise<Uint32Array> {
  const { order, present } = missingLast(column, nRows);
  await giveWay(control);
  if (column.kind === 'number' || column.kind === 'datetime') {
    order.set(await sortRows(descending ? column.values.map((value) => -value) : column.values, control));
    await giveWay(control);
    return order;
  }
  const { codes, labels } = codesOf(column);
  await giveWay(control);
  const ranks = await ranksOf(labels, control);
  const last = labels.length - 1;
  const digitOf = (row: number) => (descending ? last - ranks[codes[row]] : ranks[codes[row]]);
  if (labels.length > 0) distribute(order, present, digitOf, labels.length);
  return order;
}
