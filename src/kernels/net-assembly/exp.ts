import { madd } from './lanes';

const log2e: f32 = 1.442695;
// ln 2 in two parts, the first so short that k times it is exact.
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -0.00021219444;
/** Beyond these, 2^k is no normal number. */
const highest: f32 = 88.0;
const lowest: f32 = -87.0;

let power: v128 = f32x4.splat(1);

/** e^r - 1 of what x is beyond a multiple k of ln 2, with 2^k left in `power`; x is kept within what float32 holds. */
@inline
function reduced(x: v128): v128 {
  const within = f32x4.min(f32x4.max(x, f32x4.splat(lowest)), f32x4.splat(highest));
  const k = f32x4.nearest(f32x4.mul(within, f32x4.splat(log2e)));
  const r = f32x4.sub(f32x4.sub(within, f32x4.mul(k, f32x4.splat(ln2High))), f32x4.mul(k, f32x4.splat(ln2Low)));
  power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(k), i32x4.splat(127)), 23);
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
  const part = reduced(x);
  return madd(power, part, power);
}

/** e^x - 1 likewise, with all its digits where x is small. */
@inline
export function expm1Of(x: v128): v128 {
  const part = reduced(x);
  return madd(power, part, f32x4.sub(power, f32x4.splat(1)));
}

/** log x of an x of at least 1, by the series of log((1 + s) / (1 - s)); within 1e-14. */
export function logOf(x: f64): f64 {
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
