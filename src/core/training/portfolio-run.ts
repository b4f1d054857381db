import type { Control } from '../math/control.ts';
import { Budget } from './budget.ts';
import { DeviceTurns } from './device-turns.ts';
import { entryOf, figuresOf, isWhole, type EntryFigures } from './entry.ts';
import { FoldStore } from './fold-data.ts';
import { fitFolds, type FitContext, type FitWatch, type FoldEnd } from './fit-fold.ts';
import { judge, outOfFold } from './judge.ts';
import { bestOf, rankEntries } from './leaderboard.ts';
import { notesOf } from './notes.ts';
import type { Plan } from './plan.ts';
import { Phases } from './phases.ts';
import { Progress } from './progress.ts';
import type { RunInput } from './run-input.ts';
import type { Candidate, CandidateValues, Clock, EntryStatus, Executor, LeaderboardEntry, RunEvent, RunResult } from './run.ts';
import { selectionBias } from './selection-bias.ts';
import type { Trial } from './trial.ts';

/** Of the time that a candidate has, so much is for fitting; the rest is for predicting, and for what takes longer than it should. */
const softShare = 0.85;
/** An essential candidate, which may overrun the budget, ends by itself after this share of it. */
const essentialShare = 0.4;
const leastSoftMs = 1000;
const stoppedByUser = 'stopped by you';
const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;

/** What an earlier run on the same plan has finished; it is not trained again. */
export interface Kept {
  /** How long it had run, and what for. */
  readonly elapsedMs: number;
  /** How much of that was of the budget that now goes on: nothing where it was given one of its own. */
  readonly spentMs: number;
  readonly secondsByPhase: RunResult['secondsByPhase'];
  readonly entries: readonly LeaderboardEntry[];
  readonly values: ReadonlyMap<string, CandidateValues>;
}

/** What a run is told beside its input. */
export interface RunOptions {
  /** How the machine is to be used; without one, every slot of the executor. */
  readonly plan?: Plan;
  readonly kept?: Kept;
  /** Called once for each entry that is done, with the large part of its result and all that there is so far. */
  readonly onDone?: (entry: LeaderboardEntry, values: CandidateValues, soFar: RunResult) => void;
}

/** A candidate that was judged on all folds, with the large part of its result. */
export interface CompleteCandidate {
  readonly entry: LeaderboardEntry;
  readonly values: CandidateValues;
}

/** One run: its candidates on their way, and what has come of them. */
export class PortfolioRun {
  readonly input: RunInput;
  readonly entries: LeaderboardEntry[] = [];
  readonly values = new Map<string, CandidateValues>();
  readonly phases: Phases;
  readonly budget: Budget;
  readonly control: Control;
  /** Fits that go on at once, at most. */
  readonly slots: number;
  readonly #context: FitContext;
  readonly #progress: Progress;
  readonly #onEvent: (event: RunEvent) => void;
  readonly #options: RunOptions;
  #overBudget = false;
  readonly #turns: DeviceTurns;

  constructor(input: RunInput, executor: Executor, clock: Clock, onEvent: (event: RunEvent) => void, control: Control, options: RunOptions) {
    this.input = input;
    this.phases = new Phases(clock, options.kept?.secondsByPhase);
    this.slots = options.plan?.slots ?? executor.slots;
    this.budget = new Budget(clock, input.settings.budgetSeconds, this.slots, options.kept?.elapsedMs, options.kept?.spentMs);
    this.control = control;
    this.#context = { input, folds: new FoldStore(input), executor, budget: this.budget, phases: this.phases, control };
    this.#turns = new DeviceTurns(this.#context, options.plan?.together ?? Infinity);
    this.#progress = new Progress(input, this.budget, onEvent, control);
    this.#onEvent = onEvent;
    this.#options = options;
  }

  get nFolds(): number {
    return this.input.split.folds.length;
  }

  /** The entries as they were to be tried, and not as they ended, which differs from run to run: so that equals stand in one order. */
  #inOrder(): LeaderboardEntry[] {
    const places = new Map(this.input.settings.candidates.map(({ id }, place) => [id, place]));
    const placeOf = ({ candidate, members }: LeaderboardEntry) => places.get(candidate.id) ?? (members ? Infinity : places.size);
    return [...this.entries].sort((a, b) => {
      const [first, second] = [placeOf(a), placeOf(b)];
      return first === second ? Number(a.candidate.id > b.candidate.id) - Number(a.candidate.id < b.candidate.id) : first - second;
    });
  }

  add(entry: LeaderboardEntry, values: CandidateValues | null = null): void {
    this.entries.push(entry);
    this.#progress.end(entry.candidate.id);
    if (values) {
      this.values.set(entry.candidate.id, values);
      this.#options.onDone?.(entry, values, this.resultSoFar());
    }
    const { metric, constraints } = this.input.problem;
    this.#onEvent({ type: 'entry', entry, bestId: bestOf(this.#inOrder(), metric, constraints) });
  }

  /** Takes over what was finished before; the ids of its candidates. */
  keep({ entries, values }: Kept): Set<string> {
    for (const entry of entries) this.add(entry);
    for (const [id, one] of values) this.values.set(id, one);
    return new Set(entries.map(({ candidate }) => candidate.id));
  }

  /** Whether the machine has room for the candidate; else puts it on the leaderboard as refused. */
  fitsIn(candidate: Candidate): boolean {
    const refused = this.#options.plan?.refused.get(candidate.learner);
    if (refused !== undefined) this.add(entryOf(candidate, 'skipped', refused));
    return refused === undefined;
  }

  /** Why the trial is not to be started, or null. */
  #refusal({ candidate, essential, upTo }: Trial): string | null {
    if (this.control.cancelled()) return `not started: ${stoppedByUser}`;
    if (essential) return null;
    const expected = this.budget.expectedMs(candidate, upTo);
    if (!this.budget.isOver() && (expected === null || expected <= this.budget.leftMs())) return null;
    this.#overBudget = true;
    if (this.budget.isOver()) return `not started: the budget of ${this.input.settings.budgetSeconds} s was used up`;
    return `not started: it needs about ${seconds(expected ?? 0)} and ${seconds(this.budget.leftMs())} of the budget were left`;
  }

  /** Whether the trial may be worked on; starts it where it is not started, or refuses it. */
  #mayWork(trial: Trial, nWaiting: number): boolean {
    if (trial.startMs !== null) {
      trial.limitMs ??= this.budget.limitFor(trial.essential, nWaiting);
      return true;
    }
    const refusal = this.#refusal(trial);
    if (refusal !== null) {
      trial.ended = { as: 'stopped', reason: refusal };
      this.add(entryOf(trial.candidate, 'skipped', refusal));
      return false;
    }
    trial.startMs = this.budget.nowMs();
    trial.limitMs = this.budget.limitFor(trial.essential, nWaiting);
    this.#onEvent({ type: 'candidate-started', candidate: trial.candidate, index: trial.index, of: this.#progress.planned });
    return true;
  }

  /** After a fold: gives the trial up where the rest of its folds would not fit into its time. */
  #lookAhead(trial: Trial): void {
    const { candidate, essential, spans, fits } = trial;
    // Not from start to end: waiting for a device to be measured, or for a slot, says nothing of the folds to come.
    const foldMs = spans.reduce((sum, { fitMs, predictMs }) => sum + fitMs + predictMs, 0) / spans.length;
    this.budget.learn(
      candidate,
      foldMs,
      fits.every(({ backend }) => backend === 'webgpu'),
    );
    if (!trial.waits) return;
    const neededMs = this.budget.expectedMs(candidate, essential ? 1 : trial.foldsLeft) ?? 0;
    if (this.budget.nowMs() + neededMs <= (trial.limitMs ?? Infinity)) return;
    this.#overBudget = true;
    // On a slow machine some folds are better than no model: the score then speaks of fewer rows, and says so.
    if (essential) trial.startNoMore();
    else trial.ended = { as: 'stopped', reason: `a fold took ${seconds(foldMs)}, so that ${this.nFolds} would not fit into its share of the budget` };
  }

  /** What one of the folds that are left may take, so that all of them, and what comes after, have their share; `nTogether` are done as one. */
  #softLimitMs(trial: Trial, nTogether: number): number {
    const { budget, input } = this;
    const leftMs = trial.essential ? essentialShare * 1000 * input.settings.budgetSeconds : (trial.limitMs ?? Infinity) - budget.nowMs();
    return Math.max(leastSoftMs, softShare * leftMs) / Math.ceil(trial.foldsLeft / (this.#turns.isTogether(trial) ? nTogether : this.slots));
  }

  #watchOf(trial: Trial, fold: number, nTogether: number): FitWatch {
    const { budget, control } = this;
    const { id } = trial.candidate;
    // The first fold of an essential candidate, whose model is kept, gets four times its time, so that a slow machine has a model at all.
    const patience = () => (trial.essential && (fold === 0 || trial.foldsDone === 0) ? 4 : 1);
    const late = () => budget.nowMs() >= patience() * (trial.limitMs ?? Infinity);
    return {
      over: () => control.cancelled() || trial.ended !== null || late(),
      progress: (fraction) => this.#progress.tell(trial, fold, fraction, nTogether),
      curve: (point) => this.#onEvent({ type: 'curve', candidateId: id, point }),
      look: (view) => this.#onEvent({ type: 'net-view', candidateId: id, view }),
    };
  }

  #endFold(trial: Trial, end: FoldEnd): void {
    const { control } = this;
    if ('error' in end) {
      const { error } = end;
      trial.end(end.fold, null);
      trial.ended ??= { as: 'failed', reason: error instanceof Error ? error.message : String(error) };
      return;
    }
    trial.end(end.fold, end.fit);
    if (end.fit || trial.ended) return;
    this.#overBudget ||= !control.cancelled();
    if (trial.essential && trial.foldsDone > 0 && !control.cancelled()) trial.startNoMore();
    else trial.ended = { as: 'stopped', reason: control.cancelled() ? stoppedByUser : 'its share of the budget was used up' };
  }

  /** Fits the folds, which are done as one where they are several. */
  async #fit(trial: Trial, folds: readonly number[], share: number): Promise<void> {
    let ends: FoldEnd[];
    try {
      ends = await fitFolds(this.#context, trial.candidate, folds, share, this.#softLimitMs(trial, folds.length), (fold) => this.#watchOf(trial, fold, folds.length));
    } catch (error) {
      ends = folds.map((fold) => ({ fold, error }));
    }
    // First those that gave something, since a trial may stand with them alone; then those that failed, for whose sake others were stopped.
    const gave = (end: FoldEnd) => 'fit' in end && end.fit !== null;
    const place = (end: FoldEnd) => (gave(end) ? 0 : 'error' in end ? 1 : 2);
    for (const end of ends.sort((a, b) => place(a) - place(b))) this.#endFold(trial, end);
    if (ends.some(gave)) this.#lookAhead(trial);
  }

  /**
   * Works on the trials until each rests, in their order and as many folds at once as there are slots; calls `onRest` for each
   * that comes to rest, after the free slots have been filled again.
   */
  async work(trials: readonly Trial[], onRest: (trial: Trial) => Promise<void>, share = 1): Promise<void> {
    const going = new Set<Promise<void>>();
    const told = new Set<Trial>();
    for (;;) {
      await this.control.breathe();
      while (going.size < this.slots) {
        const trial = trials.find((one) => one.waits && this.#turns.mayBegin(one, going) && this.#mayWork(one, trials.filter((other) => other.index > one.index && other.waits).length));
        if (!trial) break;
        const { folds, end } = this.#turns.take(trial);
        const fit = this.#fit(trial, folds, share).finally(() => {
          going.delete(fit);
          end();
        });
        going.add(fit);
        // What was stopped in the meantime is seen before the next is started.
        await Promise.resolve();
      }
      for (const trial of trials) {
        if (!trial.rests || trial.startMs === null || told.has(trial)) continue;
        told.add(trial);
        await onRest(trial);
      }
      if (going.size === 0) {
        if (trials.every(({ waits }) => !waits)) return;
        continue;
      }
      await Promise.race(going);
    }
  }

  /** Judges a trial that will be fitted no more, and puts it on the leaderboard. */
  async finish(trial: Trial): Promise<void> {
    const { candidate, fits, ended } = trial;
    const { nFolds } = this;
    const notes = notesOf(fits, nFolds);
    const withNotes = (reason: string | null) => [reason, notes].filter(Boolean).join('; ') || null;
    if (ended || fits.length === 0) {
      const { as, reason }: { as: EntryStatus; reason: string } = ended ?? { as: 'stopped', reason: stoppedByUser };
      const after = as === 'failed' ? '' : `, after ${fits.length} of ${nFolds} ${nFolds === 1 ? 'fits' : 'folds'}`;
      this.add(entryOf(candidate, as, withNotes(`${reason}${after}`), figuresOf(fits, 0)));
      return;
    }
    const fewer = fits.length === nFolds ? null : `judged on ${fits.length} of ${nFolds} folds, since the budget was used up`;
    const seen = outOfFold(this.input, fits);
    await this.addJudged(candidate, withNotes(fewer), figuresOf(fits, seen.rows.length), { ...seen, firstFold: trial.firstFold });
  }

  /** Puts a candidate on the leaderboard with the estimates that its predictions out of fold give. */
  async addJudged(candidate: Candidate, reason: string | null, figures: EntryFigures, values: CandidateValues): Promise<void> {
    const validation = await this.phases.time('metrics', () => judge(this.input, values));
    this.add(entryOf(candidate, 'done', reason, figures, validation), values);
  }

  /** How many candidates are expected in all, for the time left. */
  plan(nCandidates: number): void {
    this.#progress.planned = nCandidates;
  }

  /** The candidates that were judged on all folds, best first; all of them have predicted the same rows. */
  complete(): readonly CompleteCandidate[] {
    return rankEntries(this.entries, this.input.problem.metric).flatMap((entry) => {
      const values = this.values.get(entry.candidate.id);
      return values && entry.status === 'done' && isWhole(entry, this.nFolds) ? [{ entry, values }] : [];
    });
  }

  async result(): Promise<RunResult> {
    const stoppedBecause = this.control.cancelled() ? 'stopped-by-user' : this.#overBudget ? 'budget' : 'finished';
    const bias = await this.phases.time('metrics', () => selectionBias(this.input, this.complete().map(({ values }) => values)));
    return { ...this.resultSoFar(), stoppedBecause, selectionBias: bias };
  }

  /** What there is while the run goes on: what stays should it be interrupted. */
  resultSoFar(): RunResult {
    const { metric, constraints } = this.input.problem;
    const entries = this.#inOrder();
    return {
      leaderboard: rankEntries(entries, metric),
      bestId: bestOf(entries, metric, constraints),
      stoppedBecause: 'interrupted',
      seconds: this.budget.nowMs() / 1000,
      secondsByPhase: this.phases.seconds(),
      slots: this.slots,
    };
  }
}
