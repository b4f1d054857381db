import type { Params, ParamSpec } from './estimator.ts';

function known(spec: ParamSpec, given: Params[string] | undefined): Params[string] {
  switch (spec.kind) {
    case 'number': {
      const value = typeof given === 'number' && Number.isFinite(given) ? given : spec.default;
      const clamped = Math.min(spec.max, Math.max(spec.min, value));
      return spec.scale === 'integer' ? Math.round(clamped) : clamped;
    }
    case 'choice':
      return spec.options.some(({ value }) => value === given) ? (given as string) : spec.default;
    case 'monotone':
      return typeof given === 'object' ? given : {};
  }
}

/**
 * Every parameter of `specs`: as given, or by default where it is absent or of another kind. Numbers are clamped to their range,
 * and rounded where their scale is of whole numbers. `P` has one property for each of the specs.
 */
export function knownParams<P>(specs: readonly ParamSpec[], params: Params): P {
  return Object.fromEntries(specs.map((spec) => [spec.name, known(spec, params[spec.name])])) as P;
}
