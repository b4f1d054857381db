import { createRng } from '../../src/core/math/rng.ts';
import type { TargetValues } from '../../src/core/metrics/predictions.ts';
import type { FitContext } from '../../src/core/recipe/transformer.ts';

/** What a transformer is fitted with in a test: no target unless given, and a fixed seed. */
export function fitContext(target: TargetValues | null = null, seed = 0): FitContext {
  return { target, rng: createRng(seed) };
}
