import type { CategoryColumn, Column, DatetimeColumn, NumberColumn } from '../table/table.ts';
import { encodeText, groupsOfCodes, groupsOfNumbers } from './column-groups.ts';
import { summariseLevels } from './level-counts.ts';
import { countDistinct, finiteOfMarked, sortedPresent, summariseNumbers } from './numeric-summary.ts';
import type { ColumnProfile } from './profile.ts';
import type { TargetView } from './target-view.ts';

function profileNumbers(column: NumberColumn | DatetimeColumn, view: TargetView | null, mostBins: number): ColumnProfile {
  const { name, kind, values } = column;
  const sorted = sortedPresent(values);
  const isPositive = view?.isPositive;
  const positive = isPositive ? finiteOfMarked(values, isPositive) : null;
  const isTarget = view?.problem.target === name;
  return {
    name,
    kind,
    count: sorted.length,
    missing: values.length - sorted.length,
    distinct: countDistinct(sorted),
    numeric: summariseNumbers(sorted, positive, mostBins),
    levels: null,
    association: view && !isTarget ? view.associationOf(groupsOfNumbers(values, sorted), values) : null,
  };
}

function profileLabels(
  { name, kind, codes, levels }: Omit<CategoryColumn, 'kind'> & { kind: 'category' | 'text' },
  view: TargetView | null,
): ColumnProfile {
  const summary = summariseLevels(codes, levels, view?.isPositive ?? null);
  const missing = codes.reduce((count, code) => count + (code < 0 ? 1 : 0), 0);
  const isTarget = view?.problem.target === name;
  return {
    name,
    kind,
    count: codes.length - missing,
    missing,
    distinct: summary.distinct,
    numeric: null,
    levels: summary.levels,
    association: view && !isTarget ? view.associationOf(groupsOfCodes(codes, levels.length), null) : null,
  };
}

/** The profile of one column, its association with the target included. A histogram has at most `mostBins` bins. */
export function profileColumn(column: Column, view: TargetView | null, mostBins: number): ColumnProfile {
  if (column.kind === 'number' || column.kind === 'datetime') return profileNumbers(column, view, mostBins);
  if (column.kind === 'category') return profileLabels(column, view);
  return profileLabels({ name: column.name, kind: 'text', ...encodeText(column.values) }, view);
}
