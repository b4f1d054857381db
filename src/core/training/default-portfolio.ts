import type { LearnerId, Params } from '../estimators/estimator.ts';
import { learnerIds, learnerTraits, type FittedLearnerId } from '../estimators/learners.ts';
import type { Candidate } from './run.ts';

/** Thrown where a portfolio is asked for a learner that there is not. */
export class UnknownLearner extends Error {
  readonly code = 'UnknownLearner';
  constructor(asked: string, known: readonly string[]) {
    super(`UnknownLearner: there is no learner "${asked}"; choose one of ${known.join(', ')}`);
    this.name = 'UnknownLearner';
  }
}

/** What a portfolio is composed for. */
export interface PortfolioAsked {
  readonly nRows: number;
  /** Restricts the portfolio to one learner and its variants, beside the baseline. */
  readonly only?: string;
  /** Restricts it to models whose answer can be read off what they learned. */
  readonly readable?: boolean;
}

const candidate = (id: string, learner: LearnerId, label: string, params: Params = {}): Candidate => ({ id, learner, label, params });

/** Boosted trees that learn slowly on samples of rows and columns: the most promising settings, small trees first for few rows. */
function boostingVariants(nRows: number): Candidate[] {
  const sampled = { learningRate: 0.05, maxIterations: 2000, patience: 40, subsample: 0.75, columnSample: 0.75 };
  const slow = candidate('boosting-slow', 'boosting', 'Boosted trees, slow learning', sampled);
  const shallow = candidate('boosting-shallow', 'boosting', 'Boosted trees, shallow', {
    ...sampled,
    maxLeaves: 6,
    minRowsPerLeaf: nRows < 1000 ? 5 : 20,
    l2: 5,
  });
  const large = candidate('boosting-large', 'boosting', 'Boosted trees, large', { ...sampled, maxLeaves: 127, minRowsPerLeaf: 10, l2: 2 });
  if (nRows < 2000) {
    // Of few rows none is set aside to stop by: how many trees there are is part of the settings.
    const few = candidate('boosting-small', 'boosting', 'Boosted trees, small', {
      learningRate: 0.05,
      iterations: 150,
      maxLeaves: 5,
      minRowsPerLeaf: 5,
      l2: 3,
      subsample: 0.7,
      columnSample: 0.6,
    });
    return [few, shallow, slow];
  }
  return nRows < 10_000 ? [slow, shallow, large] : [slow, large, shallow];
}

/** Neighbours are found row by row, which takes too long among many. */
const mostRowsOfNeighbours = 30_000;

/**
 * The candidates to try, in the order of trying: baseline and linear model at once, then boosted trees, forests, a net,
 * boosted trees with other settings for data of this size, and the readable models. Throws UnknownLearner.
 */
export function defaultPortfolio({ nRows, only, readable = false }: PortfolioAsked): Candidate[] {
  if (only !== undefined && !learnerIds.some((learner) => learner === only)) throw new UnknownLearner(only, learnerIds);
  const plain = (learner: FittedLearnerId) => candidate(learner, learner, learnerTraits[learner].label);
  const [first, ...others] = boostingVariants(nRows);
  const all = [
    plain('dummy'),
    plain('linear'),
    plain('boosting'),
    plain('extra-trees'),
    first,
    plain('mlp'),
    plain('forest'),
    plain('ebm'),
    ...others,
    plain('tree'),
    plain('knn'),
  ];
  if (only !== undefined) return all.filter(({ learner }) => learner === 'dummy' || learner === only);
  if (readable) return all.filter(({ learner }) => learnerTraits[learner as FittedLearnerId].readable);
  return all.filter(({ learner }) => learner !== 'knn' || nRows <= mostRowsOfNeighbours);
}
