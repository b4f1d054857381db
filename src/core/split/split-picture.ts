import type { TargetValues } from '../metrics/predictions.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { targetCells } from '../problem/target.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import { columnByName, type Table } from '../table/table.ts';
import { checkSplit, type SplitIssue } from './check-split.ts';
import { groupsOf } from './keys.ts';
import type { Split, SplitParams } from './split.ts';
import { timesOf, timeSpan } from './time.ts';
import { firstAlike } from './units.ts';

/** From the first to the last time of some rows, in the time column's unit. */
export type Span = readonly [from: number, to: number];

/** Where the parts lie in time; rows without a time are counted apart. */
export interface TimePicture {
  readonly column: string;
  readonly isDate: boolean;
  readonly span: Span;
  /** Rows in each of equally wide bins over the span. */
  readonly counts: readonly number[];
  readonly untimed: number;
  readonly development: Span;
  readonly test: Span;
  readonly folds: readonly { readonly train: Span; readonly validation: Span }[];
}

/** A part by its name; 'fold 1', … are the rows that each fold judges. */
export interface PartTarget {
  readonly part: 'development' | 'test' | { readonly fold: number };
  readonly rows: number;
  /** Shares of the classes as listed, the others together at the end where some are not; or the quartiles of a number. */
  readonly values: readonly number[];
}

/** The target in each part: the most frequent classes, and how many more share the last place; or quartiles. */
export type TargetPicture =
  | { readonly kind: 'classes'; readonly classes: readonly string[]; readonly others: number; readonly parts: readonly PartTarget[] }
  | { readonly kind: 'quartiles'; readonly parts: readonly PartTarget[] };

/** A split in numbers small enough to be drawn. */
export interface SplitPicture {
  readonly params: SplitParams;
  readonly developmentRows: number;
  readonly testRows: number;
  readonly leftOutRows: number;
  readonly folds: readonly { readonly train: number; readonly validation: number }[];
  readonly time: TimePicture | null;
  readonly target: TargetPicture;
  /** What is kept whole: groups by value of the column, or lots of rows that are equal (column null). */
  readonly groups: { readonly column: string | null; readonly development: number; readonly test: number } | null;
  readonly issues: readonly SplitIssue[];
}

const timeBins = 48;
const mostClasses = 6;

function timePicture(table: Table, column: string, { development, test, leftOut, folds }: Split): TimePicture {
  const times = timesOf(table, column);
  const spanOf = (rows: Uint32Array) => timeSpan(table, rows, column);
  const spans = [development, test, leftOut].map(spanOf).filter(([first]) => !Number.isNaN(first));
  const from = spans.length === 0 ? NaN : Math.min(...spans.map(([first]) => first));
  const to = spans.length === 0 ? NaN : Math.max(...spans.map(([, last]) => last));
  const counts = new Array<number>(timeBins).fill(0);
  let untimed = 0;
  for (const rows of [development, test, leftOut]) {
    for (const row of rows) {
      if (!Number.isFinite(times[row])) untimed++;
      else counts[to > from ? Math.min(timeBins - 1, Math.floor(((times[row] - from) / (to - from)) * timeBins)) : 0]++;
    }
  }
  return {
    column,
    isDate: columnByName(table, column).kind === 'datetime',
    span: [from, to],
    counts,
    untimed,
    development: spanOf(development),
    test: spanOf(test),
    folds: folds.map(({ train, validation }) => ({ train: spanOf(train), validation: spanOf(validation) })),
  };
}

function partsOf({ development, test, folds }: Split): { part: PartTarget['part']; rows: Uint32Array }[] {
  return [
    { part: 'development', rows: development },
    { part: 'test', rows: test },
    ...folds.map(({ validation }, fold) => ({ part: { fold: fold + 1 }, rows: validation })),
  ];
}

function classShares({ codes, classes }: Extract<TargetValues, { kind: 'classes' }>, split: Split): TargetPicture {
  const counts = new Float64Array(classes.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  const byCount = classes.map((_, code) => code).sort((a, b) => counts[b] - counts[a] || a - b);
  const shown = classes.length <= mostClasses ? classes.map((_, code) => code) : byCount.slice(0, mostClasses);
  const others = classes.length - shown.length;
  const placeOf = classes.map((_, code) => (shown.includes(code) ? shown.indexOf(code) : shown.length));
  const parts = partsOf(split).map(({ part, rows }) => {
    const held = new Array<number>(shown.length + (others > 0 ? 1 : 0)).fill(0);
    for (const row of rows) held[placeOf[codes[row]]]++;
    return { part, rows: rows.length, values: held.map((count) => count / rows.length) };
  });
  return { kind: 'classes', classes: shown.map((code) => classes[code]), others, parts };
}

function quartiles({ values }: Extract<TargetValues, { kind: 'number' }>, split: Split): TargetPicture {
  const parts = partsOf(split).map(({ part, rows }) => {
    const sorted = Float64Array.from(rows, (row) => values[row]).sort();
    return { part, rows: rows.length, values: [0.25, 0.5, 0.75].map((p) => quantileOfSorted(sorted, p)) };
  });
  return { kind: 'quartiles', parts };
}

function groupCounts(table: Table, problem: ProblemDefinition, { params, development, test }: Split): SplitPicture['groups'] {
  const counted = (keys: ArrayLike<number>, rows: Uint32Array) => new Set(Array.from(rows, (row) => keys[row])).size;
  if (params.strategy === 'grouped') {
    const { keys } = groupsOf(table, params.column, Uint32Array.from({ length: table.nRows }, (_, row) => row));
    return { column: params.column, development: counted(keys, development), test: counted(keys, test) };
  }
  if (!params.keepDuplicatesTogether || params.strategy === 'time' || params.strategy === 'ready') return null;
  const first = firstAlike(table, problem);
  return { column: null, development: counted(first, development), test: counted(first, test) };
}

/** A split as it is drawn: the sizes of its parts and folds, where they lie in time, the target in each, and what is wrong. */
export function splitPicture(table: Table, problem: ProblemDefinition, split: Split): SplitPicture {
  const { params, development, test, leftOut, folds } = split;
  const target = targetCells(table, problem);
  return {
    params,
    developmentRows: development.length,
    testRows: test.length,
    leftOutRows: leftOut.length,
    folds: folds.map(({ train, validation }) => ({ train: train.length, validation: validation.length })),
    time: params.strategy === 'time' && params.column !== null ? timePicture(table, params.column, split) : null,
    target: target.kind === 'classes' ? classShares(target, split) : quartiles(target, split),
    groups: groupCounts(table, problem, split),
    issues: checkSplit(table, problem, split),
  };
}
