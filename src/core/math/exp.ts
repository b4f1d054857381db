const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const ln2Half = 0.34657359027997264;
const overflowsAbove = 709.782712893384;
const vanishesBelow = -745.1332191019411;

/** Coefficients of the Taylor series of e^r, highest power first: below half an ulp for |r| at most ln(2) / 2. */
const coefficients = [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((power) => {
  let factorial = 1;
  for (let factor = 2; factor <= power; factor++) factorial *= factor;
  return 1 / factorial;
});

/** 2 to the power of -1074 … 1023, each exact. */
const powersOfTwo = (() => {
  const powers = new Float64Array(1023 + 1074 + 1);
  powers[1074] = 1;
  for (let k = 1; k <= 1023; k++) powers[1074 + k] = powers[1074 + k - 1] * 2;
  for (let k = 1; k <= 1074; k++) powers[1074 - k] = powers[1074 - k + 1] / 2;
  return powers;
})();

/**
 * e to the power of `x`, within one unit in the last place. Made of sums and products alone, so that it gives the same
 * bits in every engine, which Math.exp does not promise: a model scores a row equally in a page and in Node.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > overflowsAbove) return Infinity;
  if (x < vanishesBelow) return 0;
  const k = Math.round(x / Math.LN2);
  const r = x - k * ln2High - k * ln2Low;
  let sum = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) sum = sum * r + coefficients[i];
  const value = 1 + (r + r * r * sum);
  // Two steps, since 2^k alone may be out of range where the product is not.
  const half = k >> 1;
  return value * powersOfTwo[1074 + half] * powersOfTwo[1074 + (k - half)];
}

/** e to the power of `x`, less 1, without losing the digits of a small `x`; within two units in the last place, the same in every engine. */
export function expm1(x: number): number {
  if (!(x > -ln2Half && x < ln2Half)) return exp(x) - 1;
  let sum = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) sum = sum * x + coefficients[i];
  return x + x * x * sum;
}
