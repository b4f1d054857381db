import { traitsOf } from '../estimators/learners.ts';
import { paramSpecs } from '../estimators/param-specs.ts';
import { createRng } from '../math/rng.ts';
import { metricOf } from '../metrics/registry.ts';
import { entryOf, figuresOf } from './entry.ts';
import { lossOf, outOfFold } from './judge.ts';
import type { PortfolioRun } from './portfolio-run.ts';
import { seedFor } from './run-input.ts';
import type { Candidate, SearchSettings } from './run.ts';
import { drawParams, isTunable } from './search-space.ts';
import { Trial } from './trial.ts';

/** After each round the best third goes on. */
const keptShare = 1 / 3;
/** Training rows that a round on a share of them has at least. */
const fewestRows = 1000;

/** One round of the halving: on how many folds, or on what share of the training rows where there is one fold. */
export interface Rung {
  readonly folds: number;
  readonly share: number;
}

/**
 * The rounds of successive halving (Jamieson & Talwalkar, 2016), each with about three times the means of the one before and
 * the last with all: 1, 3 and all folds, or a ninth, a third and all rows of a hold-out's training rows.
 */
export function rungsFor(nFolds: number, nTrainRows: number): Rung[] {
  if (nFolds > 1) {
    const folds = [1, 3].filter((count) => count < nFolds);
    return [...folds, nFolds].map((count) => ({ folds: count, share: 1 }));
  }
  const shares = [1 / 9, 1 / 3].filter((share) => share * nTrainRows >= fewestRows);
  return [...shares, 1].map((share) => ({ folds: 1, share }));
}

/** The settings to try, drawn for the learners in turn; the same seed draws the same. Learners with nothing to draw are left out. */
export function drawCandidates({ learners, nTrials }: SearchSettings, seed: number): Candidate[] {
  const tunable = learners.filter((learner) => learner !== 'ensemble' && isTunable(paramSpecs[learner]));
  if (tunable.length === 0) return [];
  return Array.from({ length: nTrials }, (_, t) => {
    const learner = tunable[t % tunable.length];
    const number = Math.floor(t / tunable.length) + 1;
    const rng = createRng(seed).fork(`trial ${learner} ${number}`);
    const params = learner === 'ensemble' ? {} : drawParams(paramSpecs[learner], rng);
    return { id: `${learner}-trial-${number}`, learner, label: `${traitsOf(learner).label}, trial ${number}`, params };
  });
}

/** The trials whose fits so far score best, best first; those that have none, or less than the others, are left out. */
function ranked(run: PortfolioRun, trials: readonly Trial[], nFits: number): Trial[] {
  const scored = trials
    .filter(({ ended, fits }) => !ended && fits.length === nFits)
    .map((trial) => ({ trial, loss: lossOf(run.input, outOfFold(run.input, trial.fits)) }));
  return scored.sort((a, b) => a.loss - b.loss || a.trial.index - b.trial.index).map(({ trial }) => trial);
}

/** Says on the leaderboard that a trial was dropped after a round, and at which score. */
function drop(run: PortfolioRun, { candidate, ended, fits }: Trial, where: string): void {
  if (ended) return run.add(entryOf(candidate, ended.as, ended.reason, figuresOf(fits, 0)));
  const { label, greaterIsBetter } = metricOf(run.input.problem.metric);
  const loss = fits.length > 0 ? lossOf(run.input, outOfFold(run.input, fits)) : Infinity;
  const score = Number.isFinite(loss) ? ` (${label} ${Number((greaterIsBetter ? -loss : loss).toPrecision(3))})` : '';
  run.add(entryOf(candidate, 'stopped', `not among the best third after ${where}${score}`, figuresOf(fits, 0)));
}

/**
 * Tries random settings of the search's learners by successive halving: all of them with little means, the best third of
 * these with more, and so on; those that come through are judged as every candidate is. `known` are the ids of
 * candidates that an earlier run has dealt with.
 */
export async function runSearch(run: PortfolioRun, settings: SearchSettings, known: ReadonlySet<string>): Promise<void> {
  const { split } = run.input;
  const drawn = drawCandidates(settings, seedFor(run.input.settings, 'search')).filter((candidate) => !known.has(candidate.id) && run.fitsIn(candidate));
  const rungs = rungsFor(split.folds.length, split.folds[0].train.length);
  const first = run.input.settings.candidates.length;
  let trials = drawn.map((candidate, t) => new Trial(candidate, first + t, false, 0));
  for (const [round, { folds, share }] of rungs.entries()) {
    const last = round === rungs.length - 1;
    // On one fold, a round with more rows is a new fit.
    if (split.folds.length === 1) trials = trials.map(({ candidate, index }) => new Trial(candidate, index, false, folds));
    for (const trial of trials) trial.raise(folds);
    await run.work(trials, async (trial) => (last ? run.finish(trial) : undefined), share);
    if (last) return;
    const best = ranked(run, trials, folds);
    const going = new Set(best.slice(0, Math.max(1, Math.ceil(trials.length * keptShare))));
    const where = share < 1 ? `${Math.round(100 * share)}% of the training rows` : `${folds} of ${split.folds.length} folds`;
    for (const trial of trials) if (!going.has(trial) && trial.startMs !== null) drop(run, trial, where);
    trials = trials.filter((trial) => going.has(trial));
  }
}
