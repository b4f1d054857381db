/** As core's gainMargin. */
const gainMargin: f64 = 1e-10;
/** The least positive f64, as Number.MIN_VALUE. */
const leastPositive: f64 = reinterpret<f64>(<u64>1);

let bestGain: f64 = 0;
let bestSums: v128 = f64x2.splat(0);
let bestWeight: f64 = 0;
let bestFeature: i32 = -1;
let lastLeftBin: i32 = 0;
let missingLeft: i32 = 0;

/**
 * The division of most gain by a number. `columnsAt` has four u32 a column: its index, the byte of the histogram at which
 * its bins begin, their number, and whether it has missing values. Writes gain, gradient, second derivative and weight of
 * the left as f64 to `resultAt`, and feature (-1: none), last left bin and whether missing values go left as i32 after them.
 */
export function bestNumberSplit(
  histogram: usize,
  columnsAt: usize,
  nColumns: u32,
  isWeighed: bool,
  gradient: f64,
  hessian: f64,
  weight: f64,
  l2: f64,
  minHessian: f64,
  minWeight: f64,
  resultAt: usize,
): void {
  bestGain = 0;
  bestSums = f64x2.splat(0);
  bestWeight = 0;
  bestFeature = -1;
  lastLeftBin = -1;
  missingLeft = 0;
  const own = (gradient * gradient) / (hessian + l2 + leastPositive);
  const node = f64x2.replace_lane(f64x2.splat(gradient), 1, hessian);
  for (let c: u32 = 0; c < nColumns; c++) {
    const column = columnsAt + ((<usize>c) << 4);
    const feature = load<i32>(column);
    const at = histogram + load<u32>(column, 4);
    const nBins = load<i32>(column, 8);
    const sides = load<i32>(column, 12) ? 2 : 1;
    for (let side = 0; side < sides; side++) {
      if (isWeighed) scanTriples(at, nBins, side, feature, node, weight, own, l2, minHessian, minWeight);
      else scanPairs(at, nBins, side, feature, node, own, l2, minHessian);
    }
  }
  store<f64>(resultAt, bestGain);
  v128.store(resultAt, bestSums, 8);
  store<f64>(resultAt, bestWeight, 24);
  store<i32>(resultAt, bestFeature, 32);
  store<i32>(resultAt, lastLeftBin, 36);
  store<i32>(resultAt, missingLeft, 40);
}

/** The gain of dividing a node into `left` and the rest, each gradient and second derivative; both quotients in one division. */
function gainOf(left: v128, right: v128, l2: v128, own: f64): f64 {
  const gradients = v128.shuffle<f64>(left, right, 0, 2);
  const hessians = v128.shuffle<f64>(left, right, 1, 3);
  const parts = f64x2.div(f64x2.mul(gradients, gradients), f64x2.add(hessians, l2));
  return f64x2.extract_lane(parts, 0) + f64x2.extract_lane(parts, 1) - own;
}

function scanPairs(
  at: usize,
  nBins: i32,
  side: i32,
  feature: i32,
  node: v128,
  own: f64,
  l2: f64,
  minHessian: f64,
): void {
  const penalty = f64x2.splat(l2);
  let left = side ? v128.load(at + ((<usize>nBins) << 4)) : f64x2.splat(0);
  let top = bestGain + gainMargin * (bestGain + own);
  // The last bin may stand alone against the missing ones.
  const last = side ? nBins - 1 : nBins;
  for (let b = 0; b < last; b++) {
    left = f64x2.add(left, v128.load(at + ((<usize>b) << 4)));
    if (f64x2.extract_lane(left, 1) < minHessian) continue;
    const right = f64x2.sub(node, left);
    if (f64x2.extract_lane(right, 1) < minHessian) break;
    const gain = gainOf(left, right, penalty, own);
    if (gain > top) {
      top = gain + gainMargin * (gain + own);
      keep(gain, left, 0, feature, b, side);
    }
  }
}

function scanTriples(
  at: usize,
  nBins: i32,
  side: i32,
  feature: i32,
  node: v128,
  weight: f64,
  own: f64,
  l2: f64,
  minHessian: f64,
  minWeight: f64,
): void {
  const penalty = f64x2.splat(l2);
  const missing = at + <usize>nBins * 24;
  let left = side ? v128.load(missing) : f64x2.splat(0);
  let leftWeight = side ? load<f64>(missing, 16) : 0;
  let top = bestGain + gainMargin * (bestGain + own);
  const last = side ? nBins - 1 : nBins;
  for (let b = 0, bin = at; b < last; b++, bin += 24) {
    left = f64x2.add(left, v128.load(bin));
    leftWeight += load<f64>(bin, 16);
    if (f64x2.extract_lane(left, 1) < minHessian || leftWeight < minWeight) continue;
    const right = f64x2.sub(node, left);
    if (f64x2.extract_lane(right, 1) < minHessian || weight - leftWeight < minWeight) break;
    const gain = gainOf(left, right, penalty, own);
    if (gain > top) {
      top = gain + gainMargin * (gain + own);
      keep(gain, left, leftWeight, feature, b, side);
    }
  }
}

function keep(gain: f64, sums: v128, weight: f64, feature: i32, bin: i32, side: i32): void {
  bestGain = gain;
  bestSums = sums;
  bestWeight = weight;
  bestFeature = feature;
  lastLeftBin = bin;
  missingLeft = side;
}
