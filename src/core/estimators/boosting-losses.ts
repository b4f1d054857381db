import { exp } from '../math/exp.ts';
import type { TargetValues } from '../metrics/predictions.ts';
import { classWeights, presentClasses, totalWeight, weightedMean } from './targets.ts';

/** Scores of a boosted model and how they become a loss. A score row has nOutputs numbers. */
export interface BoostingLoss {
  readonly nOutputs: number;
  /** Codes of the classes that training rows have, ascending; empty for numbers. */
  readonly outputClasses: readonly number[];
  /** The best constant score (length nOutputs). */
  readonly baseScores: Float64Array;
  /** Second derivatives are the weights (squared error). */
  readonly constantHessian: boolean;
  /** Readies derivatives at `scores` of the training rows and returns their mean loss. */
  prepare(scores: Float64Array): number;
  /** Writes weighted first and second derivatives of each row for one output. */
  derivatives(output: number, gradients: Float64Array, hessians: Float64Array): void;
  /** The mean loss of other rows with these scores; weighted, where they have weights. */
  lossOf(y: TargetValues, scores: Float64Array, weights?: Float64Array | null): number;
}

/** A probability is not taken to be less than this, so that a class unseen in training costs much but not everything. */
const leastProbability = 1e-15;

/** Squared error for numbers, log loss for two classes, softmax cross-entropy for more; null where one class is all there is. */
export function createLoss(y: TargetValues, weights: Float64Array | null): BoostingLoss | null {
  if (y.kind === 'number') return squaredError(y.values, weights);
  const totals = classWeights(y.codes, y.classes.length, weights);
  const present = presentClasses(totals);
  if (present.length < 2) return null;
  const indexOf = new Int32Array(y.classes.length).fill(-1);
  present.forEach((c, i) => (indexOf[c] = i));
  const shares = Array.from(present, (c) => totals[c] / totalWeight(y.codes.length, weights));
  return present.length === 2
    ? logLoss(y.codes, weights, Array.from(present), indexOf, shares)
    : crossEntropy(y.codes, weights, Array.from(present), indexOf, shares);
}

function squaredError(values: Float64Array, weights: Float64Array | null): BoostingLoss {
  const n = values.length;
  const total = totalWeight(n, weights);
  const at = new Float64Array(n);
  return {
    nOutputs: 1,
    outputClasses: [],
    baseScores: Float64Array.of(weightedMean(values, weights)),
    constantHessian: true,
    prepare(scores) {
      at.set(scores);
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (weights ? weights[i] : 1) * (at[i] - values[i]) ** 2;
      return sum / total;
    },
    derivatives(_output, gradients) {
      for (let i = 0; i < n; i++) gradients[i] = (weights ? weights[i] : 1) * (at[i] - values[i]);
    },
    lossOf(y, scores, others = null) {
      if (y.kind !== 'number') return NaN;
      let sum = 0;
      for (let i = 0; i < scores.length; i++) sum += (others ? others[i] : 1) * (scores[i] - y.values[i]) ** 2;
      return sum / totalWeight(scores.length, others);
    },
  };
}

function logLoss(
  codes: Int32Array,
  weights: Float64Array | null,
  outputClasses: readonly number[],
  indexOf: Int32Array,
  shares: readonly number[],
): BoostingLoss {
  const n = codes.length;
  const total = totalWeight(n, weights);
  const proba = new Float64Array(n);
  return {
    nOutputs: 1,
    outputClasses,
    baseScores: Float64Array.of(Math.log(shares[1] / shares[0])),
    constantHessian: false,
    prepare(scores) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const z = scores[i];
        const e = exp(-Math.abs(z));
        const toUpper = indexOf[codes[i]] === 1;
        proba[i] = z >= 0 ? 1 / (1 + e) : e / (1 + e);
        sum += (weights ? weights[i] : 1) * (Math.log1p(e) + (toUpper ? (z < 0 ? -z : 0) : z > 0 ? z : 0));
      }
      return sum / total;
    },
    derivatives(_output, gradients, hessians) {
      for (let i = 0; i < n; i++) {
        const weight = weights ? weights[i] : 1;
        gradients[i] = weight * (proba[i] - (indexOf[codes[i]] === 1 ? 1 : 0));
        hessians[i] = weight * proba[i] * (1 - proba[i]);
      }
    },
    lossOf(y, scores, others = null) {
      if (y.kind !== 'classes') return NaN;
      let sum = 0;
      for (let i = 0; i < scores.length; i++) {
        const own = indexOf[y.codes[i]];
        const z = own === 1 ? scores[i] : -scores[i];
        const loss = own < 0 ? -Math.log(leastProbability) : Math.log1p(exp(-Math.abs(z))) + (z < 0 ? -z : 0);
        sum += (others ? others[i] : 1) * loss;
      }
      return sum / totalWeight(scores.length, others);
    },
  };
}

function crossEntropy(
  codes: Int32Array,
  weights: Float64Array | null,
  outputClasses: readonly number[],
  indexOf: Int32Array,
  shares: readonly number[],
): BoostingLoss {
  const n = codes.length;
  const K = outputClasses.length;
  const total = totalWeight(n, weights);
  const proba = new Float64Array(n * K);
  return {
    nOutputs: K,
    outputClasses,
    baseScores: Float64Array.from(shares, Math.log),
    constantHessian: false,
    prepare(scores) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        softmax(scores, proba, i * K, K);
        // A row of weight 0 may be of a class that no other row has.
        const own = indexOf[codes[i]];
        if (own >= 0) sum -= (weights ? weights[i] : 1) * Math.log(Math.max(leastProbability, proba[i * K + own]));
      }
      return sum / total;
    },
    derivatives(output, gradients, hessians) {
      for (let i = 0; i < n; i++) {
        const weight = weights ? weights[i] : 1;
        const share = proba[i * K + output];
        gradients[i] = weight * (share - (indexOf[codes[i]] === output ? 1 : 0));
        hessians[i] = weight * share * (1 - share);
      }
    },
    lossOf(y, scores, others = null) {
      if (y.kind !== 'classes') return NaN;
      const row = new Float64Array(scores.length);
      let sum = 0;
      const rows = scores.length / K;
      for (let i = 0; i < rows; i++) {
        softmax(scores, row, i * K, K);
        const own = indexOf[y.codes[i]];
        sum -= (others ? others[i] : 1) * Math.log(Math.max(leastProbability, own < 0 ? 0 : row[i * K + own]));
      }
      return sum / totalWeight(rows, others);
    },
  };
}

/** out[at … at + K) = softmax of scores[at … at + K). */
export function softmax(scores: Float64Array, out: Float64Array, at: number, K: number): void {
  let top = scores[at];
  for (let c = 1; c < K; c++) if (scores[at + c] > top) top = scores[at + c];
  let sum = 0;
  for (let c = 0; c < K; c++) sum += out[at + c] = exp(scores[at + c] - top);
  for (let c = 0; c < K; c++) out[at + c] /= sum;
}
