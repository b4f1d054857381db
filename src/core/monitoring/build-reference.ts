import type { Estimate, MetricId } from '../metrics/metric.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { isFeature } from '../problem/features.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { codesByFrequency, levelCounts, maxContractLevels, missingShareOf, sortedValues } from '../release/input-contract.ts';
import { standardDeviation } from '../stats/variance.ts';
import { columnLength, type CategoryColumn, type Column, type Table, type TextColumn } from '../table/table.ts';
import type { LabelReference, Reference, ReferenceColumn } from './monitoring.ts';
import { predictionColumn } from './prediction-column.ts';
import { marksOf } from './row-overlap.ts';
import { referenceProbabilities, referenceQuantiles } from './reference-quantiles.ts';

/**
 * A label is listed from this many rows on. Rarer ones are pooled: a fresh batch has rare labels that the reference
 * happens to lack, about as often as it has the pooled ones.
 */
export const fewestRowsOfLevel = 5;

function asCategory(column: TextColumn): CategoryColumn {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(column.values, (value) => {
    if (value === null) return -1;
    const code = codeOf.get(value) ?? codeOf.size;
    codeOf.set(value, code);
    return code;
  });
  return { kind: 'category', name: column.name, codes, levels: [...codeOf.keys()] };
}

function labelReference(column: CategoryColumn | TextColumn): LabelReference {
  const labels = column.kind === 'text' ? asCategory(column) : column;
  const counts = levelCounts(labels);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const listed = codesByFrequency(labels)
    .filter((code) => counts[code] >= fewestRowsOfLevel)
    .slice(0, maxContractLevels);
  const shares = listed.map((code) => counts[code] / total);
  const listedRows = listed.reduce((sum, code) => sum + counts[code], 0);
  return {
    kind: column.kind,
    name: column.name,
    levels: listed.map((code) => labels.levels[code]),
    shares,
    otherShare: total === 0 ? 0 : (total - listedRows) / total,
    missingShare: missingShareOf(column),
    rows: columnLength(column),
  };
}

/** The reference distribution of `column`: quantiles, or shares of the labels with at least five rows. */
export function referenceColumn(column: Column): ReferenceColumn {
  if (column.kind === 'category' || column.kind === 'text') return labelReference(column);
  const sorted = sortedValues(column.values);
  return {
    kind: column.kind,
    name: column.name,
    probabilities: referenceProbabilities,
    quantiles: referenceQuantiles(sorted),
    standardDeviation: sorted.length < 2 ? 0 : standardDeviation(sorted),
    missingShare: missingShareOf(column),
    rows: columnLength(column),
  };
}

/** What a reference is made of. */
export interface ReferenceSource {
  /** The rows that the model was fitted on. */
  readonly table: Table;
  readonly problem: ProblemDefinition;
  /** Predictions for rows that the predicting model was not fitted on: out of fold, or on the test rows. */
  readonly predictions: Predictions;
  readonly test: Readonly<Partial<Record<MetricId, Estimate>>>;
}

/** What later batches are compared with: the distribution of each feature column and of the predictions. */
export function buildReference({ table, problem, predictions, test }: ReferenceSource): Reference {
  const features = table.columns.filter(({ name }) => isFeature(problem, name));
  return {
    columns: features.map(referenceColumn),
    prediction: referenceColumn(predictionColumn(problem, predictions)),
    test,
    rows: marksOf(features),
  };
}
