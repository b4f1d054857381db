import { madd } from './lanes';

const log2e: f32 = 1.442695;
// ln 2 in two parts, the first so short that k times it is exact.
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -0.00021219444;
/** Beyond these, 2^k is no normal number. */
const highest: f32 = 88.0;
const lowest: f32 = -87.0;

/** Added to a number of few digits, it leaves that rounded in the last bits. */
const rounder: f32 = 12582912;

// pmin and pmax are one instruction each, which min and max, particular about zeros, are not; NaN stays NaN.
/** x where float32 holds its exponential. */
@inline
function within(x: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(lowest)), f32x4.splat(highest));
}

/** `rounder` and how often ln 2 goes into x, rounded. */
@inline
function roundedQuotient(x: v128): v128 {
  return madd(x, f32x4.splat(log2e), f32x4.splat(rounder));
}

@inline
function powerOfTwo(rounded: v128): v128 {
  return i32x4.shl(i32x4.add(rounded, i32x4.splat(127)), 23);
}

/** e^r - 1, r being what x is beyond the quotient times ln 2. */
@inline
function remainder(x: v128, rounded: v128): v128 {
  const k = f32x4.sub(rounded, f32x4.splat(rounder));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(k, f32x4.splat(ln2High))), f32x4.mul(k, f32x4.splat(ln2Low)));
  // The Taylor series: its next term is below 1e-7 of r.
  let sum = f32x4.splat(<f32>(1 / 5040.0));
  sum = madd(sum, r, f32x4.splat(<f32>(1 / 720.0)));
  sum = madd(sum, r, f32x4.splat(<f32>(1 / 120.0)));
  sum = madd(sum, r, f32x4.splat(<f32>(1 / 24.0)));
  sum = madd(sum, r, f32x4.splat(<f32>(1 / 6.0)));
  sum = madd(sum, r, f32x4.splat(0.5));
  return madd(f32x4.mul(r, r), sum, r);
}

/** e^x of each lane within three units in the last place; below -87 what it is there, above 88 likewise. */
@inline
export function expOf(x: v128): v128 {
  const bounded = within(x);
  const rounded = roundedQuotient(bounded);
  const power = powerOfTwo(rounded);
  return madd(power, remainder(bounded, rounded), power);
}

/** e^x - 1 likewise, with all its digits where x is small. */
@inline
export function expm1Of(x: v128): v128 {
  const bounded = within(x);
  const rounded = roundedQuotient(bounded);
  const power = powerOfTwo(rounded);
  return madd(power, remainder(bounded, rounded), f32x4.sub(power, f32x4.splat(1)));
}

/** log x of an x of at least 1, by the series of log((1 + s) / (1 - s)); within 1e-14. NaN of NaN. */
export function logOf(x: f64): f64 {
  if (!(x < Infinity)) return x;
  const bits = reinterpret<u64>(x);
  let k = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k++;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let sum: f64 = 0;
  for (let i = 19; i > 0; i -= 2) sum = sum * z + 1 / <f64>i;
  return <f64>k * 0.6931471805599453 + 2 * s * sum;
}
