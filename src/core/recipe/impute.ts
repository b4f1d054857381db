import type { Column, DatetimeColumn, NumberColumn } from '../table/table.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import { indicatorOf, isPartlyMissing } from './indicator.ts';
import { countLabels, labelsOf } from './labels.ts';
import { momentsOf } from './moments.ts';
import { sortedValues } from './sorted-values.ts';
import type { ColumnTransformer, StepOf } from './transformer.ts';

/** What stands in for a missing cell, and whether an indicator feature says where it stood. */
export type ImputeState =
  | { readonly kind: 'number'; readonly fill: number; readonly indicator: boolean }
  | { readonly kind: 'label'; readonly fill: string | null; readonly indicator: boolean };

/** The label that a constant fills in where the step names none. */
export const missingLabel = 'missing';

function mostFrequentNumber(sorted: Float64Array): number {
  let best = NaN;
  let bestRun = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start > bestRun) {
      bestRun = end - start;
      best = sorted[start];
    }
    start = end;
  }
  return best;
}

function numberFor(values: Float64Array, { strategy, fill }: StepOf<'impute'>): number {
  if (strategy === 'constant') return Number.isFinite(Number(fill ?? 0)) ? Number(fill ?? 0) : 0;
  if (strategy === 'mean') return momentsOf(values).count > 0 ? momentsOf(values).mean : 0;
  const sorted = sortedValues(values);
  if (sorted.length === 0) return 0;
  return strategy === 'median' ? quantileOfSorted(sorted, 0.5) : mostFrequentNumber(sorted);
}

function labelFor(column: Column, { strategy, fill }: StepOf<'impute'>): string | null {
  if (strategy === 'constant') return String(fill ?? missingLabel);
  return countLabels(labelsOf(column)).at(0)?.label ?? null;
}

function fillNumbers<C extends NumberColumn | DatetimeColumn>(column: C, fill: number): C {
  const values = column.values.slice();
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) values[row] = fill;
  return { ...column, values };
}

function fillLabels(column: Column, fill: string): Column {
  if (column.kind === 'text') return { ...column, values: column.values.map((value) => value ?? fill) };
  if (column.kind !== 'category') return column;
  const known = column.levels.indexOf(fill);
  const levels = known < 0 ? [...column.levels, fill] : column.levels;
  const code = known < 0 ? column.levels.length : known;
  return { ...column, levels, codes: column.codes.map((value) => (value < 0 ? code : value)) };
}

/**
 * Replaces missing cells by the training rows' median, mean or most frequent value (the smallest on ties), or by a constant, as
 * scikit-learn's SimpleImputer. Labels take the most frequent one whatever the strategy, unless it is 'constant'. A constant
 * that is absent is 0 or the label "missing"; one that is no number counts 0 among numbers. With `addIndicator`, a 0/1 feature
 * "<name> missing" is added where some training rows had missing cells. A column without any value is filled with 0, or left
 * missing if it holds labels, and has no indicator. Instants are filled as numbers of milliseconds.
 */
export const impute: ColumnTransformer<'impute', ImputeState> = {
  scope: 'column',
  kind: 'impute',
  accepts: ['number', 'category', 'text', 'datetime'],
  fit(column, step) {
    const partly = step.addIndicator && isPartlyMissing(column);
    if (column.kind === 'number' || column.kind === 'datetime') return { kind: 'number', fill: numberFor(column.values, step), indicator: partly };
    return { kind: 'label', fill: labelFor(column, step), indicator: partly };
  },
  transform(column, state) {
    const marks = state.indicator ? [indicatorOf(column)] : [];
    if (state.kind === 'number') {
      const isNumber = column.kind === 'number' || column.kind === 'datetime';
      return [{ column: isNumber ? fillNumbers(column, state.fill) : column, final: false }, ...marks];
    }
    return [{ column: state.fill === null ? column : fillLabels(column, state.fill), final: false }, ...marks];
  },
};
