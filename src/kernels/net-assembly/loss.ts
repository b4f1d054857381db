import { expOf, logOf } from './exp';
import { sumOf } from './lanes';

/** As core/nets/plain-net.ts: no probability counts as less than 1e-30. */
const mostLoss: f64 = 69.07755278982137;
const farBelow: f32 = -3.0e38;

/** All bits of the lanes of a last panel that stand for one of nClasses. */
@inline
function lastLanes(nClasses: u32): v128 {
  return i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(((nClasses - 1) & 3) + 1));
}

/** In place of the logits of one row e to the power of each less the highest, 0 beyond the last class; gives their sum and leaves the highest in `top`. */
@inline
function exponentials(at: usize, stride: usize, nClasses: u32): f32 {
  const lanes = lastLanes(nClasses);
  const last = at + ((nClasses - 1) >> 2) * stride;
  v128.store(last, v128.bitselect(v128.load(last), f32x4.splat(farBelow), lanes));
  let highest = v128.load(at);
  for (let p = at + stride; p <= last; p += stride) highest = f32x4.max(highest, v128.load(p));
  highest = f32x4.max(highest, v128.shuffle<f32>(highest, highest, 2, 3, 0, 1));
  highest = f32x4.max(highest, v128.shuffle<f32>(highest, highest, 1, 0, 3, 2));
  top = f32x4.extract_lane(highest, 0);
  let sum = f32x4.splat(0);
  for (let p = at; p <= last; p += stride) {
    const e = expOf(f32x4.sub(v128.load(p), highest));
    const kept = p === last ? v128.and(e, lanes) : e;
    v128.store(p, kept);
    sum = f32x4.add(sum, kept);
  }
  return sumOf(sum);
}
let top: f32 = 0;

/**
 * In place of the logits of a batch the derivative of its cross-entropy; gives its part of the loss. `shares` is how much each row counts,
 * 0 for rows that only fill up; targets are class codes, `smoothing` of each spread over all.
 */
export function crossEntropy(logits: usize, stride: usize, targets: usize, shares: usize, nRows: u32, nClasses: u32, smoothing: f32): f64 {
  const last = ((nClasses - 1) >> 2) * stride;
  const lanes = lastLanes(nClasses);
  const spread: f32 = smoothing / <f32>nClasses;
  const spreads = f32x4.splat(spread);
  const own: f32 = 1 - smoothing;
  let loss: f64 = 0;
  for (let row: u32 = 0; row < nRows; row++) {
    const at = logits + ((<usize>row) << 4);
    const share = load<f32>(shares + ((<usize>row) << 2));
    const target = <u32>load<f32>(targets + ((<usize>row) << 2));
    const ofTarget = at + (target >> 2) * stride + ((target & 3) << 2);
    const logit = load<f32>(ofTarget);
    let all: f64 = 0;
    if (smoothing > 0) {
      for (let c: u32 = 0; c < nClasses; c++) all += <f64>load<f32>(at + (c >> 2) * stride + ((c & 3) << 2));
    }
    const sum = exponentials(at, stride, nClasses);
    const lse = <f64>top + logOf(<f64>sum);
    let part = <f64>own * min(lse - <f64>logit, mostLoss);
    if (smoothing > 0) part += <f64>spread * (<f64>nClasses * lse - all);
    loss += <f64>share * part;
    const scale = f32x4.splat(1 / sum);
    const shareOfAll = f32x4.splat(share);
    for (let p = at; p <= at + last; p += stride) {
      const d = f32x4.mul(shareOfAll, f32x4.sub(f32x4.mul(v128.load(p), scale), spreads));
      v128.store(p, p === at + last ? v128.and(d, lanes) : d);
    }
    store<f32>(ofTarget, load<f32>(ofTarget) - share * own);
  }
  return loss;
}

/** In place of the one number of each row the derivative of half its squared error; gives its part of the loss. */
export function squaredError(outputs: usize, targets: usize, shares: usize, nRows: u32): f64 {
  let loss: f64 = 0;
  for (let row: u32 = 0; row < nRows; row++) {
    const share = load<f32>(shares);
    const error = load<f32>(outputs) - load<f32>(targets);
    loss += 0.5 * <f64>share * <f64>error * <f64>error;
    v128.store(outputs, f32x4.replace_lane(f32x4.splat(0), 0, share * error));
    outputs += 16;
    targets += 4;
    shares += 4;
  }
  return loss;
}

/** Adds to row-major answers `factor` times the probabilities that the logits stand for, or the numbers themselves. */
export function addAnswers(outputs: usize, stride: usize, answers: usize, nRows: u32, nOutputs: u32, areLogits: bool, factor: f32): void {
  for (let row: u32 = 0; row < nRows; row++) {
    const at = outputs + ((<usize>row) << 4);
    const scale = areLogits ? factor / exponentials(at, stride, nOutputs) : factor;
    for (let c: u32 = 0; c < nOutputs; c++) {
      store<f32>(answers, load<f32>(answers) + scale * load<f32>(at + (c >> 2) * stride + ((c & 3) << 2)));
      answers += 4;
    }
  }
}
