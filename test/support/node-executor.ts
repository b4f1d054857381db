import { Cancelled } from '../../src/core/math/control.ts';
import { createRng } from '../../src/core/math/rng.ts';
import { predictModel } from '../../src/core/estimators/predict-model.ts';
import { coreEstimators } from '../../src/core/estimators/registry.ts';
import type { Clock, Executor } from '../../src/core/training/run.ts';

/** The real time. */
export const wallClock: Clock = { nowMs: () => performance.now() };

/** Runs core's own learners in this thread; nets are refused, since they need a device. */
export function nodeExecutor(): Executor {
  return {
    slots: 1,
    async fit({ learner, params, seed, train, predictOn }, control, softLimitMs) {
      const estimator = coreEstimators.find(({ id }) => id === learner);
      if (!estimator) throw new Error(`LearnerNotHere: ${learner} needs the engine`);
      const startMs = performance.now();
      let cutShort = false;
      const limited = { ...control, enough: () => (cutShort ||= softLimitMs !== undefined && performance.now() - startMs >= softLimitMs) };
      const { model, curve, note } = await estimator.fit(train, params, createRng(seed), limited);
      if (control.cancelled()) throw new Cancelled();
      const fittedMs = performance.now();
      const predictions = predictOn.map((X) => predictModel(model, X));
      const predictMs = performance.now() - fittedMs;
      return { model, predictions, curve, cutShort, ...(note === undefined ? {} : { note }), fitMs: fittedMs - startMs, predictMs, backend: 'js', adapter: null };
    },
    predict: async (model, X) => predictModel(model, X),
  };
}
