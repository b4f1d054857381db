import { exp } from '../math/exp.ts';
import { log, log1p } from '../math/log.ts';
import type { TargetValues } from '../metrics/predictions.ts';
import { classWeights, presentClasses, totalWeight, weightedMean } from './targets.ts';

/** Rows with scores that are being boosted; arrays of K × nRows hold one output after the other. */
export interface Boosted {
  readonly nRows: number;
  /** Index of the output, or 0 and 1 for two classes; the standardised target for numbers. */
  readonly targets: Float64Array;
  readonly weights: Float64Array | null;
  readonly scores: Float64Array;
  /** Weighted first and second derivatives of the loss, and each class's probability where there are more than two. */
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly shares: Float64Array;
}

/** Log loss of the sigmoid or softmax, or half the squared error of the standardised target. */
export interface EbmLoss {
  readonly kind: 'sigmoid' | 'softmax' | 'squared';
  readonly K: number;
  readonly base: Float64Array;
  /** What scores of numbers are multiplied by to be those of the target. */
  readonly scale: number;
  readonly outputClasses: readonly number[];
  targetsOf(y: TargetValues): Float64Array;
}

/** The loss for a target; null where it has one class. */
export function createEbmLoss(y: TargetValues, weights: Float64Array | null): EbmLoss | null {
  if (y.kind === 'number') return squaredLoss(y.values, weights);
  const totals = classWeights(y.codes, y.classes.length, weights);
  const outputClasses = Array.from(presentClasses(totals));
  if (outputClasses.length < 2) return null;
  const K = outputClasses.length === 2 ? 1 : outputClasses.length;
  const own = outputClasses.map((c) => totals[c]);
  const all = own.reduce((sum, weight) => sum + weight, 0);
  return {
    kind: K === 1 ? 'sigmoid' : 'softmax',
    K,
    base: K === 1 ? Float64Array.of(log(own[1] / own[0])) : Float64Array.from(own, (weight) => log(weight / all)),
    scale: 1,
    outputClasses,
    // A class that no weighted row has is none of the outputs: -1.
    targetsOf: (target) =>
      target.kind === 'classes'
        ? Float64Array.from(target.codes, (code) => outputClasses.indexOf(code))
        : new Float64Array(),
  };
}

function squaredLoss(values: Float64Array, weights: Float64Array | null): EbmLoss {
  const mean = weightedMean(values, weights);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (weights ? weights[i] : 1) * (values[i] - mean) ** 2;
  const scale = Math.sqrt(squares / totalWeight(values.length, weights)) || 1;
  return {
    kind: 'squared',
    K: 1,
    base: Float64Array.of(0),
    scale,
    outputClasses: [],
    targetsOf: (target) =>
      target.kind === 'number'
        ? Float64Array.from(target.values, (value) => (value - mean) / scale)
        : new Float64Array(),
  };
}

/** Rows at the base scores. */
export function createBoosted(loss: EbmLoss, targets: Float64Array, weights: Float64Array | null): Boosted {
  const nRows = targets.length;
  const size = nRows * loss.K;
  return {
    nRows,
    targets,
    weights,
    scores: Float64Array.from({ length: size }, (_, i) => loss.base[Math.floor(i / nRows)]),
    gradients: new Float64Array(size),
    hessians: new Float64Array(size),
    shares: new Float64Array(loss.K > 1 ? size : 0),
  };
}

/** Computes the derivatives at the scores anew; returns the weighted mean loss, or 0 where it is not `wanted`. */
export function refresh(loss: EbmLoss, rows: Boosted, wanted = true): number {
  const { nRows, targets, weights, scores, gradients, hessians } = rows;
  let sum = 0;
  let total = 0;
  if (loss.kind === 'softmax') return refreshSoftmax(loss.K, rows, wanted);
  for (let i = 0; i < nRows; i++) {
    const weight = weights ? weights[i] : 1;
    total += weight;
    if (loss.kind === 'squared') {
      const error = scores[i] - targets[i];
      gradients[i] = weight * error;
      hessians[i] = weight;
      sum += (weight * error * error) / 2;
      continue;
    }
    const z = scores[i];
    const e = exp(-Math.abs(z));
    const share = (z >= 0 ? 1 : e) / (1 + e);
    gradients[i] = weight * (share - targets[i]);
    hessians[i] = weight * share * (1 - share);
    if (wanted) sum += weight * (log1p(e) + Math.max(0, targets[i] === 1 ? -z : z));
  }
  return sum / total;
}

function refreshSoftmax(
  K: number,
  { nRows, targets, weights, scores, gradients, hessians, shares }: Boosted,
  wanted: boolean,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < nRows; i++) {
    const weight = weights ? weights[i] : 1;
    total += weight;
    let top = -Infinity;
    for (let k = 0, at = i; k < K; k++, at += nRows) if (scores[at] > top) top = scores[at];
    let all = 0;
    for (let k = 0, at = i; k < K; k++, at += nRows) all += shares[at] = exp(scores[at] - top);
    for (let k = 0, at = i; k < K; k++, at += nRows) {
      const share = (shares[at] /= all);
      gradients[at] = weight * (share - (targets[i] === k ? 1 : 0));
      hessians[at] = weight * share * (1 - share);
    }
    if (!wanted) continue;
    // A class that training did not have counts as the least likely there is.
    const own = targets[i] < 0 ? 0 : shares[targets[i] * nRows + i];
    sum -= weight * log(Math.max(own, 1e-15));
  }
  return sum / total;
}

/**
 * Adds to every row the step of its cell, and to the derivatives what follows from it to first order; they are computed
 * anew once a round, which at low rates is all it takes. `steps` is K × nCells.
 */
export function applySteps(
  loss: EbmLoss,
  rows: Boosted,
  cells: Uint16Array,
  steps: Float64Array,
  nCells: number,
): void {
  const { nRows, weights, scores, gradients, hessians, shares } = rows;
  const { K } = loss;
  if (K === 1) {
    for (let i = 0; i < nRows; i++) {
      const step = steps[cells[i]];
      scores[i] += step;
      gradients[i] += hessians[i] * step;
    }
    return;
  }
  for (let i = 0; i < nRows; i++) {
    const cell = cells[i];
    let mean = 0;
    for (let k = 0, at = i; k < K; k++, at += nRows) mean += shares[at] * steps[k * nCells + cell];
    const weight = weights ? weights[i] : 1;
    for (let k = 0, at = i; k < K; k++, at += nRows) {
      const step = steps[k * nCells + cell];
      scores[at] += step;
      gradients[at] += weight * shares[at] * (step - mean);
    }
  }
}
