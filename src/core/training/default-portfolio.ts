import type { LearnerId, Params } from '../estimators/estimator.ts';
import { learnerIds, traitsOf } from '../estimators/learners.ts';
import type { Task } from '../metrics/metric.ts';
import type { Candidate } from './run.ts';

/** Thrown where a portfolio is asked for a learner that there is not. */
export class UnknownLearner extends Error {
  readonly code = 'UnknownLearner';
  constructor(asked: string, known: readonly string[]) {
    super(`UnknownLearner: there is no learner "${asked}"; choose one of ${known.join(', ')}`);
    this.name = 'UnknownLearner';
  }
}

export interface PortfolioSize {
  readonly task: Task;
  readonly nRows: number;
  readonly nColumns: number;
  /** Restricts the portfolio to one learner and its variants, beside the baseline. */
  readonly only?: string;
  /** Restricts it to models whose answer can be read off what they learned. */
  readonly readable?: boolean;
}

const candidate = (id: string, learner: LearnerId, label: string, params: Params = {}): Candidate => ({ id, learner, label, params });

/** Boosted trees with settings other than the default, most promising first for data of this size. */
function boostingVariants(nRows: number): Candidate[] {
  const slow = candidate('boosting-slow', 'boosting', 'Boosted trees, slow learning', {
    learningRate: 0.05,
    maxIterations: 1000,
    patience: 30,
    subsample: 0.75,
    columnSample: 0.75,
  });
  const shallow = candidate('boosting-shallow', 'boosting', 'Boosted trees, shallow', {
    learningRate: 0.05,
    maxIterations: 800,
    patience: 30,
    maxLeaves: 8,
    minRowsPerLeaf: nRows < 1000 ? 5 : 20,
    l2: 5,
    subsample: 0.7,
    columnSample: 0.7,
  });
  const deep = candidate('boosting-deep', 'boosting', 'Boosted trees, large', {
    learningRate: 0.05,
    maxIterations: 1000,
    patience: 20,
    maxLeaves: 127,
    minRowsPerLeaf: 40,
    subsample: 0.75,
    columnSample: 0.75,
  });
  if (nRows < 2000) return [shallow, slow];
  return nRows < 10_000 ? [slow, shallow, deep] : [slow, deep, shallow];
}

/**
 * The candidates to try, in the order of trying: baseline and linear model at once, then boosted trees, a net, and
 * boosted trees with other settings for data of this size. Throws UnknownLearner.
 */
export function defaultPortfolio({ nRows, only, readable = false }: PortfolioSize): Candidate[] {
  if (only !== undefined && !learnerIds.some((learner) => learner === only)) throw new UnknownLearner(only, learnerIds);
  const all = [
    candidate('dummy', 'dummy', 'Baseline'),
    candidate('linear', 'linear', 'Linear model'),
    candidate('boosting', 'boosting', 'Boosted trees'),
    candidate('mlp', 'mlp', 'Neural network'),
    ...boostingVariants(nRows),
  ];
  const wanted = readable ? all.filter(({ learner }) => traitsOf(learner).readable) : all;
  return only === undefined ? wanted : wanted.filter(({ learner }) => learner === 'dummy' || learner === only);
}
