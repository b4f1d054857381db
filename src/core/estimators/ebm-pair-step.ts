import { gainOf, leafStep, type BinSums, type StepParams } from './ebm-step.ts';

interface Cut {
  readonly at: number;
  readonly gain: number;
}

/**
 * Grows a tree of two features from sums over the cells of their grid (nFirst × nSecond, row-major) and writes its step of
 * each cell to `out` from `at`: one cut of one feature, then on either side the best cut of the other, whichever way
 * round gains more (Lou, Caruana, Gehrke & Hooker, 2013). Returns whether any cell moved.
 */
export function pairStep(
  sums: BinSums,
  nFirst: number,
  nSecond: number,
  params: StepParams,
  out: Float64Array,
  at: number,
): boolean {
  const along = bestTree(sums, nFirst, nSecond, nSecond, 1, params);
  const across = bestTree(sums, nSecond, nFirst, 1, nSecond, params);
  out.fill(0, at, at + nFirst * nSecond);
  const best = across.gain > along.gain ? across : along;
  if (!(best.gain > 0)) return false;
  for (const { cells, gradient, hessian } of best.leaves()) {
    const step = leafStep(gradient, hessian, params);
    for (const cell of cells) out[at + cell] = step;
  }
  return true;
}

/** Cells in `n` lines of `m`, `lineStride` apart, cells of a line `cellStride` apart: the best cut between lines with its cuts in lines. */
function bestTree(sums: BinSums, n: number, m: number, lineStride: number, cellStride: number, params: StepParams) {
  const { gradients, hessians, weights } = sums;
  const low = { gradients: new Float64Array(m), hessians: new Float64Array(m), weights: new Float64Array(m) };
  const high = { gradients: new Float64Array(m), hessians: new Float64Array(m), weights: new Float64Array(m) };
  let gradient = 0;
  let hessian = 0;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < m; b++) {
      const cell = a * lineStride + b * cellStride;
      high.gradients[b] += gradients[cell];
      high.hessians[b] += hessians[cell];
      high.weights[b] += weights[cell];
      gradient += gradients[cell];
      hessian += hessians[cell];
    }
  }
  const whole = gainOf(gradient, hessian, params.l2);
  let gain = 1e-12 * whole;
  let found = { line: -1, low: -1, high: -1 };
  for (let a = 0; a + 1 < n; a++) {
    for (let b = 0; b < m; b++) {
      const cell = a * lineStride + b * cellStride;
      low.gradients[b] += gradients[cell];
      low.hessians[b] += hessians[cell];
      low.weights[b] += weights[cell];
      high.gradients[b] -= gradients[cell];
      high.hessians[b] -= hessians[cell];
      high.weights[b] -= weights[cell];
    }
    const below = bestCut(low, m, params);
    const above = bestCut(high, m, params);
    if (!below || !above) continue;
    const own = below.gain + above.gain - whole;
    if (own <= gain) continue;
    gain = own;
    found = { line: a + 1, low: below.at, high: above.at };
  }
  const leaves = () =>
    [
      [0, found.line, 0, found.low],
      [0, found.line, found.low, m],
      [found.line, n, 0, found.high],
      [found.line, n, found.high, m],
    ].map(([a0, a1, b0, b1]) => {
      const cells: number[] = [];
      let g = 0;
      let h = 0;
      for (let a = a0; a < a1; a++) {
        for (let b = b0; b < b1; b++) {
          const cell = a * lineStride + b * cellStride;
          cells.push(cell);
          g += gradients[cell];
          h += hessians[cell];
        }
      }
      return { cells, gradient: g, hessian: h };
    });
  return { gain: found.line < 0 ? 0 : gain, leaves };
}

/** The cut with the greatest gain of its two sides, or none (at 0) where the whole gains as much; null where there are too few rows. */
function bestCut({ gradients, hessians, weights }: BinSums, m: number, { l2, minRowsPerLeaf }: StepParams): Cut | null {
  let gradient = 0;
  let hessian = 0;
  let weight = 0;
  for (let b = 0; b < m; b++) {
    gradient += gradients[b];
    hessian += hessians[b];
    weight += weights[b];
  }
  if (weight < minRowsPerLeaf) return null;
  let at = 0;
  let gain = gainOf(gradient, hessian, l2);
  let left = 0;
  let leftHessian = 0;
  let leftWeight = 0;
  for (let b = 0; b + 1 < m; b++) {
    left += gradients[b];
    leftHessian += hessians[b];
    leftWeight += weights[b];
    if (leftWeight < minRowsPerLeaf) continue;
    if (weight - leftWeight < minRowsPerLeaf) break;
    const own = gainOf(left, leftHessian, l2) + gainOf(gradient - left, hessian - leftHessian, l2);
    if (own <= gain) continue;
    gain = own;
    at = b + 1;
  }
  return { at, gain };
}
