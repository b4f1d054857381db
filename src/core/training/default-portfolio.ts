import type { LearnerId, Params } from '../estimators/estimator.ts';
import { learnerIds, learnerTraits, type FittedLearnerId } from '../estimators/learners.ts';
import type { Task } from '../metrics/metric.ts';
import { netCandidates } from './net-candidates.ts';
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
  readonly task: Task;
  readonly nRows: number;
  /** What the run may take, by which nets are sized; a minute where it is not known. */
  readonly budgetSeconds?: number;
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

/**
 * Forests of fewer and smaller trees the more rows there are: their trees grow with the table, as do the time to fit them and the
 * size of what is released, while each leaf has rows enough.
 */
function forestParams(nRows: number): Params {
  if (nRows < 2000) return {};
  return nRows < 20_000 ? { minRowsPerLeaf: 2 } : { minRowsPerLeaf: 5, nTrees: 100 };
}

/** Linear models are quick, and how hard they are held back matters most where rows are few: the usual penalty has others beside it. */
function linearVariants(task: Task): Candidate[] {
  if (task === 'regression') return [candidate('linear-elastic', 'linear', 'Linear model, elastic net', { l1Ratio: 0.5 })];
  return [
    candidate('linear-weak', 'linear', 'Linear model, weak penalty', { lambda: 0.05 }),
    candidate('linear-strong', 'linear', 'Linear model, strong penalty', { lambda: 20 }),
  ];
}

/** Rows up to which the settings of a linear model are worth trying. */
const mostRowsOfLinearVariants = 20_000;
/** Neighbours are found row by row, which takes too long among many. */
const mostRowsOfNeighbours = 30_000;

/**
 * The candidates to try, in the order of trying: baseline and linear model at once, then boosted trees, forests and nets,
 * boosted trees and nets with other settings for data of this size, and the readable models. The plain perceptron is tried where it is asked for. Throws UnknownLearner.
 */
export function defaultPortfolio({ task, nRows, budgetSeconds = 60, only, readable = false }: PortfolioAsked): Candidate[] {
  if (only !== undefined && !learnerIds.some((learner) => learner === only)) throw new UnknownLearner(only, learnerIds);
  const plain = (learner: FittedLearnerId) => candidate(learner, learner, learnerTraits[learner].label);
  const [first, ...others] = boostingVariants(nRows);
  const nets = netCandidates(task, nRows, budgetSeconds);
  const [realmlp, ...otherRealmlps] = nets.realmlp;
  const [tabm, ...otherTabms] = nets.tabm;
  const all = [
    plain('dummy'),
    plain('linear'),
    plain('boosting'),
    { ...plain('extra-trees'), params: forestParams(nRows) },
    first,
    realmlp,
    { ...plain('forest'), params: forestParams(nRows) },
    plain('ebm'),
    tabm,
    ...(nRows <= mostRowsOfLinearVariants ? linearVariants(task) : []),
    ...others,
    ...otherRealmlps,
    ...otherTabms,
    plain('tree'),
    plain('knn'),
  ];
  if (only === 'mlp') return [plain('dummy'), plain('mlp')];
  if (only !== undefined) return all.filter(({ learner }) => learner === 'dummy' || learner === only);
  if (readable) return all.filter(({ learner }) => learnerTraits[learner as FittedLearnerId].readable);
  return all.filter(({ learner }) => learner !== 'knn' || nRows <= mostRowsOfNeighbours);
}
