import { jensenShannon } from '../stats/jensen-shannon.ts';
import type { CategoryColumn, Column, TextColumn } from '../table/table.ts';
import { columnLength, isMissing } from '../table/table.ts';
import type { ColumnDrift, LabelReference, NumericReference, ReferenceColumn } from './monitoring.ts';
import type { NullDraws } from './null-draws.ts';
import { referenceValuesAt, wassersteinFromReference } from './reference-quantiles.ts';

/** The least effect that counts as drift, whatever the size of the batch. */
export const leastDrift = 0.1;

function isNumeric(reference: ReferenceColumn): reference is NumericReference {
  return reference.kind === 'number' || reference.kind === 'datetime';
}

/**
 * The size of the sample whose noise against a perfectly known reference equals that of `current` rows against a
 * reference of `reference` rows: their harmonic sum.
 */
function effectiveSize(current: number, reference: number): number {
  return (current * reference) / Math.max(1, current + reference);
}

/**
 * The Wasserstein distance over the reference's standard deviation. Where the reference is constant: the share of
 * values that differ from it.
 */
function numericEffect(reference: NumericReference, sorted: Float64Array): number {
  if (reference.standardDeviation > 0) return wassersteinFromReference(reference, sorted) / reference.standardDeviation;
  const [constant] = reference.quantiles;
  let different = 0;
  for (const value of sorted) if (value !== constant) different++;
  return different / sorted.length;
}

/** The count of each listed level, and of all others in the last cell; missing is not counted. */
export function countsByReferenceLevel(reference: LabelReference, column: CategoryColumn | TextColumn): Float64Array {
  const cellOf = new Map(reference.levels.map((level, cell) => [level, cell]));
  const other = reference.levels.length;
  const counts = new Float64Array(other + 1);
  if (column.kind === 'text') {
    for (const value of column.values) if (value !== null) counts[cellOf.get(value) ?? other]++;
    return counts;
  }
  const cells = column.levels.map((level) => cellOf.get(level) ?? other);
  for (const code of column.codes) if (code >= 0) counts[cells[code]]++;
  return counts;
}

/**
 * Shares drawn towards their mean by as much as `rows` rows make them spread by chance: the shrinkage of Hausser and
 * Strimmer (2009). Shares as observed are more uneven than those behind them, and samples drawn from them would repeat
 * labels too often.
 */
function shrunkShares(shares: readonly number[], rows: number): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const mean = total / shares.length;
  let noise = 0;
  let spread = 0;
  for (const share of shares) {
    noise += (share * (1 - share)) / rows;
    spread += (share - mean) ** 2;
  }
  const towardsMean = spread > 0 ? Math.min(1, noise / spread) : 1;
  return shares.map((share) => towardsMean * mean + (1 - towardsMean) * share);
}

function finiteSorted(values: Float64Array): Float64Array {
  return values.filter((value) => Number.isFinite(value)).sort();
}

function numericDrift(reference: NumericReference, values: Float64Array, draws: NullDraws) {
  const sorted = finiteSorted(values);
  if (sorted.length === 0 || reference.quantiles.length === 0) return null;
  const size = effectiveSize(sorted.length, Math.round(reference.rows * (1 - reference.missingShare)));
  const simulated = (u: Float64Array) => numericEffect(reference, referenceValuesAt(reference, u));
  return { effect: numericEffect(reference, sorted), nullBand: draws.bandOfRanks(size, simulated) };
}

function labelDrift(reference: LabelReference, column: CategoryColumn | TextColumn, draws: NullDraws) {
  const counts = countsByReferenceLevel(reference, column);
  const shares = [...reference.shares, reference.otherShare];
  const current = counts.reduce((sum, count) => sum + count, 0);
  const present = Math.round(reference.rows * (1 - reference.missingShare));
  if (current === 0 || present === 0) return null;
  const simulated = [...shrunkShares(reference.shares, present), reference.otherShare];
  return { effect: jensenShannon(shares, counts), nullBand: draws.bandOfCounts(simulated, [present, current], jensenShannon) };
}

/** The distance by which a column of this kind is compared. */
export function measureOf(reference: ReferenceColumn): ColumnDrift['measure'] {
  return isNumeric(reference) ? 'wasserstein' : 'jensen-shannon';
}

function measuredDrift(reference: ReferenceColumn, column: Column, draws: NullDraws) {
  if (isNumeric(reference)) {
    return column.kind === 'number' || column.kind === 'datetime' ? numericDrift(reference, column.values, draws) : null;
  }
  return column.kind === 'category' || column.kind === 'text' ? labelDrift(reference, column, draws) : null;
}

/**
 * How far a column of a batch is from its reference, missing cells apart, beside what chance alone gives a batch of
 * this size; null where either has no values. Numbers and instants: Wasserstein distance over the reference's standard
 * deviation. Labels: Jensen-Shannon distance in base 2, with all labels that the reference does not list as one.
 */
export function columnDrift(reference: ReferenceColumn, column: Column, draws: NullDraws): ColumnDrift | null {
  const measured = measuredDrift(reference, column, draws);
  if (!measured) return null;
  let missing = 0;
  const n = columnLength(column);
  for (let row = 0; row < n; row++) if (isMissing(column, row)) missing++;
  return {
    column: reference.name,
    columnKind: reference.kind,
    measure: measureOf(reference),
    ...measured,
    drifted: measured.effect > Math.max(leastDrift, measured.nullBand),
    missingShare: { reference: reference.missingShare, current: missing / n },
  };
}
