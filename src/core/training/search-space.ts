import type { NumberSpec, ParamSpec, Params } from '../estimators/estimator.ts';
import type { Rng } from '../math/rng.ts';

/** Whole numbers over a range of at least this ratio are drawn evenly on a logarithmic scale. */
const wideRatio = 8;

/** The number with three significant digits, so that settings can be read and told. */
function short(value: number): number {
  return Number(value.toPrecision(3));
}

function drawNumber({ scale, min, max }: NumberSpec, [low, high]: readonly [number, number], rng: Rng): number {
  const share = rng.uniform();
  const logarithmic = low > 0 && (scale === 'log' || (scale === 'integer' && high / low >= wideRatio));
  const value = logarithmic ? low * (high / low) ** share : low + (high - low) * share;
  return Math.min(max, Math.max(min, scale === 'integer' ? Math.round(value) : short(value)));
}

/** The parameters that tuning may change, each drawn from its own range; the others are left at their defaults. */
export function drawParams(specs: readonly ParamSpec[], rng: Rng): Params {
  const drawn: Record<string, number | string> = {};
  for (const spec of specs) {
    if (spec.kind === 'number' && spec.tune) drawn[spec.name] = drawNumber(spec, spec.tune, rng);
    if (spec.kind === 'choice' && spec.tune) drawn[spec.name] = spec.tune[rng.int(spec.tune.length)];
  }
  return drawn;
}

/** Whether tuning has anything to draw for these parameters. */
export function isTunable(specs: readonly ParamSpec[]): boolean {
  return specs.some((spec) => spec.kind !== 'monotone' && spec.tune !== undefined);
}
