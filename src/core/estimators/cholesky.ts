/** Thrown where a matrix is not positive definite, so that its system has no single solution. */
export class NotPositiveDefinite extends Error {
  readonly code = 'NotPositiveDefinite';
  constructor(pivot: number) {
    super(`NotPositiveDefinite: pivot ${pivot} is not positive; raise the penalty`);
    this.name = 'NotPositiveDefinite';
  }
}

/**
 * The solution z (length n) of A z = b for a symmetric positive definite A (n × n, row-major; the lower triangle is
 * read and overwritten by its Cholesky factor). Throws NotPositiveDefinite. `breathe` is awaited every few columns.
 */
export async function solveCholesky(
  A: Float64Array,
  b: Float64Array,
  breathe: () => Promise<void>,
): Promise<Float64Array> {
  await factorCholesky(A, b.length, breathe);
  return solveFactored(A, b);
}

/** Overwrites the lower triangle of A (n × n, symmetric positive definite) by its Cholesky factor; otherwise as `solveCholesky`. */
export async function factorCholesky(A: Float64Array, n: number, breathe: () => Promise<void>): Promise<void> {
  for (let i = 0; i < n; i++) {
    if (i % 256 === 255) await breathe();
    for (let j = 0; j <= i; j++) {
      let sum = A[i * n + j];
      for (let k = 0, a = i * n, c = j * n; k < j; k++, a++, c++) sum -= A[a] * A[c];
      if (i === j) {
        if (!(sum > 0)) throw new NotPositiveDefinite(i);
        A[i * n + i] = Math.sqrt(sum);
      } else {
        A[i * n + j] = sum / A[j * n + j];
      }
    }
  }
}

/** The solution z of L Lᵀ z = b, where L is the factor that `factorCholesky` left in the lower triangle of A. */
export function solveFactored(A: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const z = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) z[i] -= A[i * n + k] * z[k];
    z[i] /= A[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) z[i] -= A[k * n + i] * z[k];
    z[i] /= A[i * n + i];
  }
  return z;
}
