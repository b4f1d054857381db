import type { DesignMatrix } from '../matrix/matrix.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { netAnswers } from '../nets/answers.ts';
import { layoutOf } from '../nets/net-layout.ts';
import { outputsOf } from '../nets/net-shape.ts';
import type { NetState } from '../nets/net-state.ts';
import { prepareRows } from '../nets/prepare-rows.ts';
import { requireFeatureCount, requireNoInfinity } from './checks.ts';
import type { FittedModel } from './estimator.ts';

/** Rows prepared at once, so that a long table is not held a second time. */
const rowsAtOnce = 4096;

/** Throws FeatureCountMismatch, or NonFiniteInput where X holds an infinity; NaN is a missing value. */
export function checkNetInput(model: FittedModel<NetState>, X: DesignMatrix): void {
  requireFeatureCount(model, X);
  requireNoInfinity(X);
}

/** Rows `from` … `from + size` of X, prepared for the net: row-major size × nBase. */
export function preparedRows({ state }: FittedModel<NetState>, X: DesignMatrix, from: number, size: number): Float32Array {
  const width = X.features.length;
  return prepareRows(state.columns, { ...X, nRows: size, values: X.values.subarray(from * width, (from + size) * width) });
}

/**
 * The predictions that a backend's answers stand for (row-major probabilities, or standardised numbers): each row's probabilities are
 * made to sum to 1 again after float32, numbers return to the target's unit and stay within the range that it had in training.
 */
export function predictionsFromAnswers({ state, classes }: FittedModel<NetState>, answers: Float32Array | Float64Array): Predictions {
  const { target } = state;
  if (target) {
    const { mean, scale, low, high } = target;
    return { kind: 'number', values: Float64Array.from(answers, (answer) => Math.min(high, Math.max(low, answer * scale + mean))) };
  }
  const k = classes.length;
  const probabilities = Float64Array.from(answers);
  for (let at = 0; at < probabilities.length; at += k) {
    let sum = 0;
    for (let c = at; c < at + k; c++) sum += probabilities[c];
    for (let c = at; c < at + k; c++) probabilities[c] /= sum;
  }
  return { kind: 'classes', probabilities, classes };
}

/**
 * The predictions of a net for each row of X, each row on its own, by the plain forward pass: float32 weights, float64 sums. No rows give
 * empty predictions. Throws FeatureCountMismatch, and NonFiniteInput where X holds an infinity.
 */
export function predictNet(model: FittedModel<NetState>, X: DesignMatrix): Predictions {
  checkNetInput(model, X);
  const { shape, parameters } = model.state;
  const layout = layoutOf(shape);
  const k = outputsOf(shape);
  const answers = new Float64Array(X.nRows * k);
  for (let from = 0; from < X.nRows; from += rowsAtOnce) {
    const size = Math.min(rowsAtOnce, X.nRows - from);
    answers.set(netAnswers(shape, layout, parameters, preparedRows(model, X, from, size), size), from * k);
  }
  return predictionsFromAnswers(model, answers);
}
