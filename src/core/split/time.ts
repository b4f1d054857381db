import { columnByName, type Table } from '../table/table.ts';
import { SplitColumnUnusable } from './split-errors.ts';

/** The cells of a time column; throws SplitColumnUnusable for one that is neither a date-time nor a number. */
export function timesOf(table: Table, column: string): Float64Array {
  const found = columnByName(table, column);
  if (found.kind === 'datetime' || found.kind === 'number') return found.values;
  throw new SplitColumnUnusable('time-ordered', column, 'its values are neither dates nor numbers; choose another time column');
}

/**
 * `rows` in ascending order of the time column, ties and rows of equal time in the order of the file. Rows without a
 * time come first: they may be learned from, but are never what a later time is judged by.
 * Throws SplitColumnUnusable for a column that is neither a date-time nor a number.
 */
export function inTimeOrder(table: Table, rows: Uint32Array, column: string): { rows: Uint32Array; times: Float64Array } {
  const values = timesOf(table, column);
  const at = (row: number) => (Number.isNaN(values[row]) ? -Infinity : values[row]);
  const compare = (a: number, b: number) => (at(a) === at(b) ? a - b : at(a) < at(b) ? -1 : 1);
  const ordered = rows.slice();
  // Most files are in order already, and sorting a million rows by a function takes a second.
  if (ordered.some((row, i) => i > 0 && compare(ordered[i - 1], row) > 0)) ordered.sort(compare);
  return { rows: ordered, times: Float64Array.from(ordered, at) };
}

/** The first and the last time among `rows`, those without a time left out; NaN where no row has one. Throws as inTimeOrder. */
export function timeSpan(table: Table, rows: Uint32Array, column: string): readonly [first: number, last: number] {
  const values = timesOf(table, column);
  let [first, last] = [NaN, NaN];
  for (const row of rows) {
    const time = values[row];
    if (!Number.isFinite(time)) continue;
    if (!(time >= first)) first = time;
    if (!(time <= last)) last = time;
  }
  return [first, last];
}

/**
 * Where to cut rows in time order so that `wanted` of them lie before the cut: the nearest place at which the time
 * changes, so that equal times stay on one side; `wanted` itself where no such place lies strictly between the limits.
 */
export function cutBetweenTimes(times: Float64Array, wanted: number, above: number, below: number): number {
  const isEdge = (cut: number) => cut > above && cut < below && times[cut - 1] !== times[cut];
  for (let away = 0; away < times.length; away++) {
    if (isEdge(wanted - away)) return wanted - away;
    if (isEdge(wanted + away)) return wanted + away;
    if (wanted - away <= above && wanted + away >= below) break;
  }
  return wanted;
}

/**
 * How many of the first `end` rows in time order lie at least `gap` before `start`; all of them where there is no gap. Rows
 * without a time lie before every gap.
 */
export function beforeGap(times: Float64Array, end: number, start: number, gap: number): number {
  if (!(gap > 0)) return end;
  let kept = end;
  while (kept > 0 && start - times[kept - 1] < gap) kept--;
  return kept;
}
