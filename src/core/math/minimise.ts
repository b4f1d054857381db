const golden = (1 + Math.sqrt(5)) / 2;
const goldenShare = 2 - golden;

interface Bracket {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** Walks downhill from `a` and `b` in growing steps until `f` rises again, or the place is beyond `limit`. */
function bracket(f: (x: number) => number, a: number, b: number, limit: number): Bracket {
  let [before, middle] = f(a) < f(b) ? [b, a] : [a, b];
  let least = f(middle);
  for (;;) {
    const next = middle + golden * (middle - before);
    const value = f(next);
    if (!(value < least) || Math.abs(next) > limit) {
      return { low: Math.min(before, next), middle, high: Math.max(before, next) };
    }
    [before, middle, least] = [middle, next, value];
  }
}

/** The step to the lowest point of the parabola through three points, less the first; NaN where there is none. */
function parabolicStep(x: number, w: number, v: number, fx: number, fw: number, fv: number): number {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  return ((x - w) * r - (x - v) * q) / (2 * (q - r));
}

/**
 * Where `f` of one number is least, found from two places to start from: the nearest valley downhill of them, to a relative
 * precision of about `tolerance` (1e-8 is as much as doubles allow). Values of Infinity are taken for high ground. Gives up
 * walking beyond ±`limit`. Follows Brent (1973), chapter 5: parabolas through the three best points, golden sections otherwise.
 */
export function minimise(f: (x: number) => number, [a, b]: readonly [number, number], tolerance = 1e-8, limit = 100): number {
  const found = bracket(f, a, b, limit);
  const { middle } = found;
  let { low, high } = found;
  let [x, w, v] = [middle, middle, middle];
  let fx = f(x);
  let [fw, fv] = [fx, fx];
  let [step, earlier] = [0, 0];
  for (let round = 0; round < 200; round++) {
    const centre = (low + high) / 2;
    const near = tolerance * Math.abs(x) + 1e-12;
    if (Math.abs(x - centre) <= 2 * near - (high - low) / 2) break;
    const parabolic = parabolicStep(x, w, v, fx, fw, fv);
    // A parabola is trusted where it lands inside and steps less than half as far as the step before last.
    const trusted = Math.abs(parabolic) < Math.abs(earlier) / 2 && x + parabolic > low && x + parabolic < high;
    earlier = trusted ? step : x < centre ? high - x : low - x;
    step = trusted ? parabolic : goldenShare * earlier;
    if (trusted && (x + step - low < 2 * near || high - x - step < 2 * near)) step = x < centre ? near : -near;
    const u = x + (Math.abs(step) >= near ? step : step > 0 ? near : -near);
    const fu = f(u);
    if (fu <= fx) {
      if (u < x) high = x;
      else low = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) low = u;
      else high = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return x;
}
