import type { Rng } from '../math/rng.ts';
import type { TargetValues } from '../metrics/predictions.ts';
import { associationF } from './association.ts';
import { momentsOf } from './moments.ts';
import { TargetNeeded } from './recipe-errors.ts';
import { unrelated } from './redundancy.ts';
import { numbersOf, type BlockTransformer, type StepOf, type WorkColumn } from './transformer.ts';

/** The positions, among the columns taken, of those that go on; ascending. */
export interface SelectState {
  readonly kept: readonly number[];
}

/** Higher first, ties in the order they stand; NaN last. */
function ranked(scores: readonly number[]): number[] {
  const rank = (score: number) => (Number.isNaN(score) ? -Infinity : score);
  return scores.map((_, i) => i).sort((a, b) => (rank(scores[b]) > rank(scores[a]) ? 1 : rank(scores[b]) < rank(scores[a]) ? -1 : a - b));
}

/** As VarianceThreshold; with a threshold of 0 the range decides, which rounding does not touch. */
function varying(columns: readonly Float64Array[], threshold: number): number[] {
  const scores = columns.map((values) => {
    const { count, variance, least, most } = momentsOf(values);
    return count === 0 ? NaN : threshold === 0 ? Math.min(variance, most - least) : variance;
  });
  const kept = scores.flatMap((score, i) => (score > threshold ? [i] : []));
  return kept.length > 0 ? kept : ranked(scores).slice(0, 1);
}

function associated(columns: readonly Float64Array[], keep: number, target: TargetValues | null): number[] {
  if (target === null) throw new TargetNeeded('select by association');
  const scores = columns.map((values) => associationF(values, target));
  return ranked(scores).slice(0, Math.max(1, keep)).sort((a, b) => a - b);
}

function selected(taken: readonly WorkColumn[], step: StepOf<'select'>, target: TargetValues | null, rng: Rng): number[] {
  const columns = numbersOf(taken);
  if (step.by === 'association') return associated(columns, step.keep, target);
  return step.by === 'variance' ? varying(columns, step.threshold) : unrelated(columns, step.threshold, rng);
}

/**
 * Lets some of the numeric features through, finished ones included; codes of labels pass in any case. By variance: those
 * above the threshold, as scikit-learn's VarianceThreshold. By association: the best by their F value against the target, as
 * SelectKBest with f_classif or f_regression, of equally good ones the first. By redundancy: those whose correlation with
 * none before them exceeds the threshold in size. One feature goes on in any case. Missing cells are left out of each
 * measure. Throws TargetNeeded where the association is asked for without a target.
 */
export const select: BlockTransformer<'select', SelectState> = {
  scope: 'block',
  kind: 'select',
  accepts: ['number'],
  takesFinished: () => true,
  fit: (taken, step, { target, rng }) => ({ kept: taken.length === 0 ? [] : selected(taken, step, target, rng) }),
  transform: (taken, { kept }) => kept.map((at) => taken[at]),
};
