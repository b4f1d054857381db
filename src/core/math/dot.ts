/**
 * The sum of products of `n` entries of `a` from `fromA` on and of `b` from `fromB` on. Four sums run beside one another,
 * since each addition would else wait for the one before.
 */
export function dot(a: Float64Array, fromA: number, b: Float64Array, fromB: number, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (let atA = fromA, atB = fromB; i + 3 < n; i += 4, atA += 4, atB += 4) {
    s0 += a[atA] * b[atB];
    s1 += a[atA + 1] * b[atB + 1];
    s2 += a[atA + 2] * b[atB + 2];
    s3 += a[atA + 3] * b[atB + 3];
  }
  for (; i < n; i++) s0 += a[fromA + i] * b[fromB + i];
  return s0 + s1 + (s2 + s3);
}
