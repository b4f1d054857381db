import { exp } from '../math/exp.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { unseenLevel, type FeatureBins } from './boosting-bins.ts';
import { requireFeatureCount } from './checks.ts';
import type { FittedModel } from './estimator.ts';

/** A bin that is in no piece of a pair: missing values where training had none. */
export const noPiece = 255;

/** The shape of one feature. */
export interface EbmShape extends FeatureBins {
  /** K × (nBins + 1): what each bin adds to each score, the bin of missing values last; of weighted mean 0 over training rows. */
  readonly scores: Float64Array;
  /** Weight of the training rows in each bin; length nBins + 1. */
  readonly weights: Float64Array;
  /** The least and greatest finite value of the training rows; 0 for categories. */
  readonly low: number;
  readonly high: number;
}

/** What two features add together, beside their shapes. */
export interface EbmPair {
  /** Indices into the shapes. */
  readonly first: number;
  readonly second: number;
  /** The piece of each bin of the shape, or noPiece. */
  readonly firstPieces: Uint8Array;
  readonly secondPieces: Uint8Array;
  readonly nFirst: number;
  readonly nSecond: number;
  /** K × nFirst × nSecond; weighted rows and columns have mean 0. */
  readonly grid: Float64Array;
  /** Weight of the training rows in each cell; nFirst × nSecond. */
  readonly weights: Float64Array;
}

/** What the explainable boosting machine learned: scores that are sums of look-ups. */
export interface EbmState {
  /** One score for numbers and for two classes (the log-odds of the later), one a class for more, none for one class. */
  readonly intercepts: Float64Array;
  /** Codes of the classes that the training rows had, ascending; empty for regression. */
  readonly outputClasses: readonly number[];
  readonly shapes: readonly EbmShape[];
  readonly pairs: readonly EbmPair[];
}

/** The bin of a value: that of missing values for NaN and for levels that no training row had. */
export function binOf({ thresholds, levelBins, nBins }: FeatureBins, value: number): number {
  if (value !== value) return nBins;
  if (!thresholds) {
    const bin = levelBins?.[value] ?? unseenLevel;
    return bin === unseenLevel ? nBins : bin;
  }
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (thresholds[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The scores of each row of X, row-major nRows × K: the intercepts, and what every shape and pair adds. */
export function ebmScores({ intercepts, shapes, pairs }: EbmState, X: DesignMatrix): Float64Array {
  const K = intercepts.length;
  const p = X.features.length;
  const scores = new Float64Array(X.nRows * K);
  const bins = new Uint8Array(shapes.length);
  for (let row = 0; row < X.nRows; row++) {
    const at = row * K;
    for (let k = 0; k < K; k++) scores[at + k] = intercepts[k];
    for (let s = 0; s < shapes.length; s++) {
      const shape = shapes[s];
      const bin = binOf(shape, X.values[row * p + shape.feature]);
      bins[s] = bin;
      for (let k = 0; k < K; k++) scores[at + k] += shape.scores[k * (shape.nBins + 1) + bin];
    }
    for (const pair of pairs) {
      const a = pair.firstPieces[bins[pair.first]];
      const b = pair.secondPieces[bins[pair.second]];
      if (a === noPiece || b === noPiece) continue;
      const cell = a * pair.nSecond + b;
      for (let k = 0; k < K; k++) scores[at + k] += pair.grid[k * pair.nFirst * pair.nSecond + cell];
    }
  }
  return scores;
}

/**
 * Predictions of the explainable boosting machine; takes any X: NaN and unseen levels are missing, infinities lie beyond
 * every threshold. Throws FeatureCountMismatch.
 */
export function predictEbm(model: FittedModel<EbmState>, X: DesignMatrix): Predictions {
  requireFeatureCount(model, X);
  const { outputClasses, intercepts } = model.state;
  const scores = ebmScores(model.state, X);
  if (model.task === 'regression') return { kind: 'number', values: scores };
  const K = intercepts.length;
  const nClasses = model.classes.length;
  const probabilities = new Float64Array(X.nRows * nClasses);
  for (let row = 0; row < X.nRows; row++) {
    const at = row * nClasses;
    if (K === 0) probabilities[at + outputClasses[0]] = 1;
    else if (K === 1) {
      const z = scores[row];
      const e = exp(-Math.abs(z));
      probabilities[at + outputClasses[z >= 0 ? 1 : 0]] = 1 / (1 + e);
      probabilities[at + outputClasses[z >= 0 ? 0 : 1]] = e / (1 + e);
    } else {
      let top = -Infinity;
      for (let k = 0; k < K; k++) top = Math.max(top, scores[row * K + k]);
      let sum = 0;
      for (let k = 0; k < K; k++) sum += scores[row * K + k] = exp(scores[row * K + k] - top);
      for (let k = 0; k < K; k++) probabilities[at + outputClasses[k]] = scores[row * K + k] / sum;
    }
  }
  return { kind: 'classes', classes: model.classes, probabilities };
}
