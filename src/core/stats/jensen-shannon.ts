/**
 * The Jensen-Shannon distance between two lists of non-negative weights over the same cells: the square root of the
 * divergence in base 2, in [0, 1]. Each list is scaled to sum to 1. As scipy.spatial.distance.jensenshannon with base 2;
 * NaN where either sums to 0.
 */
export function jensenShannon(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sumP = 0;
  let sumQ = 0;
  for (let i = 0; i < p.length; i++) sumP += p[i];
  for (let i = 0; i < q.length; i++) sumQ += q[i];
  if (sumP === 0 || sumQ === 0) return NaN;
  let divergence = 0;
  for (let i = 0; i < p.length; i++) {
    const a = p[i] / sumP;
    const b = q[i] / sumQ;
    const middle = (a + b) / 2;
    if (a > 0) divergence += a * Math.log2(a / middle);
    if (b > 0) divergence += b * Math.log2(b / middle);
  }
  return Math.sqrt(Math.min(1, Math.max(0, divergence / 2)));
}
