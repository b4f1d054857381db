import type { Control } from '../math/control.ts';
import { estimateMetrics } from '../metrics/bootstrap.ts';
import { metricContext } from '../problem/positive-class.ts';
import { targetOf } from '../problem/target.ts';
import { selectColumns, selectRows } from '../table/table.ts';
import { Budget } from './budget.ts';
import { joinPredictions, joinRows } from './collect.ts';
import { entryOf } from './entry.ts';
import { fitCandidate, type FitWatch } from './fit-candidate.ts';
import { FoldStore } from './fold-data.ts';
import { bestOf, rankEntries } from './leaderboard.ts';
import { Phases } from './phases.ts';
import type { RunInput } from './run-input.ts';
import type { Candidate, CandidateValues, Clock, Executor, LeaderboardEntry, RunEvent, RunResult } from './run.ts';

export type { RunInput } from './run-input.ts';

/** How often progress is told, at most, while its note stays the same. */
const tellEveryMs = 100;
const stoppedByUser = 'stopped by you';
const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;

/** The first baseline, linear model and boosted trees, or the first candidate at all: they get to finish on a small budget. */
function essentials(candidates: readonly Candidate[]): Set<string> {
  const firsts = ['dummy', 'linear', 'boosting'].map((learner) => candidates.find((candidate) => candidate.learner === learner));
  const serious = candidates.find(({ learner }) => learner !== 'dummy');
  return new Set([...firsts, serious].flatMap((candidate) => (candidate ? [candidate.id] : [])));
}

/** One run of a portfolio: what is shared between its candidates. */
class PortfolioRun {
  readonly entries: LeaderboardEntry[] = [];
  readonly values = new Map<string, CandidateValues>();
  readonly phases: Phases;
  readonly budget: Budget;
  readonly folds: FoldStore;
  overBudget = false;
  #lastNote = '';
  #lastToldMs = -Infinity;

  constructor(
    readonly input: RunInput,
    readonly executor: Executor,
    clock: Clock,
    readonly onEvent: (event: RunEvent) => void,
    readonly control: Control,
  ) {
    this.phases = new Phases(clock);
    this.budget = new Budget(clock, input.settings.budgetSeconds);
    this.folds = new FoldStore(input);
  }

  add(entry: LeaderboardEntry): void {
    this.entries.push(entry);
    this.onEvent({ type: 'entry', entry, bestId: bestOf(this.entries, this.input.problem.metric, this.input.problem.constraints) });
  }

  /** Why the candidate is not to be started, or null. */
  refusal(candidate: Candidate, essential: boolean): string | null {
    if (this.control.cancelled()) return `not started: ${stoppedByUser}`;
    if (essential) return null;
    const expected = this.budget.expectedMs(candidate, this.input.split.folds.length);
    if (!this.budget.isOver() && (expected === null || expected <= this.budget.leftMs())) return null;
    this.overBudget = true;
    if (this.budget.isOver()) return `not started: the budget of ${this.input.settings.budgetSeconds} s was used up`;
    return `not started: it needs about ${seconds(expected ?? 0)} and ${seconds(this.budget.leftMs())} of the budget were left`;
  }

  async run(candidate: Candidate, index: number, essential: boolean): Promise<void> {
    const { input, budget, phases } = this;
    const { candidates } = input.settings;
    const nFolds = input.split.folds.length;
    this.onEvent({ type: 'candidate-started', candidate, index, of: candidates.length });
    const startMs = budget.elapsedMs();
    const limitMs = budget.limitFor(essential, index + 1 < candidates.length);
    let tooSlow: string | null = null;
    let foldsDone = 0;
    // The first fold of an essential candidate gets four times its time, so that a slow machine has a model at all.
    const endMs = () => (essential && foldsDone === 0 ? 4 * limitMs : limitMs);
    const watch: FitWatch = {
      over: () => this.control.cancelled() || budget.elapsedMs() >= endMs(),
      afterFold: (done) => {
        foldsDone = done;
        const foldMs = (budget.elapsedMs() - startMs) / done;
        budget.learn(candidate, foldMs);
        const neededMs = foldMs * (essential ? 1 : nFolds - done);
        if (budget.elapsedMs() + neededMs <= limitMs) return false;
        tooSlow = `a fold took ${seconds(foldMs)}, so that ${nFolds} would not fit into the budget`;
        return true;
      },
      progress: (fraction, note) => this.tell(candidate, index, fraction, note, budget.elapsedMs() - startMs),
      curve: (point) => this.onEvent({ type: 'curve', candidateId: candidate.id, point }),
    };
    const fits = await fitCandidate(input, candidate, this.folds, this.executor, phases, watch, this.control);
    const { outcomes, firstFold } = fits;
    if (!fits.complete && !this.control.cancelled()) this.overBudget = true;
    // On a slow machine some folds are better than no model: the score then speaks of fewer rows, and says so.
    const someFolds = essential && outcomes.length > 0 && !this.control.cancelled();
    if (firstFold.length === 0 || !(fits.complete || someFolds)) {
      const why = this.control.cancelled() ? stoppedByUser : (tooSlow ?? 'its share of the budget was used up');
      this.add(entryOf(candidate, 'stopped', `${why}, after ${outcomes.length} of ${nFolds} ${nFolds === 1 ? 'fits' : 'folds'}`, outcomes));
      return;
    }
    budget.learn(candidate, (budget.elapsedMs() - startMs) / outcomes.length);
    const rows = joinRows(input.split.folds.slice(0, outcomes.length).map(({ validation }) => validation));
    const predictions = joinPredictions(fits.predictions);
    const validation = await phases.time('metrics', () => {
      const yTrue = targetOf(selectRows(selectColumns(input.table, [input.problem.target]), rows), input.problem);
      const context = metricContext(input.problem);
      return estimateMetrics(input.problem.task, yTrue, predictions, context, input.settings.seed);
    });
    this.values.set(candidate.id, { rows, predictions, firstFold });
    const reason = fits.complete ? null : `judged on ${outcomes.length} of ${nFolds} folds, since the budget was used up`;
    this.add(entryOf(candidate, 'done', reason, outcomes, validation, rows.length));
  }

  /** Time left is what the candidates still to come would take at the pace so far, and no more than the budget. */
  tell(candidate: Candidate, index: number, fraction: number, note: string, candidateMs: number): void {
    const elapsedMs = this.budget.elapsedMs();
    if (note === this.#lastNote && elapsedMs - this.#lastToldMs < tellEveryMs) return;
    this.#lastNote = note;
    this.#lastToldMs = elapsedMs;
    const share = (index + fraction) / this.input.settings.candidates.length;
    const atPaceMs = share > 0 ? (elapsedMs * (1 - share)) / share : this.budget.leftMs();
    const ownMs = fraction > 0.05 ? (candidateMs * (1 - fraction)) / fraction : 0;
    const leftMs = this.budget.isOver() ? ownMs : Math.min(this.budget.leftMs(), Math.max(atPaceMs, ownMs));
    this.onEvent({ type: 'progress', candidateId: candidate.id, fraction, note, elapsedMs, leftMs });
    this.control.progress(elapsedMs / Math.max(1, elapsedMs + leftMs), note);
  }

  result(): RunResult {
    const stoppedBecause = this.control.cancelled() ? 'stopped-by-user' : this.overBudget ? 'budget' : 'finished';
    const { metric } = this.input.problem;
    return {
      leaderboard: rankEntries(this.entries, metric),
      bestId: bestOf(this.entries, metric, this.input.problem.constraints),
      stoppedBecause,
      seconds: this.budget.elapsedMs() / 1000,
      secondsByPhase: this.phases.seconds(),
    };
  }
}

/**
 * The candidates of `input.settings`, each fitted on every fold and judged by its out-of-fold predictions, ranked.
 * Everything is fitted inside the folds; test rows are never read. The budget is wall time by `clock`: candidates that
 * are not expected to fit are skipped and those that overrun are stopped, but the baseline, the linear model and the
 * first boosted trees get to finish, on fewer folds where time runs out. A candidate that fails is an entry with its reason and the others go on. A cancel
 * keeps what is finished. `control.progress` is told the share done as well.
 */
export async function runPortfolio(
  input: RunInput,
  executor: Executor,
  clock: Clock,
  onEvent: (event: RunEvent) => void,
  control: Control,
): Promise<{ result: RunResult; values: Map<string, CandidateValues> }> {
  const run = new PortfolioRun(input, executor, clock, onEvent, control);
  const essential = essentials(input.settings.candidates);
  for (const [index, candidate] of input.settings.candidates.entries()) {
    const isEssential = essential.has(candidate.id);
    const refusal = run.refusal(candidate, isEssential);
    if (refusal !== null) {
      run.add(entryOf(candidate, 'skipped', refusal));
      continue;
    }
    try {
      await run.run(candidate, index, isEssential);
    } catch (error) {
      run.add(entryOf(candidate, 'failed', error instanceof Error ? error.message : String(error)));
    }
  }
  return { result: run.result(), values: run.values };
}
