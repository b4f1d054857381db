import { exp } from '../math/exp.ts';
import type { Control } from '../math/control.ts';
import type { LinearDesign } from './linear-design.ts';
import { minimise, type Objective } from './newton.ts';

export interface LogisticFit {
  /** K × nFeatures; K is 1 for two classes (the log-odds of the second), else one row for each class. */
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
  readonly iterations: number;
}

/**
 * Penalised logistic regression: least of Σ wᵢ lossᵢ + (lambda / 2) ‖β‖² with unpenalised intercepts, where loss is log
 * loss of the sigmoid (K = 1, codes 0 and 1) or of the softmax; lambda is 1 / C of scikit-learn. Every class must occur.
 */
export async function fitLogistic(
  design: LinearDesign,
  codes: Int32Array,
  weights: Float64Array,
  K: number,
  lambda: number,
  control: Control,
): Promise<LogisticFit> {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const { theta, iterations } = await minimise(
    createLogisticObjective(design, codes, weights, K)(lambda),
    total,
    control,
  );
  const p = design.nFeatures;
  const coefficients = theta.slice(0, K * p);
  const intercepts = theta.slice(K * p);
  if (K > 1) centreOverClasses(coefficients, intercepts, p, K);
  return { coefficients, intercepts, iterations };
}

/**
 * The objective of `fitLogistic` by its lambda; θ holds K × nFeatures coefficients, then K intercepts. The objectives of
 * several lambdas share their buffers: only that last evaluated has its derivatives.
 */
export function createLogisticObjective(
  design: LinearDesign,
  codes: Int32Array,
  weights: Float64Array,
  K: number,
): (lambda: number) => Objective {
  const { nRows: n, nFeatures: p } = design;
  const nWeights = K * p;
  const proba = new Float64Array(n * K);
  const residual = new Float64Array(n * K);
  const gradient = new Float64Array(K * (p + 1));
  const diagonal = new Float64Array(K * (p + 1));
  const squares = design.squares(weights);

  function addIntercepts(R: Float64Array, out: Float64Array): void {
    out.fill(0, nWeights);
    for (let i = 0; i < n; i++) for (let c = 0; c < K; c++) out[nWeights + c] += R[i * K + c];
  }
  function multiply(v: Float64Array, out: Float64Array): void {
    design.forward(v.subarray(0, nWeights), v.subarray(nWeights), out);
  }
  function collect(R: Float64Array, lambda: number, penaltyOn: Float64Array, out: Float64Array): void {
    design.backward(R, out.subarray(0, nWeights));
    addIntercepts(R, out);
    for (let j = 0; j < nWeights; j++) out[j] += lambda * penaltyOn[j];
  }

  return (lambda) => ({
    start: logShares(codes, weights, K, nWeights),
    gradient,
    diagonal,
    evaluate(theta) {
      multiply(theta, proba);
      let loss = 0;
      for (let i = 0; i < n; i++)
        loss += weights[i] * (K === 1 ? sigmoidRow(proba, i, codes[i]) : softmaxRow(proba, i * K, K, codes[i]));
      let penalty = 0;
      for (let j = 0; j < nWeights; j++) penalty += theta[j] * theta[j];
      for (let i = 0; i < n; i++) {
        for (let c = 0; c < K; c++) {
          const hit = K === 1 ? codes[i] : codes[i] === c ? 1 : 0;
          residual[i * K + c] = weights[i] * (proba[i * K + c] - hit);
        }
      }
      collect(residual, lambda, theta, gradient);
      for (let c = 0; c < K; c++) {
        let spread = 0;
        let total = 0;
        for (let i = 0; i < n; i++) {
          spread += weights[i] * proba[i * K + c] * (1 - proba[i * K + c]);
          total += weights[i];
        }
        for (let j = 0; j < p; j++) diagonal[c * p + j] = (spread / total) * squares[j] + lambda + 1e-12 * total;
        diagonal[nWeights + c] = spread + 1e-12 * total;
      }
      return loss + (lambda / 2) * penalty;
    },
    curvature(v, out) {
      multiply(v, residual);
      for (let i = 0; i < n; i++) {
        let mean = 0;
        if (K > 1) for (let c = 0; c < K; c++) mean += proba[i * K + c] * residual[i * K + c];
        for (let c = 0; c < K; c++) {
          const share = proba[i * K + c];
          const pull = K === 1 ? (1 - share) * residual[i] : residual[i * K + c] - mean;
          residual[i * K + c] = weights[i] * share * pull;
        }
      }
      collect(residual, lambda, v, out);
    },
  });
}

/** The start of the search: no effects, and the intercepts that give every class its share. */
export function logShares(codes: Int32Array, weights: Float64Array, K: number, nWeights: number): Float64Array {
  const theta = new Float64Array(nWeights + K);
  const shares = new Float64Array(Math.max(2, K));
  for (let i = 0; i < codes.length; i++) shares[codes[i]] += weights[i];
  for (let c = 0; c < K; c++) theta[nWeights + c] = K === 1 ? Math.log(shares[1] / shares[0]) : Math.log(shares[c]);
  return theta;
}

/** Turns the logit at i into a probability and returns the log loss of class `code`. */
export function sigmoidRow(values: Float64Array, i: number, code: number): number {
  const z = values[i];
  const e = exp(-Math.abs(z));
  values[i] = z >= 0 ? 1 / (1 + e) : e / (1 + e);
  return Math.log1p(e) + Math.max(0, code === 1 ? -z : z);
}

/** Turns K logits from `at` into probabilities and returns the log loss of class `code`. */
export function softmaxRow(values: Float64Array, at: number, K: number, code: number): number {
  let top = values[at];
  for (let c = 1; c < K; c++) if (values[at + c] > top) top = values[at + c];
  const own = values[at + code] - top;
  let sum = 0;
  for (let c = 0; c < K; c++) sum += values[at + c] = exp(values[at + c] - top);
  for (let c = 0; c < K; c++) values[at + c] /= sum;
  return Math.log(sum) - own;
}

/** A shift shared by all classes changes no probability; the solution of zero mean is the one kept. */
export function centreOverClasses(coefficients: Float64Array, intercepts: Float64Array, p: number, K: number): void {
  for (let j = 0; j < p; j++) {
    let mean = 0;
    for (let c = 0; c < K; c++) mean += coefficients[c * p + j] / K;
    for (let c = 0; c < K; c++) coefficients[c * p + j] -= mean;
  }
  const mean = intercepts.reduce((sum, value) => sum + value, 0) / K;
  for (let c = 0; c < K; c++) intercepts[c] -= mean;
}
