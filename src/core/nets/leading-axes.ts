import { dot } from '../math/dot.ts';
import { createRng } from '../math/rng.ts';
import { symmetricEigen } from '../math/symmetric-eigen.ts';

/** Up to this many rows or columns all axes are worked out; beyond, those that lie in a Krylov space. */
const mostInFull = 48;
const blockSize = 4;
const blocks = 16;

/** Makes the row of `basis` that begins at `at` orthogonal to those before it and of length 1; false where nothing is left of it. */
function orthonormalise(basis: Float64Array, at: number, p: number): boolean {
  const before = Math.sqrt(dot(basis, at, basis, at, p));
  // Twice is enough (Giraud et al. 2005).
  for (let round = 0; round < 2; round++) {
    for (let b = 0; b < at; b += p) {
      const along = dot(basis, at, basis, b, p);
      for (let j = 0; j < p; j++) basis[at + j] -= along * basis[b + j];
    }
  }
  const length = Math.sqrt(dot(basis, at, basis, at, p));
  if (!(length > 1e-12 * before)) return false;
  for (let j = 0; j < p; j++) basis[at + j] /= length;
  return true;
}

/** Orthonormal rows that span what A'A does to some random vectors, again and again (block Krylov, Musco and Musco 2015). */
function krylovBasis(A: Float64Array, n: number, p: number): Float64Array {
  const basis = new Float64Array(blockSize * blocks * p);
  const rng = createRng(1);
  let filled = 0;
  let from = 0;
  for (let block = 0; block < blocks; block++) {
    const until = filled;
    for (let b = 0; b < blockSize; b++) {
      const at = filled * p;
      if (block === 0) for (let j = 0; j < p; j++) basis[at + j] = rng.uniform() - 0.5;
      else if (from + b >= until) break;
      else {
        basis.fill(0, at, at + p);
        for (let i = 0; i < n; i++) {
          const along = dot(A, i * p, basis, (from + b) * p, p);
          for (let j = 0; j < p; j++) basis[at + j] += along * A[i * p + j];
        }
      }
      if (orthonormalise(basis, at, p)) filled++;
    }
    if (filled === until) break;
    from = until;
  }
  return basis.subarray(0, filled * p);
}

function identity(p: number): Float64Array {
  const rows = new Float64Array(p * p);
  for (let j = 0; j < p; j++) rows[j * p + j] = 1;
  return rows;
}

/**
 * The coordinates of the rows of `A` (row-major n × p, its columns of mean 0) along the two axes on which they vary most, and the
 * sums of squares along these; 0 for an axis that there is not. Signs are arbitrary.
 */
export function leadingAxes(A: Float64Array, n: number, p: number): { readonly scores: readonly [Float64Array, Float64Array]; readonly values: readonly [number, number] } {
  const basis = p <= mostInFull ? identity(p) : krylovBasis(A, n, p);
  const m = p === 0 ? 0 : basis.length / p;
  const within = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let b = 0; b < m; b++) within[i * m + b] = dot(A, i * p, basis, b * p, p);
  const products = new Float64Array(m * m);
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) products[a * m + b] += within[i * m + a] * within[i * m + b];
  }
  const { values, vectors } = symmetricEigen(products, m);
  const along = (k: number) => {
    const scores = new Float64Array(n);
    if (k < m) for (let i = 0; i < n; i++) scores[i] = dot(within, i * m, vectors, k * m, m);
    return scores;
  };
  return { scores: [along(0), along(1)], values: [Math.max(0, values[0] ?? 0), Math.max(0, values[1] ?? 0)] };
}
