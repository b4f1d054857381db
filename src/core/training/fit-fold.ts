import { traitsOf } from '../estimators/learners.ts';
import type { Control, CurvePoint, NetView } from '../math/control.ts';
import { checkPredictions } from './collect.ts';
import type { FoldData, FoldStore } from './fold-data.ts';
import type { Phases } from './phases.ts';
import { seedFor, type RunInput } from './run-input.ts';
import type { Budget } from './budget.ts';
import type { Candidate, Executor, FitJob, FitOutcome } from './run.ts';
import type { FoldFit } from './trial.ts';

/** How the fit of one fold is watched. */
export interface FitWatch {
  /** True once it has to end, for whatever reason. */
  over(): boolean;
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

async function jobOf({ input, folds, phases }: FitContext, { id, learner, params }: Candidate, fold: number, share: number): Promise<{ prepared: FoldData; job: FitJob }> {
  const prepared = await phases.time('recipe', () => folds.fold(fold, traitsOf(learner), share));
  const seed = seedFor(input.settings, `${id} ${fold}`);
  const { train, validation } = prepared;
  return { prepared, job: { learner, params, seed, train, predictOn: [validation], backend: input.settings.backend } };
}

/** The learning curve, and the looks inside a net, are told of the first fold alone. */
function controlOf(control: Control, fold: number, watch: FitWatch): Control {
  return {
    cancelled: () => watch.over(),
    breathe: () => control.breathe(),
    ...(fold === 0 ? { look: (view: NetView) => watch.look(view) } : {}),
    progress(fraction, _note, point) {
      watch.progress(fraction);
      if (point && fold === 0) watch.curve(point);
    },
  };
}

function foldFit({ budget, phases }: FitContext, fold: number, startMs: number, { recipe, train, validation }: FoldData, outcome: FitOutcome): FoldFit {
  const { model, fitMs, predictMs, curve, backend, adapter, note, cutShort = false } = outcome;
  phases.add('fit', fitMs);
  phases.add('predict', predictMs);
  const [predictions] = outcome.predictions;
  checkPredictions(predictions, validation.nRows);
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
}

/** How the fits ended, each by itself; together where there are several. */
async function settle({ executor }: FitContext, jobs: readonly FitJob[], controls: readonly Control[], softLimitMs: number): Promise<PromiseSettledResult<FitOutcome>[]> {
  if (jobs.length > 1 && executor.fitTogether) return executor.fitTogether(jobs, controls, softLimitMs);
  return Promise.allSettled(jobs.map((job, i) => executor.fit(job, controls[i], softLimitMs)));
}

/** How the fit of one fold ended: null where its watch said that it is over, and else what it threw, or PredictionsUnusable. */
export type FoldEnd = { readonly fold: number; readonly fit: FoldFit | null } | { readonly fold: number; readonly error: unknown };

/**
 * Fits the candidate on folds, each on `share` of its training rows, and predicts their validation rows; what it gives is in the order of
 * `folds`. `watchOf` says how each is watched. Throws what preparing the rows throws.
 */
export async function fitFolds(context: FitContext, candidate: Candidate, folds: readonly number[], share: number, softLimitMs: number, watchOf: (fold: number) => FitWatch): Promise<FoldEnd[]> {
  const startMs = context.budget.nowMs();
  const prepared: Awaited<ReturnType<typeof jobOf>>[] = [];
  for (const fold of folds) prepared.push(await jobOf(context, candidate, fold, share));
  const controls = folds.map((fold) => controlOf(context.control, fold, watchOf(fold)));
  const settled = await settle(
    context,
    prepared.map(({ job }) => job),
    controls,
    softLimitMs,
  );
  return settled.map((one, i): FoldEnd => {
    const fold = folds[i];
    if (one.status === 'rejected') return isCancelled(one.reason) ? { fold, fit: null } : { fold, error: one.reason };
    try {
      return { fold, fit: foldFit(context, fold, startMs, prepared[i].prepared, one.value) };
    } catch (error) {
      return { fold, error };
    }
  });
}
