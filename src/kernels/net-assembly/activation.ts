import { kept } from './dropout';
import { expm1Of, expOf } from './exp';
import { madd } from './lanes';

const seluScale: f32 = 1.0507009873554805;
const seluDepth: f32 = 1.0507009873554805 * 1.6732632423543772;
const mishIsLinearFrom: f32 = 20;

export const linear = 0;
export const relu = 1;
export const selu = 2;
export const mish = 3;

let slope: v128 = f32x4.splat(1);

/** The activation of z, its derivative left in `slope`. core/nets/activation.ts */
@inline
function activate(kind: i32, z: v128): v128 {
  if (kind === relu) {
    const isUp = f32x4.gt(z, f32x4.splat(0));
    slope = v128.and(isUp, f32x4.splat(1));
    return v128.and(isUp, z);
  }
  if (kind === selu) {
    const isUp = f32x4.gt(z, f32x4.splat(0));
    const below = f32x4.mul(f32x4.splat(seluDepth), expm1Of(f32x4.min(z, f32x4.splat(0))));
    slope = v128.bitselect(f32x4.splat(seluScale), f32x4.add(below, f32x4.splat(seluDepth)), isUp);
    return v128.bitselect(f32x4.mul(z, f32x4.splat(seluScale)), below, isUp);
  }
  if (kind === mish) {
    const one = f32x4.splat(1);
    const two = f32x4.splat(2);
    const e = expOf(f32x4.min(z, f32x4.splat(mishIsLinearFrom)));
    const n = f32x4.mul(e, f32x4.add(e, two));
    const tanh = f32x4.div(n, f32x4.add(n, two));
    // 1 - tanh² is 4 (1 + e)² / (n + 2)², times e / (1 + e): no digits are lost where tanh is near 1.
    const below = f32x4.add(n, two);
    const bend = f32x4.div(f32x4.mul(f32x4.mul(f32x4.splat(4), e), f32x4.add(one, e)), f32x4.mul(below, below));
    const isLinear = f32x4.gt(z, f32x4.splat(mishIsLinearFrom));
    slope = v128.bitselect(one, madd(z, bend, tanh), isLinear);
    return v128.bitselect(z, f32x4.mul(z, tanh), isLinear);
  }
  slope = f32x4.splat(1);
  return z;
}

/** One layer: what `activateLayer` says, of a kind known when this is compiled. */
@inline
function layer(kind: i32, sums: usize, out: usize, stride: usize, biasAt: usize, nRows: u32, panels: u32, trains: bool, drops: bool, threshold: u32, grown: f32, seed: u32, firstIndex: u32, nOutputs: u32): void {
  const least = i32x4.splat(threshold);
  const seeds = i32x4.splat(seed);
  const growth = f32x4.splat(grown);
  for (let panel: u32 = 0; panel < panels; panel++) {
    const bias = v128.load(biasAt + ((<usize>panel) << 4));
    let index = i32x4.add(i32x4.splat(firstIndex + 4 * panel), i32x4(0, 1, 2, 3));
    let sum = sums + panel * stride;
    let unit = out + panel * stride;
    for (let row: u32 = 0; row < nRows; row++) {
      let value = activate(kind, f32x4.add(v128.load(sum), bias));
      let rise = slope;
      if (drops) {
        const keep = kept(seeds, index, least);
        value = v128.and(keep, f32x4.mul(value, growth));
        rise = v128.and(keep, f32x4.mul(rise, growth));
        index = i32x4.add(index, i32x4.splat(nOutputs));
      }
      v128.store(unit, value);
      if (trains) v128.store(sum, rise);
      sum += 16;
      unit += 16;
    }
  }
}

/**
 * out = the activation of sums + bias, with the units that fall under `threshold` left out and the others times `grown`, where
 * `drops`; in place of the sums their derivatives, where it `trains`. Units are counted from `firstIndex`, `nOutputs` a row.
 */
export function activateLayer(kind: i32, sums: usize, out: usize, stride: usize, bias: usize, nRows: u32, panels: u32, trains: bool, drops: bool, threshold: u32, grown: f32, seed: u32, firstIndex: u32, nOutputs: u32): void {
  if (kind === relu) layer(relu, sums, out, stride, bias, nRows, panels, trains, drops, threshold, grown, seed, firstIndex, nOutputs);
  else if (kind === selu) layer(selu, sums, out, stride, bias, nRows, panels, trains, drops, threshold, grown, seed, firstIndex, nOutputs);
  else if (kind === mish) layer(mish, sums, out, stride, bias, nRows, panels, trains, drops, threshold, grown, seed, firstIndex, nOutputs);
  else layer(linear, sums, out, stride, bias, nRows, panels, trains, drops, threshold, grown, seed, firstIndex, nOutputs);
}

/** d = d · slopes where there are any (an address of 0 is none), and the sums of its columns to `biasGradient`. */
export function throughActivation(d: usize, slopes: usize, stride: usize, biasGradient: usize, nRows: u32, panels: u32): void {
  for (let panel: u32 = 0; panel < panels; panel++) {
    let at = d + panel * stride;
    let rise = slopes + panel * stride;
    // Four sums, since one would wait for itself.
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let row: u32 = 0; row < nRows; row += 4) {
      let d0 = v128.load(at);
      let d1 = v128.load(at, 16);
      let d2 = v128.load(at, 32);
      let d3 = v128.load(at, 48);
      if (slopes) {
        d0 = f32x4.mul(d0, v128.load(rise));
        d1 = f32x4.mul(d1, v128.load(rise, 16));
        d2 = f32x4.mul(d2, v128.load(rise, 32));
        d3 = f32x4.mul(d3, v128.load(rise, 48));
        v128.store(at, d0);
        v128.store(at, d1, 16);
        v128.store(at, d2, 32);
        v128.store(at, d3, 48);
        rise += 64;
      }
      s0 = f32x4.add(s0, d0);
      s1 = f32x4.add(s1, d1);
      s2 = f32x4.add(s2, d2);
      s3 = f32x4.add(s3, d3);
      at += 64;
    }
    v128.store(biasGradient + ((<usize>panel) << 4), f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
  }
}
