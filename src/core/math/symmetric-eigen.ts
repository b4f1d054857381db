/** The eigenvalues of a symmetric matrix, largest first, and the matching unit vectors as the rows of an n × n matrix. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Turns rows p and q of an n × n matrix by the angle with the given sine and cosine. */
function turnRows(A: Float64Array, n: number, p: number, q: number, sine: number, cosine: number): void {
  const atP = p * n;
  const atQ = q * n;
  for (let j = 0; j < n; j++) {
    const a = A[atP + j];
    const b = A[atQ + j];
    A[atP + j] = cosine * a - sine * b;
    A[atQ + j] = sine * a + cosine * b;
  }
}

/** Makes the entry (p, q) zero by a turn of both rows and columns; the turn is added to `vectors`. */
function annihilate(A: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const between = A[p * n + q];
  const [first, second] = [A[p * n + p], A[q * n + q]];
  const slope = (second - first) / (2 * between);
  const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.sqrt(slope * slope + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  turnRows(A, n, p, q, sine, cosine);
  A[p * n + p] = first - tangent * between;
  A[q * n + q] = second + tangent * between;
  A[p * n + q] = 0;
  A[q * n + p] = 0;
  for (let i = 0; i < n; i++) {
    A[i * n + p] = A[p * n + i];
    A[i * n + q] = A[q * n + i];
  }
  turnRows(vectors, n, p, q, sine, cosine);
}

/**
 * Eigenvalues and vectors of the symmetric `matrix` (n × n, row-major, left as it is) by Jacobi's method, cyclic by rows. Slower
 * than a tridiagonal form, and more exact where the rows differ much in size: small values keep their digits (Demmel & Veselić
 * 1992). Meant for up to a few hundred rows; the sign of each vector is left to the caller. Entries must be finite.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const A = matrix.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let p = 0; p + 1 < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const between = Math.abs(A[p * n + q]);
        if (between === 0 || between <= Number.EPSILON / 4 * Math.sqrt(Math.abs(A[p * n + p])) * Math.sqrt(Math.abs(A[q * n + q]))) continue;
        annihilate(A, vectors, n, p, q);
        turned = true;
      }
    }
    if (!turned) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => A[b * n + b] - A[a * n + a]);
  const sorted = new Float64Array(n * n);
  order.forEach((from, to) => sorted.set(vectors.subarray(from * n, (from + 1) * n), to * n));
  return { values: Float64Array.from(order, (i) => A[i * n + i]), vectors: sorted };
}
