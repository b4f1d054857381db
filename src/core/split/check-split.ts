import { isFeature } from '../problem/features.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { targetCells } from '../problem/target.ts';
import { columnByName, type Table } from '../table/table.ts';
import { groupsOf } from './keys.ts';
import type { Split } from './split.ts';
import { timesOf, timeSpan } from './time.ts';
import { firstAlike } from './units.ts';

/** Where rows are judged: the locked rows, or the validated rows of the folds. */
export type Boundary = 'test' | 'validation';

/** Something about a split that makes its scores say less than they seem to. */
export type SplitIssue =
  /** Groups with rows on both sides; for folds, of the fold that is worst. */
  | { readonly kind: 'groups-cross'; readonly column: string; readonly boundary: Boundary; readonly groups: number; readonly rows: number }
  /** Judged rows that equal a row that was learned from in every feature. */
  | { readonly kind: 'duplicates-cross'; readonly boundary: Boundary; readonly rows: number; readonly share: number }
  /** Rows that are learned from though they lie after the first row that is judged. */
  | { readonly kind: 'time-overlap'; readonly column: string; readonly boundary: Boundary; readonly rows: number }
  /** Classes that some part has no row of; `part` is where they are missing. */
  | { readonly kind: 'classes-absent'; readonly part: 'training' | Boundary; readonly classes: readonly string[] }
  /** A part on which scores are mostly chance. */
  | { readonly kind: 'part-small'; readonly part: Boundary; readonly rows: number; readonly needed: number }
  | { readonly kind: 'fewer-folds'; readonly asked: number; readonly made: number }
  /** Rows that no model sees. */
  | { readonly kind: 'rows-left-out'; readonly because: 'gap' | 'unnamed'; readonly rows: number }
  /** The column that names the parts is learned from, too. */
  | { readonly kind: 'part-is-feature'; readonly column: string };

/** Fewer judged rows than this leave a score with an interval too wide to compare by. */
export const fewestJudged = 30;

interface Sides {
  readonly boundary: Boundary;
  readonly learned: Uint32Array;
  readonly judged: Uint32Array;
}

function sidesOf({ development, test, folds }: Split): Sides[] {
  return [
    { boundary: 'test', learned: development, judged: test },
    ...folds.map(({ train, validation }): Sides => ({ boundary: 'validation', learned: train, judged: validation })),
  ];
}

/** How many judged rows, and different keys among them, are also on the side that is learned from. */
function crossing(keyOf: (row: number) => number, { learned, judged }: Sides): { rows: number; keys: number } {
  const known = new Set<number>();
  for (const row of learned) known.add(keyOf(row));
  const shared = new Set<number>();
  let rows = 0;
  for (const row of judged) {
    const key = keyOf(row);
    if (!known.has(key)) continue;
    rows++;
    shared.add(key);
  }
  return { rows, keys: shared.size };
}

/** For each boundary the worst of its sides by `count`, where that is above 0. */
function worst<T>(sides: readonly Sides[], measure: (side: Sides) => T, count: (measured: T) => number): { boundary: Boundary; found: T }[] {
  return (['test', 'validation'] as const).flatMap((boundary) => {
    const found = sides.filter((side) => side.boundary === boundary).map(measure);
    const most = found.reduce<T | null>((best, one) => (count(one) > (best === null ? 0 : count(best)) ? one : best), null);
    return most === null ? [] : [{ boundary, found: most }];
  });
}

function groupIssues(table: Table, column: string, sides: readonly Sides[]): SplitIssue[] {
  const all = Uint32Array.from({ length: table.nRows }, (_, row) => row);
  const { keys } = groupsOf(table, column, all);
  return worst(sides, (side) => crossing((row) => keys[row], side), ({ rows }) => rows).map(({ boundary, found }) => ({
    kind: 'groups-cross', column, boundary, groups: found.keys, rows: found.rows,
  }));
}

function duplicateIssues(table: Table, problem: ProblemDefinition, sides: readonly Sides[]): SplitIssue[] {
  const first = firstAlike(table, problem);
  const measure = (side: Sides) => ({ ...crossing((row) => first[row], side), judged: side.judged.length });
  return worst(sides, measure, ({ rows }) => rows).map(({ boundary, found }) => ({
    kind: 'duplicates-cross', boundary, rows: found.rows, share: found.rows / found.judged,
  }));
}

function timeIssues(table: Table, column: string, sides: readonly Sides[]): SplitIssue[] {
  const times = timesOf(table, column);
  const late = ({ learned, judged }: Sides) => {
    const [start] = timeSpan(table, judged, column);
    return learned.reduce((count, row) => count + (times[row] > start ? 1 : 0), 0);
  };
  return worst(sides, late, (rows) => rows).map(({ boundary, found }) => ({ kind: 'time-overlap', column, boundary, rows: found }));
}

function classIssues(table: Table, problem: ProblemDefinition, split: Split): SplitIssue[] {
  const target = targetCells(table, problem);
  if (target.kind === 'number') return [];
  const { codes, classes } = target;
  const absentIn = (rows: Uint32Array) => {
    const present = new Set(Array.from(rows, (row) => codes[row]));
    return classes.filter((_, code) => !present.has(code));
  };
  const anyAbsent = (parts: readonly Uint32Array[]) => {
    const absent = new Set(parts.flatMap(absentIn));
    return classes.filter((label) => absent.has(label));
  };
  const parts = [
    { part: 'training' as const, absent: anyAbsent(split.folds.map(({ train }) => train)) },
    { part: 'validation' as const, absent: anyAbsent(split.folds.map(({ validation }) => validation)) },
    { part: 'test' as const, absent: absentIn(split.test) },
  ];
  return parts.filter(({ absent }) => absent.length > 0).map(({ part, absent }) => ({ kind: 'classes-absent', part, classes: absent }));
}

function sizeIssues({ params, test, folds, leftOut }: Split): SplitIssue[] {
  const issues: SplitIssue[] = [];
  // Out-of-fold rows are judged together.
  const validated = folds.reduce((sum, { validation }) => sum + validation.length, 0);
  if (test.length < fewestJudged) issues.push({ kind: 'part-small', part: 'test', rows: test.length, needed: fewestJudged });
  if (validated < fewestJudged) issues.push({ kind: 'part-small', part: 'validation', rows: validated, needed: fewestJudged });
  if (params.strategy !== 'ready' && params.validation.kind === 'folds' && folds.length < params.validation.nFolds) {
    issues.push({ kind: 'fewer-folds', asked: params.validation.nFolds, made: folds.length });
  }
  if (leftOut.length > 0) issues.push({ kind: 'rows-left-out', because: params.strategy === 'time' ? 'gap' : 'unnamed', rows: leftOut.length });
  return issues;
}

/**
 * What is wrong with a split of this table: groups (of the column that it groups by, or that has the role group),
 * equal rows and times (of the column with the role time, too) that cross from what is learned to what is judged, classes
 * that a part lacks, and parts too small to judge by. The worst fold speaks for all. Empty where nothing is.
 */
export function checkSplit(table: Table, problem: ProblemDefinition, split: Split): SplitIssue[] {
  const sides = sidesOf(split);
  const { strategy, column } = split.params;
  const named = (role: string) => table.columns.find(({ name }) => problem.roles[name] === role)?.name ?? null;
  const group = strategy === 'grouped' ? column : named('group');
  const time = strategy === 'time' ? column : named('time');
  const ordered = time !== null && ['number', 'datetime'].includes(columnByName(table, time).kind);
  return [
    ...(group === null ? [] : groupIssues(table, group, sides)),
    ...duplicateIssues(table, problem, sides),
    ...(ordered ? timeIssues(table, time, sides) : []),
    ...classIssues(table, problem, split),
    ...sizeIssues(split),
    ...(strategy === 'ready' && column !== null && isFeature(problem, column) ? [{ kind: 'part-is-feature', column } as const] : []),
  ];
}
