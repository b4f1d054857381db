/**
 * The 1-Wasserstein (earth mover's) distance between two samples, given ascending: the area between their cumulative
 * distributions, in the unit of the values. As scipy.stats.wasserstein_distance; NaN where either is empty.
 */
export function wasserstein1(sortedA: ArrayLike<number>, sortedB: ArrayLike<number>): number {
  const nA = sortedA.length;
  const nB = sortedB.length;
  if (nA === 0 || nB === 0) return NaN;
  let a = 0;
  let b = 0;
  let area = 0;
  let before = Math.min(sortedA[0], sortedB[0]);
  while (a < nA || b < nB) {
    const takeA = b >= nB || (a < nA && sortedA[a] <= sortedB[b]);
    const value = takeA ? sortedA[a] : sortedB[b];
    area += Math.abs(a / nA - b / nB) * (value - before);
    before = value;
    if (takeA) a++;
    else b++;
  }
  return area;
}
