import { createRng } from '../math/rng.ts';
import { metricContext } from '../problem/positive-class.ts';
import { baggedWeights, choosingMetric } from './ensemble-weights.ts';
import type { EntryFigures } from './entry.ts';
import { answersAt } from './judge.ts';
import type { CompleteCandidate, PortfolioRun } from './portfolio-run.ts';
import { seedFor } from './run-input.ts';
import type { Candidate, CandidateValues, EnsembleMember, LeaderboardEntry } from './run.ts';

/** Models to choose among, at most, the best ones by themselves. */
const mostModels = 12;
/** Rows that weights are learned on, at most; more make no better weights and take long. */
const mostRows = 20_000;
/** A model of less weight than this is left out, and its weight shared among the others. */
const leastWeight = 0.03;
/** Parts at most; so many are drawn of a hold-out's rows, so that weights are learned on some and judged on others. */
const mostParts = 5;

/** The best of those that may be members. The baseline has nothing to add. */
function membersOf(run: PortfolioRun): readonly CompleteCandidate[] {
  const useful = run.complete().filter(({ entry }) => entry.candidate.learner !== 'dummy' && entry.members === undefined);
  return useful.slice(0, mostModels);
}

/** The part that each row is in: its fold, or for one or two folds one drawn at random; ten folds make five parts. */
function partsOf(run: PortfolioRun, nRows: number): { readonly partOf: Uint8Array; readonly nParts: number } {
  const { split, settings } = run.input;
  const partOf = new Uint8Array(nRows);
  if (split.folds.length < 3) {
    createRng(seedFor(settings, 'ensemble')).permutation(nRows).forEach((row, i) => (partOf[row] = i % mostParts));
    return { partOf, nParts: mostParts };
  }
  let at = 0;
  const nParts = Math.min(mostParts, split.folds.length);
  split.folds.forEach(({ validation }, fold) => {
    partOf.fill(fold % nParts, at, at + validation.length);
    at += validation.length;
  });
  return { partOf, nParts };
}

/** The members that carry weight, heaviest first, as shares of what they carry together. */
function heaviest(members: readonly CompleteCandidate[], weights: Float64Array): (CompleteCandidate & { readonly weight: number })[] {
  const weighted = members.map((member, m) => ({ ...member, weight: weights[m] })).sort((a, b) => b.weight - a.weight);
  const kept = weighted.filter(({ weight }) => weight >= leastWeight);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map((member) => ({ ...member, weight: member.weight / total }));
}

/** An ensemble costs what its members cost together. */
function figuresOf(chosen: readonly CompleteCandidate[], members: readonly EnsembleMember[], selectMs: number): EntryFigures {
  const total = (of: (entry: LeaderboardEntry) => number) => chosen.reduce((sum, { entry }) => sum + of(entry), 0);
  return {
    fitMs: total(({ fitMs }) => fitMs) + selectMs,
    perRowUs: total(({ perRowUs }) => perRowUs),
    sizeBytes: total(({ sizeBytes }) => sizeBytes),
    backend: 'js',
    adapter: null,
    curve: [],
    iterations: [],
    members,
  };
}

/**
 * Adds a greedy weighted ensemble of the run's finished candidates to its leaderboard, where it takes at least two of them.
 * Weights are learned on out-of-fold predictions and bagged over the folds; each fold is judged by the weights of the others, so that
 * choosing weights does not flatter the estimate. What is released carries the mean of the folds' weights.
 */
export async function addEnsemble(run: PortfolioRun): Promise<void> {
  const members = membersOf(run);
  if (members.length < 2) return;
  const [{ values: first }] = members;
  const { input, budget, control } = run;
  const yTrue = answersAt(input, first.rows);
  const { partOf, nParts } = partsOf(run, first.rows.length);
  const rng = createRng(seedFor(input.settings, 'ensemble weights'));
  const metric = choosingMetric(input.problem.metric);
  const startMs = budget.nowMs();
  const candidate: Candidate = { id: 'ensemble', learner: 'ensemble', label: 'Ensemble', params: {} };
  const tell = async (part: number) => {
    control.progress(1, `${candidate.label}, ${part + 1} of ${nParts}`);
    await control.breathe();
  };
  const models = members.map(({ values }) => values.predictions);
  const bagged = await run.phases.time('ensemble', () => baggedWeights(models, yTrue, metric, metricContext(input.problem), { partOf, nParts, mostRows, rng, turn: tell }));
  const chosen = heaviest(members, bagged.weights);
  if (chosen.length < 2) return;
  const named = chosen.map(({ entry, weight }) => ({ candidateId: entry.candidate.id, weight }));
  const values: CandidateValues = {
    rows: first.rows,
    predictions: bagged.predictions,
    firstFold: chosen.flatMap(({ values: { firstFold }, weight }) => firstFold.map((pipeline) => ({ ...pipeline, weight }))),
  };
  await run.addJudged(candidate, null, figuresOf(chosen, named, budget.nowMs() - startMs), values);
}
