import { traitsOf } from '../estimators/learners.ts';
import type { Control, CurvePoint, NetView } from '../math/control.ts';
import { checkPredictions } from './collect.ts';
import type { FoldStore } from './fold-data.ts';
import type { Phases } from './phases.ts';
import { seedFor, type RunInput } from './run-input.ts';
import type { Budget } from './budget.ts';
import type { Candidate, Executor } from './run.ts';
import type { FoldFit } from './trial.ts';

/** How one fit is watched. */
export interface FitWatch {
  /** True once it has to end, for whatever reason. */
  over(): boolean;
  /** Milliseconds after which the fit is to end with what it has. */
  readonly softLimitMs: number;
  progress(fraction: number): void;
  curve(point: CurvePoint): void;
  look(view: NetView): void;
}

/** Whether the error says that a computation was stopped, also after its class was lost between workers. */
function isCancelled(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return name === 'Cancelled' || code === 'Cancelled';
}

/** What fits of one run share. */
export interface FitContext {
  readonly input: RunInput;
  readonly folds: FoldStore;
  readonly executor: Executor;
  readonly budget: Budget;
  readonly phases: Phases;
  readonly control: Control;
}

/**
 * Fits the candidate on one fold, on `share` of its training rows, and predicts its validation rows; null where the watch
 * said that it is over. The learning curve, and the looks inside a net, are told of the first fold alone. Throws what the executor throws, and
 * PredictionsUnusable.
 */
export async function fitFold(
  { input, folds, executor, budget, phases, control }: FitContext,
  { id, learner, params }: Candidate,
  fold: number,
  share: number,
  watch: FitWatch,
): Promise<FoldFit | null> {
  const startMs = budget.nowMs();
  const prepared = await phases.time('recipe', () => folds.fold(fold, traitsOf(learner), share));
  const job = {
    learner,
    params,
    seed: seedFor(input.settings, `${id} ${fold}`),
    train: prepared.train,
    predictOn: [prepared.validation],
    backend: input.settings.backend,
  };
  try {
    const outcome = await executor.fit(job, {
      cancelled: () => watch.over(),
      breathe: () => control.breathe(),
      ...(fold === 0 ? { look: (view: NetView) => watch.look(view) } : {}),
      progress(fraction, _note, point) {
        watch.progress(fraction);
        if (point && fold === 0) watch.curve(point);
      },
    }, watch.softLimitMs);
    const { model, fitMs, predictMs, curve, backend, adapter, note, cutShort = false } = outcome;
    phases.add('fit', fitMs);
    phases.add('predict', predictMs);
    const [predictions] = outcome.predictions;
    checkPredictions(predictions, prepared.validation.nRows);
    const { recipe, train } = prepared;
    return {
      span: { fold, startMs, endMs: budget.nowMs(), fitMs, predictMs },
      predictions,
      iterations: model.iterations,
      curve,
      cutShort,
      ...(note === undefined ? {} : { note }),
      backend,
      adapter,
      pipeline: fold === 0 ? { weight: 1, recipe, features: train.X.features, model } : null,
    };
  } catch (error) {
    if (isCancelled(error)) return null;
    throw error;
  }
}
