/** core/math/log.ts */
declare function log(x: f64): f64;

// As in core/math/exp.ts; the coefficients are 1 / 13!, … 1 / 2!.
const ln2High: f64 = 0.6931471803691238;
const ln2Low: f64 = 1.9082149292705877e-10;
const ln2: f64 = 0.6931471805599453;
const vanishesBelow: f64 = -745.1332191019411;

function horner(sum: v128, r: v128, factorial: f64): v128 {
  return f64x2.add(f64x2.mul(sum, r), f64x2.splat(1 / factorial));
}

/** e to the power of both of x, at most 0. */
function expOf(x: v128): v128 {
  const quotient = f64x2.div(x, f64x2.splat(ln2));
  // Halves round up, as Math.round does: the ceiling, less one where that is more than a half above.
  const above = f64x2.ceil(quotient);
  const isFar = f64x2.gt(f64x2.sub(above, f64x2.splat(0.5)), quotient);
  const k = f64x2.sub(above, v128.and(isFar, f64x2.splat(1)));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, f64x2.splat(ln2High))), f64x2.mul(k, f64x2.splat(ln2Low)));
  let sum = f64x2.splat(1 / 6227020800.0);
  sum = horner(sum, r, 479001600);
  sum = horner(sum, r, 39916800);
  sum = horner(sum, r, 3628800);
  sum = horner(sum, r, 362880);
  sum = horner(sum, r, 40320);
  sum = horner(sum, r, 5040);
  sum = horner(sum, r, 720);
  sum = horner(sum, r, 120);
  sum = horner(sum, r, 24);
  sum = horner(sum, r, 6);
  sum = horner(sum, r, 2);
  const value = f64x2.add(f64x2.splat(1), f64x2.add(r, f64x2.mul(f64x2.mul(r, r), sum)));
  // Two steps, since 2^k alone may be out of range where the product is not.
  const whole = i32x4.trunc_sat_f64x2_s_zero(k);
  const half = i32x4.shr_s(whole, 1);
  const scaled = f64x2.mul(f64x2.mul(value, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
  return v128.andnot(scaled, f64x2.lt(x, f64x2.splat(vanishesBelow)));
}

/** 2 to the power of the first two of k, each a normal number. */
function powerOfTwo(k: v128): v128 {
  return i64x2.shl(i64x2.add(i64x2.extend_low_i32x4_s(k), i64x2.splat(1023)), 52);
}

let factors: v128 = f64x2.splat(1);
let linear: v128 = f64x2.splat(0);

/** Derivatives of two rows from their scores and classes (0 or 1), as proba and proba · (1 - proba); adds to factors and linear. */
function derive(z: v128, upper: v128): v128 {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const e = expOf(f64x2.neg(f64x2.abs(z)));
  const denominator = f64x2.add(one, e);
  const isUp = f64x2.ge(z, zero);
  const proba = f64x2.div(v128.bitselect(one, e, isUp), denominator);
  factors = f64x2.mul(factors, denominator);
  const wrong = v128.bitselect(f64x2.neg(z), z, f64x2.eq(upper, one));
  linear = f64x2.add(linear, v128.and(wrong, f64x2.gt(wrong, zero)));
  return proba;
}

/**
 * Writes the derivatives of log loss at `n` scores, two f64 a row, and returns its sum. A logarithm is taken of the product
 * of 512 factors, each at most 2; even and odd rows are two lanes.
 */
export function logistic(scoresAt: usize, upperAt: usize, derivativesAt: usize, n: u32): f64 {
  const one = f64x2.splat(1);
  let logarithms: f64 = 0;
  linear = f64x2.splat(0);
  for (let from: u32 = 0; from < n; from += 1024) {
    const to = min(n, from + 1024);
    factors = one;
    let i = from;
    for (; i + 1 < to; i += 2) {
      const z = v128.load(scoresAt + ((<usize>i) << 3));
      const classes = <u32>load<u16>(upperAt + i);
      const upper = f64x2.replace_lane(f64x2.splat(<f64>(classes & 255)), 1, <f64>(classes >> 8));
      const proba = derive(z, upper);
      const gradient = f64x2.sub(proba, upper);
      const hessian = f64x2.mul(proba, f64x2.sub(one, proba));
      v128.store(derivativesAt + ((<usize>i) << 4), v128.shuffle<f64>(gradient, hessian, 0, 2));
      v128.store(derivativesAt + ((<usize>i) << 4), v128.shuffle<f64>(gradient, hessian, 1, 3), 16);
    }
    if (i < to) {
      // Alone, with a lane that adds nothing: its factor and its part are put back.
      const before = factors;
      const part = linear;
      const upper = f64x2.splat(<f64>load<u8>(upperAt + i));
      const proba = derive(f64x2.splat(load<f64>(scoresAt + ((<usize>i) << 3))), upper);
      factors = v128.shuffle<f64>(factors, before, 0, 3);
      linear = v128.shuffle<f64>(linear, part, 0, 3);
      const gradient = f64x2.sub(proba, upper);
      const hessian = f64x2.mul(proba, f64x2.sub(one, proba));
      v128.store(derivativesAt + ((<usize>i) << 4), v128.shuffle<f64>(gradient, hessian, 0, 2));
    }
    logarithms += log(f64x2.extract_lane(factors, 0)) + log(f64x2.extract_lane(factors, 1));
  }
  return logarithms + (f64x2.extract_lane(linear, 0) + f64x2.extract_lane(linear, 1));
}
