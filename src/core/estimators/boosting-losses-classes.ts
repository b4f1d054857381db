import { exp } from '../math/exp.ts';
import { log, log1p } from '../math/log.ts';
import { softmax } from '../math/softmax.ts';
import type { BoostingLoss } from './boosting-loss.ts';
import { totalWeight } from './targets.ts';
import type { TreeMemory } from './tree-kernels.ts';

/** A probability is not taken to be less than this, so that a class unseen in training costs much but not everything. */
const leastProbability = 1e-15;

/**
 * A leaf of a rare class has next to no curvature, and a Newton step from there overshoots further than all later trees can
 * take back; at the usual learning rate, one tree moves the log-odds by 1 at most.
 */
const largestStep = 10;

const ofClasses = { link: 'identity', largestStep, constantHessian: false } as const;

/** Mean log loss of two classes; the score is the log-odds of the later. `indexOf` is by class code, `shares` by index. */
export function logLoss(
  codes: Int32Array,
  weights: Float64Array | null,
  outputClasses: readonly number[],
  indexOf: Int32Array,
  shares: readonly number[],
): BoostingLoss {
  const n = codes.length;
  const total = totalWeight(n, weights);
  return {
    ...ofClasses,
    nOutputs: 1,
    outputClasses,
    baseScores: Float64Array.of(log(shares[1] / shares[0])),
    begin({ upper }) {
      for (let i = 0; i < n; i++) upper[i] = indexOf[codes[i]];
    },
    prepare: (memory) => (weights ? weightedLogistic(memory, codes, weights, indexOf) : memory.logistic()) / total,
    // Written by prepare.
    derivatives: () => undefined,
    lossOf(y, scores, others = null) {
      if (y.kind !== 'classes') return NaN;
      let sum = 0;
      for (let i = 0; i < scores.length; i++) {
        const own = indexOf[y.codes[i]];
        const z = own === 1 ? scores[i] : -scores[i];
        const loss = own < 0 ? -log(leastProbability) : log1p(exp(-Math.abs(z))) + (z < 0 ? -z : 0);
        sum += (others ? others[i] : 1) * loss;
      }
      return sum / totalWeight(scores.length, others);
    },
  };
}

/** What TreeMemory.logistic does, for weighted rows. A row of weight 0 may be of a class that no other row has. */
function weightedLogistic(
  { scores, derivatives }: TreeMemory,
  codes: Int32Array,
  weights: Float64Array,
  indexOf: Int32Array,
): number {
  let sum = 0;
  for (let i = 0; i < codes.length; i++) {
    const z = scores[i];
    const e = exp(-Math.abs(z));
    const isUpper = indexOf[codes[i]] === 1;
    const proba = z >= 0 ? 1 / (1 + e) : e / (1 + e);
    derivatives[2 * i] = weights[i] * (proba - (isUpper ? 1 : 0));
    derivatives[2 * i + 1] = weights[i] * proba * (1 - proba);
    const wrong = isUpper ? -z : z;
    sum += weights[i] * (log1p(e) + (wrong > 0 ? wrong : 0));
  }
  return sum;
}

/** Mean cross-entropy of the softmax of a score a class; `indexOf` is by class code, `shares` by index. */
export function crossEntropy(
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
    ...ofClasses,
    nOutputs: K,
    outputClasses,
    baseScores: Float64Array.from(shares, (share) => log(share)),
    prepare({ scores }) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        softmax(scores, proba, i * K, K);
        // A row of weight 0 may be of a class that no other row has.
        const own = indexOf[codes[i]];
        if (own >= 0) sum -= (weights ? weights[i] : 1) * log(Math.max(leastProbability, proba[i * K + own]));
      }
      return sum / total;
    },
    derivatives(output, { derivatives }) {
      for (let i = 0; i < n; i++) {
        const weight = weights ? weights[i] : 1;
        const share = proba[i * K + output];
        derivatives[2 * i] = weight * (share - (indexOf[codes[i]] === output ? 1 : 0));
        derivatives[2 * i + 1] = weight * share * (1 - share);
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
        sum -= (others ? others[i] : 1) * log(Math.max(leastProbability, own < 0 ? 0 : row[i * K + own]));
      }
      return sum / totalWeight(rows, others);
    },
  };
}
