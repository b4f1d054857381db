import { columnLength, isMissing, type Column } from '../table/table.ts';
import { countLabels, labelsOf } from './labels.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import { sortedValues } from './sorted-values.ts';
import { finished, type StepOf, type ColumnTransformer } from './transformer.ts';

/** What stands in for a missing cell, and whether an indicator feature says where it stood. */
export type ImputeState =
  | { readonly kind: 'number'; readonly fill: number; readonly indicator: boolean }
  | { readonly kind: 'label'; readonly fill: string | null; readonly indicator: boolean };

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

function fillFor(values: Float64Array, strategy: StepOf<'impute'>['strategy']): number {
  const sorted = sortedValues(values);
  if (sorted.length === 0) return 0;
  if (strategy === 'most_frequent') return mostFrequentNumber(sorted);
  if (strategy === 'median') return quantileOfSorted(sorted, 0.5);
  return sorted.reduce((sum, value) => sum + value / sorted.length, 0);
}

/** 1 for each missing cell, 0 for the others. */
function missingIn(column: Column): Uint8Array {
  return Uint8Array.from({ length: columnLength(column) }, (_, row) => (isMissing(column, row) ? 1 : 0));
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
 * Replaces missing cells by the training rows' median, mean or most frequent value (the smallest on ties, as
 * scikit-learn's SimpleImputer); labels always take the most frequent. With `addIndicator`, a 0/1 feature
 * "<name> missing" is added where training rows had missing cells. A column with no value at all is filled with 0, or left missing if
 * it holds labels, and has no indicator.
 */
export const impute: ColumnTransformer<'impute', ImputeState> = {
  scope: 'column',
  kind: 'impute',
  accepts: ['number', 'category', 'text'],
  fit(column, { strategy, addIndicator }) {
    if (column.kind === 'number' || column.kind === 'datetime') {
      const missing = column.values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
      const indicator = addIndicator && missing > 0 && missing < column.values.length;
      return { kind: 'number', fill: fillFor(column.values, strategy), indicator };
    }
    const labels = labelsOf(column);
    const fill = countLabels(labels).at(0)?.label ?? null;
    return { kind: 'label', fill, indicator: addIndicator && fill !== null && labels.codes.includes(-1) };
  },
  transform(column, state) {
    const produced = [];
    if (state.kind === 'number' && column.kind === 'number') {
      const { fill } = state;
      produced.push({ column: { ...column, values: column.values.map((value) => (Number.isNaN(value) ? fill : value)) }, final: false });
    } else if (state.kind === 'label' && state.fill !== null) {
      produced.push({ column: fillLabels(column, state.fill), final: false });
    } else {
      produced.push({ column, final: false });
    }
    if (state.indicator) produced.push(finished(`${column.name} missing`, Float64Array.from(missingIn(column))));
    return produced;
  },
};
