import { kept } from './dropout';
import { expm1Of, expOf } from './exp';
import { madd, storeColumns, storeRows } from './lanes';

const seluScale: f32 = 1.0507009873554805;
const seluDepth: f32 = 1.0507009873554805 * 1.6732632423543772;
const mishIsLinearFrom: f32 = 20;

const linear: i32 = 0;
const relu: i32 = 1;
const selu: i32 = 2;
const mish: i32 = 3;

/** What the activation and its derivative at z share. */
@inline
function exponential(kind: i32, z: v128): v128 {
  if (kind === selu) return f32x4.mul(f32x4.splat(seluDepth), expm1Of(f32x4.pmin(z, f32x4.splat(0))));
  if (kind === mish) return expOf(f32x4.pmin(z, f32x4.splat(mishIsLinearFrom)));
  return z;
}

/** The activation of z, as in core/nets/activation.ts, from the exponential at z. */
@inline
function activate(kind: i32, z: v128, e: v128): v128 {
  if (kind === relu) return v128.and(f32x4.gt(z, f32x4.splat(0)), z);
  if (kind === selu) return v128.bitselect(f32x4.mul(z, f32x4.splat(seluScale)), e, f32x4.gt(z, f32x4.splat(0)));
  if (kind === mish) {
    const n = f32x4.mul(e, f32x4.add(e, f32x4.splat(2)));
    const value = f32x4.div(f32x4.mul(z, n), f32x4.add(n, f32x4.splat(2)));
    return v128.bitselect(z, value, f32x4.gt(z, f32x4.splat(mishIsLinearFrom)));
  }
  return z;
}

/** Its derivative. */
@inline
function slopeAt(kind: i32, z: v128, e: v128): v128 {
  const one = f32x4.splat(1);
  if (kind === selu) return v128.bitselect(f32x4.splat(seluScale), f32x4.add(e, f32x4.splat(seluDepth)), f32x4.gt(z, f32x4.splat(0)));
  if (kind === mish) {
    // tanh is n / (n + 2), and 1 - tanh² is 4 (1 + e)² / (n + 2)², times e / (1 + e): no digits are lost where tanh is near 1.
    const n = f32x4.mul(e, f32x4.add(e, f32x4.splat(2)));
    const share = f32x4.div(one, f32x4.add(n, f32x4.splat(2)));
    const bend = f32x4.mul(f32x4.mul(f32x4.mul(f32x4.splat(4), e), share), f32x4.mul(f32x4.add(one, e), share));
    return v128.bitselect(one, madd(z, bend, f32x4.mul(n, share)), f32x4.gt(z, f32x4.splat(mishIsLinearFrom)));
  }
  return one;
}

/** What becomes of one vector of sums; its derivative takes their place where `keepsSlopes`. */
@inline
function unit(kind: i32, at: usize, bias: v128, keep: v128, growth: v128, drops: bool, keepsSlopes: bool): v128 {
  const z = f32x4.add(v128.load(at), bias);
  const e = exponential(kind, z);
  const value = activate(kind, z, e);
  if (keepsSlopes) {
    const slope = slopeAt(kind, z, e);
    v128.store(at, drops ? v128.and(keep, f32x4.mul(slope, growth)) : slope);
  }
  return drops ? v128.and(keep, f32x4.mul(value, growth)) : value;
}

/** What `activateLayer` says, for a kind known when this is compiled. */
@inline
function layer(kind: i32, sums: usize, out: usize, stride: usize, outTransposed: usize, biasAt: usize, nRows: u32, panels: u32, keepsSlopes: bool, drops: bool, threshold: u32, grown: f32, seed: u32, firstIndex: u32, nOutputs: u32): void {
  const least = i32x4.splat(threshold);
  const seeds = i32x4.splat(seed);
  const growth = f32x4.splat(grown);
  const row = i32x4.splat(nOutputs);
  const step = (<usize>panels) << 6;
  for (let panel: u32 = 0; panel < panels; panel++) {
    const bias = v128.load(biasAt);
    let index = i32x4.add(i32x4.splat(firstIndex + 4 * panel), i32x4(0, 1, 2, 3));
    let at = sums;
    let to = out;
    let across = outTransposed;
    let k0 = growth;
    let k1 = growth;
    let k2 = growth;
    let k3 = growth;
    for (let left = nRows; left > 0; left -= 4) {
      if (drops) {
        k0 = kept(seeds, index, least);
        index = i32x4.add(index, row);
        k1 = kept(seeds, index, least);
        index = i32x4.add(index, row);
        k2 = kept(seeds, index, least);
        index = i32x4.add(index, row);
        k3 = kept(seeds, index, least);
        index = i32x4.add(index, row);
      }
      const a = unit(kind, at, bias, k0, growth, drops, keepsSlopes);
      const b = unit(kind, at + 16, bias, k1, growth, drops, keepsSlopes);
      const c = unit(kind, at + 32, bias, k2, growth, drops, keepsSlopes);
      const d = unit(kind, at + 48, bias, k3, growth, drops, keepsSlopes);
      if (out) {
        storeRows(to, a, b, c, d);
        to += 64;
      }
      if (outTransposed) {
        storeColumns(across, a, b, c, d);
        across += step;
      }
      at += 64;
    }
    sums += stride;
    if (out) out += stride;
    if (outTransposed) outTransposed += 64;
    biasAt += 16;
  }
}

/**
 * out = the activation of sums + bias, with the units that fall under `threshold` left out and the others times `grown`, where `drops`; its
 * transpose too, without gaps (an address of 0 is not written). In place of the sums their derivatives, where it `keepsSlopes`. Rows are a
 * multiple of four; units are counted from `firstIndex`, `nOutputs` a row.
 */
export function activateLayer(kind: i32, sums: usize, out: usize, stride: usize, outTransposed: usize, bias: usize, nRows: u32, panels: u32, keepsSlopes: bool, drops: bool, threshold: u32, grown: f32, seed: u32, firstIndex: u32, nOutputs: u32): void {
  if (kind === relu) layer(relu, sums, out, stride, outTransposed, bias, nRows, panels, keepsSlopes, drops, threshold, grown, seed, firstIndex, nOutputs);
  else if (kind === selu) layer(selu, sums, out, stride, outTransposed, bias, nRows, panels, keepsSlopes, drops, threshold, grown, seed, firstIndex, nOutputs);
  else if (kind === mish) layer(mish, sums, out, stride, outTransposed, bias, nRows, panels, keepsSlopes, drops, threshold, grown, seed, firstIndex, nOutputs);
  else layer(linear, sums, out, stride, outTransposed, bias, nRows, panels, keepsSlopes, drops, threshold, grown, seed, firstIndex, nOutputs);
}

/** How d goes back through an activation: as it is, times the slopes kept, or times `grown` where a rectified unit is up. */
const throughSlopes: i32 = 1;
const throughUnits: i32 = 2;

@inline
function back(how: i32, at: usize, by: usize, growth: v128): v128 {
  const d = v128.load(at);
  if (how === throughSlopes) return f32x4.mul(d, v128.load(by));
  if (how === throughUnits) return v128.and(f32x4.gt(v128.load(by), f32x4.splat(0)), f32x4.mul(d, growth));
  return d;
}

@inline
function layerBack(how: i32, d: usize, by: usize, stride: usize, transposed: usize, biasGradient: usize, nRows: u32, panels: u32, grown: f32): void {
  const growth = f32x4.splat(grown);
  const step = (<usize>panels) << 6;
  for (let panel: u32 = 0; panel < panels; panel++) {
    let at = d;
    let slope = by;
    let across = transposed;
    // Four sums, since one would wait for itself.
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let left = nRows; left > 0; left -= 4) {
      const d0 = back(how, at, slope, growth);
      const d1 = back(how, at + 16, slope + 16, growth);
      const d2 = back(how, at + 32, slope + 32, growth);
      const d3 = back(how, at + 48, slope + 48, growth);
      if (how) storeRows(at, d0, d1, d2, d3);
      if (transposed) {
        storeColumns(across, d0, d1, d2, d3);
        across += step;
      }
      s0 = f32x4.add(s0, d0);
      s1 = f32x4.add(s1, d1);
      s2 = f32x4.add(s2, d2);
      s3 = f32x4.add(s3, d3);
      at += 64;
      slope += 64;
    }
    v128.store(biasGradient, f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
    d += stride;
    by += stride;
    if (transposed) transposed += 64;
    biasGradient += 16;
  }
}

/**
 * In place of the derivative d by a layer's outputs that by its sums; its transpose too, without gaps, where that has an address; the sums of its
 * columns go to `biasGradient`. `how`: 0 for a linear layer, 1 with `by` the slopes kept, 2 with `by` the units of a rectified one.
 */
export function throughActivation(how: i32, d: usize, by: usize, stride: usize, transposed: usize, biasGradient: usize, nRows: u32, panels: u32, grown: f32): void {
  if (how === throughSlopes) layerBack(throughSlopes, d, by, stride, transposed, biasGradient, nRows, panels, grown);
  else if (how === throughUnits) layerBack(throughUnits, d, by, stride, transposed, biasGradient, nRows, panels, grown);
  else layerBack(0, d, by, stride, transposed, biasGradient, nRows, panels, grown);
}
