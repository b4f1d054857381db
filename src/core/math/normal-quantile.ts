import { log } from './log.ts';

type Coefficients = readonly number[];

/** Numerators and denominators, highest power first, of Wichura's rational approximations for the middle, the tails and the far tails. */
const middle: readonly [Coefficients, Coefficients] = [
  [2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665],
  [5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579, 42.31333070160091, 1],
];
const tail: readonly [Coefficients, Coefficients] = [
  [0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835],
  [1.0507500716444169e-09, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851, 1.6763848301838038, 2.053191626637759, 1],
];
const farTail: readonly [Coefficients, Coefficients] = [
  [2.0103343992922881e-07, 2.7115555687434876e-05, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103],
  [2.0442631033899397e-15, 1.421511758316446e-07, 1.8463183175100548e-05, 0.0007868691311456133, 0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1],
];

function ratio([numerator, denominator]: readonly [Coefficients, Coefficients], x: number): number {
  let above = numerator[0];
  let below = denominator[0];
  for (let i = 1; i < numerator.length; i++) {
    above = above * x + numerator[i];
    below = below * x + denominator[i];
  }
  return above / below;
}

/**
 * The p-quantile of the standard normal distribution, to a relative error of about 1e-15; -Infinity at 0, Infinity at 1, NaN
 * outside. The same bits in every engine. Follows Wichura, algorithm AS 241 (Applied Statistics 37, 1988).
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(middle, 0.180625 - q * q);
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const size = r <= 5 ? ratio(tail, r - 1.6) : ratio(farTail, r - 5);
  return q < 0 ? -size : size;
}
