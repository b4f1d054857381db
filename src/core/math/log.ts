const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const smallestNormal = 2.2250738585072014e-308;

/** 2 / 3, 2 / 5, … 2 / 25, highest power first: the series of log((1 + s) / (1 - s)) beyond 2s, below half an ulp for |s| up to 0.172. */
const coefficients = Array.from({ length: 12 }, (_, i) => 2 / (25 - 2 * i));

const bits = new DataView(new ArrayBuffer(8));

/**
 * log(1 + f) + k · log 2 for 1 + f in [√½, √2], and `lost`, what 1 + f stands short of the number meant, over that number.
 * With s = f / (2 + f), log(1 + f) = log((1 + s) / (1 - s)) = f - (f²/2 - s (f²/2 + R)), which keeps the leading f exact.
 */
function combine(k: number, f: number, lost: number): number {
  const s = f / (2 + f);
  const z = s * s;
  let R = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) R = R * z + coefficients[i];
  R *= z;
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + R) + (k * ln2Low + lost)) - f);
}

/** The exponent k of a positive, normal `x` = 2^k · m with m in [√½, √2], and m - 1 exactly. */
function split(x: number): { k: number; f: number } {
  bits.setFloat64(0, x);
  let k = ((bits.getUint32(0) >>> 20) & 0x7ff) - 1023;
  bits.setUint32(0, (bits.getUint32(0) & 0x000fffff) | 0x3ff00000);
  let m = bits.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    k++;
  }
  return { k, f: m - 1 };
}

/**
 * The natural logarithm within one unit in the last place; -Infinity at 0, NaN below. Like `exp`, made of sums, products and
 * quotients alone, so that every engine gives the same bits.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  const scaled = x < smallestNormal ? x * 2 ** 54 : x;
  const { k, f } = split(scaled);
  return combine(scaled === x ? k : k - 54, f, 0);
}

/** log(1 + x) without losing the digits of a small `x`, within two units in the last place; -Infinity at -1, NaN below. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  if (x > -0.29 && x < 0.41) return Math.abs(x) < 1e-18 ? x : combine(0, x, 0);
  const sum = 1 + x;
  const lost = x >= 1 ? 1 - (sum - x) : x - (sum - 1);
  const { k, f } = split(sum);
  return combine(k, f, lost / sum);
}
