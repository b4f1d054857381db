/** A symmetric tridiagonal T with QᵀAQ = T, and the vector Qᵀb of the same basis. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** off[i] stands between i and i + 1; length n - 1 (or 0). */
  readonly off: Float64Array;
  readonly rotated: Float64Array;
}

/**
 * The tridiagonal form of a symmetric A (n × n, row-major; overwritten) by Householder reflections, and Qᵀb. Costs
 * 4/3 n³; afterwards (A + shift·I) z = b costs O(n) for every shift. Follows Golub & Van Loan, algorithm 8.3.1.
 */
export async function tridiagonalise(
  A: Float64Array,
  b: Float64Array,
  breathe: () => Promise<void>,
): Promise<Tridiagonal> {
  const n = b.length;
  const rotated = b.slice();
  const off = new Float64Array(Math.max(0, n - 1));
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k + 2 < n; k++) {
    if (k % 64 === 63) await breathe();
    let norm = 0;
    for (let i = k + 1; i < n; i++) {
      v[i] = A[i * n + k];
      norm += v[i] * v[i];
    }
    norm = Math.sqrt(norm);
    if (norm === 0) continue;
    off[k] = v[k + 1] > 0 ? -norm : norm;
    v[k + 1] -= off[k];
    let squared = 0;
    for (let i = k + 1; i < n; i++) squared += v[i] * v[i];
    if (squared === 0) continue;
    const beta = 2 / squared;
    reflectSubmatrix(A, n, k + 1, v, w, beta);
    let along = 0;
    for (let i = k + 1; i < n; i++) along += v[i] * rotated[i];
    for (let i = k + 1; i < n; i++) rotated[i] -= beta * along * v[i];
  }
  if (n > 1) off[n - 2] = A[(n - 1) * n + n - 2];
  const diagonal = Float64Array.from({ length: n }, (_, i) => A[i * n + i]);
  return { diagonal, off, rotated };
}

/** Replaces rows and columns from `from` on by (I - βvvᵀ) A (I - βvvᵀ), using `w` as room. */
function reflectSubmatrix(
  A: Float64Array,
  n: number,
  from: number,
  v: Float64Array,
  w: Float64Array,
  beta: number,
): void {
  let along = 0;
  for (let i = from; i < n; i++) {
    let sum = 0;
    for (let j = from, a = i * n + from; j < n; j++, a++) sum += A[a] * v[j];
    w[i] = beta * sum;
    along += w[i] * v[i];
  }
  const half = (beta * along) / 2;
  for (let i = from; i < n; i++) w[i] -= half * v[i];
  for (let i = from; i < n; i++) {
    const vi = v[i];
    const wi = w[i];
    for (let j = from, a = i * n + from; j < n; j++, a++) A[a] -= vi * w[j] + wi * v[j];
  }
}

/** z with (T + shift·I) z = T.rotated, and the trace of (T + shift·I)⁻¹; T + shift·I must be positive definite. */
export function solveShifted(T: Tridiagonal, shift: number): { z: Float64Array; inverseTrace: number } {
  const { diagonal, off, rotated } = T;
  const n = diagonal.length;
  const forward = new Float64Array(n);
  const backward = new Float64Array(n);
  const z = rotated.slice();
  for (let i = 0; i < n; i++) {
    forward[i] = diagonal[i] + shift;
    if (i > 0) {
      const ratio = off[i - 1] / forward[i - 1];
      forward[i] -= ratio * off[i - 1];
      z[i] -= ratio * z[i - 1];
    }
  }
  let inverseTrace = 0;
  for (let i = n - 1; i >= 0; i--) {
    backward[i] = diagonal[i] + shift;
    if (i + 1 < n) {
      backward[i] -= (off[i] * off[i]) / backward[i + 1];
      z[i] -= off[i] * z[i + 1];
    }
    z[i] /= forward[i];
    // The inverse's diagonal from the pivots of both eliminations (Meurant, 1992).
    inverseTrace += 1 / (forward[i] + backward[i] - diagonal[i] - shift);
  }
  return { z, inverseTrace };
}
