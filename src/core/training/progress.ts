import type { Control } from '../math/control.ts';
import type { Budget } from './budget.ts';
import type { RunInput } from './run-input.ts';
import type { RunEvent } from './run.ts';
import type { Trial } from './trial.ts';

/** How often progress is told under one note, at most: fits that go on at once have notes that take turns. */
const tellEveryMs = 100;

/** What is told of a run while it goes on: the share done and the time left, over all candidates. */
export class Progress {
  /** Candidates that are expected in all. */
  planned = 1;
  readonly #nFolds: number;
  readonly #budget: Budget;
  readonly #onEvent: (event: RunEvent) => void;
  readonly #control: Control;
  /** The share done of each candidate that was started. */
  readonly #shares = new Map<string, number>();
  readonly #toldMs = new Map<string, number>();

  constructor({ split }: RunInput, budget: Budget, onEvent: (event: RunEvent) => void, control: Control) {
    this.#nFolds = split.folds.length;
    this.#budget = budget;
    this.#onEvent = onEvent;
    this.#control = control;
  }

  /** The candidate is through, whatever became of it. */
  end(candidateId: string): void {
    this.#shares.set(candidateId, 1);
  }

  /** `nTogether` folds of the trial are done as one. Time left is what the candidates still to come would take at the pace so far, and no more than the budget. */
  tell(trial: Trial, fold: number, foldFraction: number, nTogether: number): void {
    trial.progress(fold, foldFraction);
    const { id, label } = trial.candidate;
    const fraction = trial.fraction(this.#nFolds);
    this.#shares.set(id, fraction);
    const where = nTogether > 1 ? `${nTogether} folds at once` : `fold ${fold + 1} of ${this.#nFolds}`;
    const note = this.#nFolds === 1 ? label : `${label}, ${where}`;
    const elapsedMs = this.#budget.nowMs();
    if (elapsedMs - (this.#toldMs.get(note) ?? -Infinity) < tellEveryMs) return;
    this.#toldMs.set(note, elapsedMs);
    let done = 0;
    for (const share of this.#shares.values()) done += share;
    const share = Math.min(1, done / Math.max(1, this.planned));
    const atPaceMs = share > 0 ? (elapsedMs * (1 - share)) / share : this.#budget.leftMs();
    const ownMs = fraction > 0.05 ? ((elapsedMs - (trial.startMs ?? 0)) * (1 - fraction)) / fraction : 0;
    const leftMs = this.#budget.isOver() ? ownMs : Math.min(this.#budget.leftMs(), Math.max(atPaceMs, ownMs));
    this.#onEvent({ type: 'progress', candidateId: id, fraction, note, elapsedMs, leftMs });
    this.#control.progress(elapsedMs / Math.max(1, elapsedMs + leftMs), note);
  }
}
