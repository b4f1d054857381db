import type { DesignMatrix } from '../matrix/matrix.ts';

/** Below this share of non-zero values, a column is kept as a list of its non-zeros. */
const sparseBelow = 0.4;

/** X by columns, for solvers that move one coefficient at a time. */
export interface LinearColumns {
  readonly nRows: number;
  readonly nFeatures: number;
  /** Values that are kept: all of a dense column, the non-zeros of a sparse one. */
  readonly nEntries: number;
  /** Σ x · r of column j. */
  dot(j: number, r: Float64Array): number;
  /** Σ v · x² of column j. */
  squares(j: number, v: Float64Array): number;
  /** out += step · v · x of column j, row by row. */
  addWeighted(j: number, step: number, v: Float64Array, out: Float64Array): void;
}

/** The columns of X at `rows`, in that order; those that are mostly zeros, as of one-hot inputs, are kept compressed. */
export function createLinearColumns(X: DesignMatrix, rows: Uint32Array): LinearColumns {
  const p = X.features.length;
  const n = rows.length;
  const filled = new Int32Array(p);
  for (let i = 0; i < n; i++) {
    for (let j = 0, x = rows[i] * p; j < p; j++, x++) if (X.values[x] !== 0) filled[j]++;
  }
  const sparse = Uint8Array.from(filled, (count) => (count < sparseBelow * n ? 1 : 0));
  const starts = new Float64Array(p + 1);
  for (let j = 0; j < p; j++) starts[j + 1] = starts[j] + (sparse[j] ? filled[j] : n);
  const values = new Float32Array(starts[p]);
  const at = new Int32Array(sparse.includes(1) ? starts[p] : 0);
  const ends = starts.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0, x = rows[i] * p; j < p; j++, x++) {
      const value = X.values[x];
      if (sparse[j] && value === 0) continue;
      if (sparse[j]) at[ends[j]] = i;
      values[ends[j]++] = value;
    }
  }
  return {
    nRows: n,
    nFeatures: p,
    nEntries: starts[p],
    dot(j, r) {
      const from = starts[j];
      const to = starts[j + 1];
      if (!sparse[j]) return denseDot(values, from, n, r);
      let sum = 0;
      for (let a = from; a < to; a++) sum += values[a] * r[at[a]];
      return sum;
    },
    squares(j, v) {
      let sum = 0;
      const from = starts[j];
      const to = starts[j + 1];
      if (sparse[j]) for (let a = from; a < to; a++) sum += v[at[a]] * values[a] * values[a];
      else for (let i = 0, a = from; i < n; i++, a++) sum += v[i] * values[a] * values[a];
      return sum;
    },
    addWeighted(j, step, v, out) {
      const from = starts[j];
      const to = starts[j + 1];
      if (sparse[j]) for (let a = from; a < to; a++) out[at[a]] += step * v[at[a]] * values[a];
      else for (let i = 0, a = from; i < n; i++, a++) out[i] += step * v[i] * values[a];
    },
  };
}

/** Four sums at once, since each addition would else wait for the one before. */
function denseDot(values: Float32Array, from: number, n: number, r: Float64Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  let a = from;
  for (; i + 3 < n; i += 4, a += 4) {
    s0 += values[a] * r[i];
    s1 += values[a + 1] * r[i + 1];
    s2 += values[a + 2] * r[i + 2];
    s3 += values[a + 3] * r[i + 3];
  }
  for (; i < n; i++, a++) s0 += values[a] * r[i];
  return s0 + s1 + (s2 + s3);
}
