import type { Control } from '../math/control.ts';
import { addEnsemble } from './add-ensemble.ts';
import { PortfolioRun, type RunOptions } from './portfolio-run.ts';
import type { RunInput } from './run-input.ts';
import type { Candidate, CandidateValues, Clock, Executor, RunEvent, RunResult } from './run.ts';
import { runSearch } from './search.ts';
import { Trial } from './trial.ts';

export type { RunInput } from './run-input.ts';

/** The first baseline, linear model and boosted trees, or the first candidate at all: they get to finish on a small budget. */
function essentials(candidates: readonly Candidate[]): Set<string> {
  const firsts = ['dummy', 'linear', 'boosting'].map((learner) => candidates.find((candidate) => candidate.learner === learner));
  const serious = candidates.find(({ learner }) => learner !== 'dummy');
  return new Set([...firsts, serious].flatMap((candidate) => (candidate ? [candidate.id] : [])));
}

/**
 * The candidates of `input.settings`, then what its search draws, each fitted on every fold and judged by its out-of-fold
 * predictions, and at last an ensemble of them, ranked. Everything is fitted inside the folds; test rows are never read. As
 * many fits go on at once as the executor has slots, which changes no result but where time ends a fit (cutShort). The budget is wall time by `clock`: candidates that
 * are not expected to fit are skipped and those that overrun are stopped, but the baseline, the linear model and the
 * first boosted trees get to finish, on fewer folds where time runs out. A candidate that fails is an entry with its reason and
 * the others go on. A cancel keeps what is finished. `control.progress` is told the share done as well.
 */
export async function runPortfolio(
  input: RunInput,
  executor: Executor,
  clock: Clock,
  onEvent: (event: RunEvent) => void,
  control: Control,
  options: RunOptions = {},
): Promise<{ result: RunResult; values: Map<string, CandidateValues> }> {
  const run = new PortfolioRun(input, executor, clock, onEvent, control, options);
  const kept = options.kept ? run.keep(options.kept) : new Set<string>();
  const { candidates, search, ensemble } = input.settings;
  const essential = essentials(candidates);
  const trials = candidates
    .map((candidate, index) => new Trial(candidate, index, essential.has(candidate.id), run.nFolds))
    .filter(({ candidate }) => !kept.has(candidate.id) && run.fitsIn(candidate));
  run.plan(candidates.length + (search?.nTrials ?? 0));
  await run.work(trials, (trial) => run.finish(trial));
  if (search) await runSearch(run, search, kept);
  if (ensemble) await addEnsemble(run);
  return { result: await run.result(), values: run.values };
}
