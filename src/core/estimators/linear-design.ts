import type { DesignMatrix } from '../matrix/matrix.ts';

/** Below this share of non-zero values, rows are kept as lists of their non-zeros. */
export const sparseBelow = 0.4;

/** The two products with X that a linear model needs, for K columns of coefficients at once. */
export interface LinearDesign {
  readonly nRows: number;
  readonly nFeatures: number;
  /** out (nRows × K) = X W + b, where W is K × nFeatures and b has length K. */
  forward(W: Float64Array, b: Float64Array, out: Float64Array): void;
  /** out (K × nFeatures) = RᵀX, where R is nRows × K. */
  backward(R: Float64Array, out: Float64Array): void;
  /** Σ weight · x² of each feature. */
  squares(weights: Float64Array): Float64Array;
}

/** X for products; one-hot inputs, mostly zeros, are compressed to their non-zeros. */
export function createLinearDesign(X: DesignMatrix, nOutputs: number): LinearDesign {
  const { values, nRows } = X;
  let filled = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) filled++;
  return filled < sparseBelow * values.length
    ? sparseDesign(values, nRows, X.features.length, nOutputs, filled)
    : denseDesign(values, nRows, X.features.length, nOutputs);
}

/** Σ values[x + j] · W[w + j]; four sums at once, since each addition would else wait for the one before. */
function dotAt(values: Float32Array, x: number, W: Float64Array, w: number, p: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let j = 0;
  for (; j + 3 < p; j += 4, x += 4, w += 4) {
    s0 += values[x] * W[w];
    s1 += values[x + 1] * W[w + 1];
    s2 += values[x + 2] * W[w + 2];
    s3 += values[x + 3] * W[w + 3];
  }
  for (; j < p; j++, x++, w++) s0 += values[x] * W[w];
  return s0 + s1 + (s2 + s3);
}

/** Adds four rows of X, each times its entry of R, to out; four at once spares three in four loads and stores of out. */
function addFourRows(
  values: Float32Array,
  x: number,
  R: Float64Array,
  at: number,
  K: number,
  out: Float64Array,
  w: number,
  p: number,
): void {
  const r0 = R[at];
  const r1 = R[at + K];
  const r2 = R[at + 2 * K];
  const r3 = R[at + 3 * K];
  for (let j = 0; j < p; j++, x++, w++) {
    out[w] += r0 * values[x] + r1 * values[x + p] + (r2 * values[x + 2 * p] + r3 * values[x + 3 * p]);
  }
}

function denseDesign(values: Float32Array, nRows: number, p: number, K: number): LinearDesign {
  return {
    nRows,
    nFeatures: p,
    forward(W, b, out) {
      for (let i = 0; i < nRows; i++) {
        for (let c = 0; c < K; c++) {
          out[i * K + c] = b[c] + dotAt(values, i * p, W, c * p, p);
        }
      }
    },
    backward(R, out) {
      out.fill(0);
      const whole = nRows - (nRows % 4);
      for (let i = 0; i < whole; i += 4)
        for (let c = 0; c < K; c++) addFourRows(values, i * p, R, i * K + c, K, out, c * p, p);
      for (let i = whole; i < nRows; i++) {
        for (let c = 0; c < K; c++) for (let j = 0; j < p; j++) out[c * p + j] += R[i * K + c] * values[i * p + j];
      }
    },
    squares(weights) {
      const sums = new Float64Array(p);
      for (let i = 0, x = 0; i < nRows; i++)
        for (let j = 0; j < p; j++, x++) sums[j] += weights[i] * values[x] * values[x];
      return sums;
    },
  };
}

function sparseDesign(values: Float32Array, nRows: number, p: number, K: number, filled: number): LinearDesign {
  const columns = new Int32Array(filled);
  const kept = new Float32Array(filled);
  const starts = new Int32Array(nRows + 1);
  for (let i = 0, at = 0; i < nRows; i++) {
    for (let j = 0; j < p; j++) {
      const value = values[i * p + j];
      if (value === 0) continue;
      columns[at] = j;
      kept[at++] = value;
    }
    starts[i + 1] = at;
  }
  return {
    nRows,
    nFeatures: p,
    forward(W, b, out) {
      for (let i = 0; i < nRows; i++) {
        for (let c = 0; c < K; c++) {
          let sum = b[c];
          for (let a = starts[i]; a < starts[i + 1]; a++) sum += kept[a] * W[c * p + columns[a]];
          out[i * K + c] = sum;
        }
      }
    },
    backward(R, out) {
      out.fill(0);
      for (let i = 0; i < nRows; i++) {
        for (let c = 0; c < K; c++) {
          const r = R[i * K + c];
          for (let a = starts[i]; a < starts[i + 1]; a++) out[c * p + columns[a]] += r * kept[a];
        }
      }
    },
    squares(weights) {
      const sums = new Float64Array(p);
      for (let i = 0; i < nRows; i++)
        for (let a = starts[i]; a < starts[i + 1]; a++) sums[columns[a]] += weights[i] * kept[a] * kept[a];
      return sums;
    },
  };
}
