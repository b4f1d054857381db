import { traitsOf } from '../estimators/learners.ts';
import type { Control, CurvePoint } from '../math/control.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { WeightedPipeline } from '../estimators/pipeline.ts';
import { checkPredictions } from './collect.ts';
import type { FoldStore } from './fold-data.ts';
import type { Phases } from './phases.ts';
import { seedFor, type RunInput } from './run-input.ts';
import type { Candidate, Executor, FitOutcome } from './run.ts';

/** What fitting a candidate on the folds has given so far. */
export interface CandidateFits {
  readonly outcomes: readonly FitOutcome[];
  readonly predictions: readonly Predictions[];
  /** What was fitted on the first fold; empty while that is not done. */
  readonly firstFold: readonly WeightedPipeline[];
}

/** How a candidate's fits are watched. */
export interface FitWatch {
  /** True once the candidate has to end, for whatever reason. */
  over(): boolean;
  /** Called after each fold; true where the next ones are not worth starting. */
  afterFold(done: number): boolean;
  progress(fraction: number, note: string): void;
  curve(point: CurvePoint): void;
}

/** Whether the error says that a computation was stopped, also after its class was lost between workers. */
export function isCancelled(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return name === 'Cancelled' || code === 'Cancelled';
}

/**
 * Fits the candidate on each fold in turn and predicts its validation rows. Ends early, with the folds that are
 * complete, where the watch says so; `complete` tells whether all are. Throws what the executor throws.
 */
export async function fitCandidate(
  input: RunInput,
  candidate: Candidate,
  folds: FoldStore,
  executor: Executor,
  phases: Phases,
  watch: FitWatch,
  control: Control,
): Promise<CandidateFits & { readonly complete: boolean }> {
  const nFolds = input.split.folds.length;
  const outcomes: FitOutcome[] = [];
  const predictions: Predictions[] = [];
  let firstFold: readonly WeightedPipeline[] = [];
  const soFar = (complete: boolean) => ({ outcomes, predictions, firstFold, complete });
  for (let fold = 0; fold < nFolds; fold++) {
    await control.breathe();
    if (watch.over()) return soFar(false);
    const note = nFolds === 1 ? candidate.label : `${candidate.label}, fold ${fold + 1} of ${nFolds}`;
    watch.progress(fold / nFolds, note);
    const { learner, params } = candidate;
    const prepared = await phases.time('recipe', () => folds.fold(fold, traitsOf(learner)));
    const foldControl: Control = {
      cancelled: () => watch.over(),
      breathe: () => control.breathe(),
      progress(fraction, _note, point) {
        watch.progress((fold + Math.min(1, Math.max(0, fraction))) / nFolds, note);
        if (point && fold === 0) watch.curve(point);
      },
    };
    const job = {
      learner,
      params,
      seed: seedFor(input.settings, `${candidate.id} ${fold}`),
      train: prepared.train,
      predictOn: [prepared.validation],
      backend: input.settings.backend,
    };
    try {
      const outcome = await phases.time('fit', () => executor.fit(job, foldControl));
      phases.move('fit', 'predict', outcome.predictMs);
      const [predicted] = outcome.predictions;
      checkPredictions(predicted, prepared.validation.nRows);
      if (fold === 0) firstFold = [{ weight: 1, recipe: prepared.recipe, features: prepared.train.X.features, model: outcome.model }];
      outcomes.push(outcome);
      predictions.push(predicted);
    } catch (error) {
      if (isCancelled(error)) return soFar(false);
      throw error;
    }
    if (fold + 1 < nFolds && watch.afterFold(fold + 1)) return soFar(false);
  }
  return soFar(true);
}
