import type { Control } from '../math/control.ts';
import { Cancelled } from '../math/control.ts';
import type { Column, DatetimeColumn, NumberColumn } from '../table/table.ts';
import type { ColumnDetail } from './column-detail.ts';
import { encodeText } from './column-groups.ts';
import { detailDatetimes } from './detail-datetimes.ts';
import { detailLevels } from './detail-levels.ts';
import { detailNumbers } from './detail-numbers.ts';
import { countCharacters, detailText } from './detail-text.ts';
import { countLevels } from './level-counts.ts';
import { countDistinct, sortedPresent } from './numeric-summary.ts';
import { relateTarget, type Parts } from './relate-target.ts';
import { partsOfLevels, partsOfNumbers } from './relation-parts.ts';
import type { TargetView } from './target-view.ts';

function ofNumbers({ name, kind, values }: NumberColumn | DatetimeColumn, view: TargetView | null): [ColumnDetail, Parts] {
  const sorted = sortedPresent(values);
  const isPositive = view?.isPositive ?? null;
  const isDate = kind === 'datetime';
  const detail: ColumnDetail = {
    name,
    kind,
    count: sorted.length,
    missing: values.length - sorted.length,
    distinct: countDistinct(sorted),
    number: isDate ? null : detailNumbers(values, sorted, isPositive),
    labels: null,
    datetime: isDate ? detailDatetimes(values, sorted, isPositive) : null,
    text: null,
    relation: null,
  };
  return [detail, partsOfNumbers(values, sorted, isDate ? 'datetime' : 'number')];
}

function lengthParts(values: readonly (string | null)[]): Parts {
  const lengths = Float64Array.from(values, (text) => (text === null ? NaN : countCharacters(text)));
  return partsOfNumbers(lengths, sortedPresent(lengths), 'characters');
}

async function ofLabels(column: Exclude<Column, NumberColumn | DatetimeColumn>, view: TargetView | null, control: Control): Promise<[ColumnDetail, Parts]> {
  const { codes, levels } = column.kind === 'text' ? encodeText(column.values) : column;
  await control.breathe();
  const counted = countLevels(codes, levels, view?.isPositive ?? null);
  const count = counted.reduce((sum, level) => sum + level.count, 0);
  await control.breathe();
  const detail: ColumnDetail = {
    name: column.name,
    kind: column.kind,
    count,
    missing: codes.length - count,
    distinct: counted.length,
    number: null,
    labels: column.kind === 'category' ? detailLevels(counted) : null,
    datetime: null,
    text: column.kind === 'text' ? await detailText(column.values, counted, control) : null,
    relation: null,
  };
  await control.breathe();
  return [detail, column.kind === 'text' ? lengthParts(column.values) : partsOfLevels(codes, levels, counted)];
}

/**
 * Everything known of one column, its relation to the target included where `view` has one and the column is another: by
 * value or tenth for numbers and instants, by level for labels, by length for text. Exact; same inputs, same detail.
 * Throws Cancelled.
 */
export async function detailColumn(column: Column, view: TargetView | null, control: Control): Promise<ColumnDetail> {
  const numeric = column.kind === 'number' || column.kind === 'datetime';
  const [detail, parts] = numeric ? ofNumbers(column, view) : await ofLabels(column, view, control);
  await control.breathe();
  if (control.cancelled()) throw new Cancelled();
  if (!view || view.problem.target === column.name) return detail;
  return { ...detail, relation: relateTarget(view, parts) };
}
