import { combinePredictions } from '../estimators/combine.ts';
import type { LearnerId } from '../estimators/estimator.ts';
import { traitsOf } from '../estimators/learners.ts';
import type { WeightedPipeline } from '../estimators/pipeline.ts';
import type { Control } from '../math/control.ts';
import { buildMatrix } from '../matrix/build-matrix.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import { prepareTraining, type PreparedRows } from '../matrix/train-set.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { rowsWithTarget } from '../problem/target.ts';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import type { RecipeInput } from '../recipe/recipe.ts';
import { trainTable } from '../split/train-table.ts';
import type { Table } from '../table/table.ts';
import { seedFor, type RunInput } from './run-input.ts';
import type { Candidate, Executor, LeaderboardEntry } from './run.ts';

/** One of the candidates that are fitted again: the only one, or a member of an ensemble. */
export interface RefitMember {
  readonly candidate: Candidate;
  readonly weight: number;
  /** The counts at which the folds stopped; their mean, rounded, is used as it is. */
  readonly iterations: readonly number[];
}

export interface RefitInput extends RunInput {
  readonly members: readonly RefitMember[];
  /** 'development' for the one look at the test rows, 'all' for the release. */
  readonly rows: 'development' | 'all';
  /** Rows to predict besides, where the models were trained. */
  readonly predictOn?: readonly Table[];
}

/** Thrown where a fit ended before the count that its folds were judged by: what it gave is not the model that was chosen. */
export class RefitIncomplete extends Error {
  readonly code = 'RefitIncomplete';
  constructor(label: string, note: string) {
    super(`RefitIncomplete: ${label} could not be fitted again to its end: ${note.replace(/\.$/, '')}. Nothing was released, and the trained models are as they were; choose it again with another backend in Infrastructure, or choose another model`);
    this.name = 'RefitIncomplete';
  }
}

export interface Refit {
  readonly members: readonly WeightedPipeline[];
  /** What the fits have to say of how they ended (FitOutcome.note), each after its model's name. */
  readonly notes: readonly string[];
  /** Of each table of `predictOn`: the members' weighted mean. */
  readonly predictions: readonly Predictions[];
}

/** The mean of the folds' counts, rounded and at least 1; 0 (not fixed) where there are none. */
export function iterationsFrom(counts: readonly number[]): number {
  if (counts.length === 0) return 0;
  return Math.max(1, Math.round(counts.reduce((sum, count) => sum + count, 0) / counts.length));
}

/** What is to be fitted again where this entry is chosen; members that the leaderboard does not have are left out. */
export function refitMembers(entry: LeaderboardEntry, leaderboard: readonly LeaderboardEntry[]): RefitMember[] {
  const { candidate, iterations, members } = entry;
  if (!members) return [{ candidate, iterations, weight: 1 }];
  return members.flatMap(({ candidateId, weight }) => {
    const member = leaderboard.find((one) => one.candidate.id === candidateId);
    return member ? [{ candidate: member.candidate, iterations: member.iterations, weight }] : [];
  });
}

/** `control` for each of several computations that go on at once: told is their mean progress, and all end once `over`. */
function shared(control: Control, n: number, over: () => boolean): Control[] {
  const fractions = new Float64Array(n);
  return Array.from({ length: n }, (_, i) => ({
    cancelled: () => over() || control.cancelled(),
    breathe: () => control.breathe(),
    progress(fraction) {
      fractions[i] = fraction;
      control.progress(fractions.reduce((sum, one) => sum + one, 0) / n);
    },
  }));
}

function paramsOf({ candidate, iterations }: RefitMember): Candidate['params'] {
  const count = traitsOf(candidate.learner).stopsEarly ? iterationsFrom(iterations) : 0;
  return count > 0 ? { ...candidate.params, iterations: count } : candidate.params;
}

/**
 * The members fitted once more, recipes included, on the development rows or on all rows with a target. A learner that
 * stops early runs for the mean count of its folds, unscaled (as AutoGluon's refit_full does), and sets no rows aside.
 * Throws RefitIncomplete and what the executor throws.
 */
export async function refit(input: RefitInput, executor: Executor, control: Control): Promise<Refit> {
  const { table, problem, split, recipes, settings, members, predictOn = [] } = input;
  const train = trainTable(table, input.rows === 'all' ? rowsWithTarget(table, problem) : split.development);
  const prepared = new Map<RecipeInput, PreparedRows & { readonly others: readonly DesignMatrix[] }>();
  const preparedFor = (learner: LearnerId) => {
    const { input: kind } = traitsOf(learner);
    const known = prepared.get(kind);
    if (known) return known;
    const rows = prepareTraining(train, recipes[kind], problem, seedFor(settings, 'recipe refit'));
    const made = { ...rows, others: predictOn.map((other) => buildMatrix(applyRecipe(rows.recipe, other))) };
    prepared.set(kind, made);
    return made;
  };
  let failed = false;
  const controls = shared(control, members.length, () => failed);
  const fitted = members.map(async (member, m) => {
    const { learner, id } = member.candidate;
    const { recipe, set, others } = preparedFor(learner);
    const job = {
      learner,
      params: paramsOf(member),
      seed: seedFor(settings, `${id} refit`),
      train: set,
      predictOn: others,
      backend: settings.backend,
    };
    try {
      const { model, note, predictions } = await executor.fit(job, controls[m]);
      const { label } = member.candidate;
      if (note !== undefined && model.iterations < Number(job.params.iterations ?? 0)) throw new RefitIncomplete(label, note);
      return { pipeline: { weight: member.weight, recipe, features: set.X.features, model }, predictions, note: note === undefined ? [] : [`${label}: ${note}`] };
    } catch (error) {
      failed = true;
      throw error;
    }
  });
  const done = await Promise.all(fitted);
  const weights = members.map(({ weight }) => weight);
  return {
    members: done.map(({ pipeline }) => pipeline),
    notes: done.flatMap(({ note }) => note),
    predictions: predictOn.map((_, t) => combinePredictions(done.map(({ predictions }) => predictions[t]), weights)),
  };
}
