import { expm1 } from '../math/exp.ts';
import { log, log1p } from '../math/log.ts';
import { minimise } from '../math/minimise.ts';
import { momentsOf } from './moments.ts';

const leastVariance = 2.2250738585072014e-308;

/** The transform from log(1 + |x|) and the sign of x, which the search for lambda works out once. */
function fromLog(size: number, negative: boolean, lambda: number): number {
  const power = negative ? 2 - lambda : lambda;
  const bent = Math.abs(power) < Number.EPSILON ? size : expm1(power * size) / power;
  return negative ? -bent : bent;
}

/** The Yeo-Johnson transform (2000) of `x`: ((1 + x)^λ - 1) / λ from 0 on, -((1 - x)^(2 - λ) - 1) / (2 - λ) below; NaN for NaN. */
export function yeoJohnson(x: number, lambda: number): number {
  return x < 0 ? fromLog(log1p(-x), true, lambda) : fromLog(log1p(x), false, lambda);
}

/**
 * The lambda of the Yeo-Johnson transform under which the values present are most likely to be normal, by Brent's method from
 * -2 and 2, as scikit-learn's PowerTransformer; good to about 1e-8, since the likelihood is flat at its top. 1, which leaves
 * values as they are, where there are fewer than two different ones or no lambda keeps them within range.
 */
export function fitYeoJohnson(values: Float64Array): number {
  const { count, least, most } = momentsOf(values);
  if (count < 2 || least === most) return 1;
  const sizes = new Float64Array(count);
  const negative = new Uint8Array(count);
  let sum = 0;
  let at = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sizes[at] = log1p(Math.abs(value));
    negative[at] = value < 0 ? 1 : 0;
    sum += value < 0 ? -sizes[at] : sizes[at];
    at++;
  }
  const bent = new Float64Array(count);
  const varianceAt = (lambda: number) => {
    for (let i = 0; i < count; i++) bent[i] = fromLog(sizes[i], negative[i] === 1, lambda);
    return momentsOf(bent).variance;
  };
  const inRange = (variance: number) => variance >= leastVariance && variance <= Number.MAX_VALUE;
  const unlikelihood = (lambda: number) => {
    const variance = varianceAt(lambda);
    return inRange(variance) ? (count / 2) * log(variance) - (lambda - 1) * sum : Infinity;
  };
  const lambda = minimise(unlikelihood, [-2, 2], 1.48e-8);
  return inRange(varianceAt(lambda)) ? lambda : 1;
}
