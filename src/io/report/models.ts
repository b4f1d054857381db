import type { Params } from '../../core/estimators/estimator.ts';
import { traitsOf } from '../../core/estimators/learners.ts';
import type { RecipeInput } from '../../core/recipe/recipe.ts';
import type { LeaderboardEntry, RunResult } from '../../core/training/run.ts';
import { joined } from './words.ts';

/** A model that the chosen candidate is made of, with what it weighs: itself at 1, or an ensemble's member. */
export interface ReportedModel {
  readonly entry: LeaderboardEntry;
  readonly weight: number;
  readonly input: RecipeInput;
}

/** The models behind a candidate, as the leaderboard has them, heaviest first; none without a candidate. */
export function modelsOf(chosen: LeaderboardEntry | null, { leaderboard }: Pick<RunResult, 'leaderboard'>): ReportedModel[] {
  if (!chosen) return [];
  const model = (entry: LeaderboardEntry, weight: number) => ({ entry, weight, input: traitsOf(entry.candidate.learner).input });
  if (!chosen.members) return [model(chosen, 1)];
  return chosen.members.flatMap(({ candidateId, weight }) => {
    const entry = leaderboard.find(({ candidate }) => candidate.id === candidateId);
    return entry ? [model(entry, weight)] : [];
  });
}

/** The recipes that the models take, each once, in order of the models. */
export function inputsOf(models: readonly ReportedModel[]): RecipeInput[] {
  return [...new Set(models.map(({ input }) => input))];
}

/** "learning rate" of "learningRate". */
function parameterName(name: string): string {
  return name.replaceAll('_', ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** "learning rate 0.05, max leaves 31"; "the defaults" where nothing was set. */
export function parametersInWords(params: Params): string {
  const said = Object.entries(params).map(([name, value]) => {
    if (typeof value !== 'object') return `${parameterName(name)} ${String(value)}`;
    const directions = Object.entries(value).map(([column, direction]) => `${column} ${direction > 0 ? 'never down' : 'never up'}`);
    return `${parameterName(name)}: ${directions.length > 0 ? joined(directions) : 'none'}`;
  });
  return said.length > 0 ? said.join(', ') : 'the defaults';
}
