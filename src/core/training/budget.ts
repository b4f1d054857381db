import type { LearnerId } from '../estimators/estimator.ts';
import type { Candidate, Clock } from './run.ts';

/** What fitting a candidate costs beside its learner's default settings: slower learning needs more rounds. */
function relativeCost({ learner, params }: Candidate): number {
  const { learningRate, maxLeaves } = params;
  if (learner !== 'boosting') return 1;
  const slower = typeof learningRate === 'number' && learningRate > 0 ? 0.1 / learningRate : 1;
  const larger = typeof maxLeaves === 'number' ? Math.sqrt(maxLeaves / 31) : 1;
  return slower * larger;
}

/**
 * The wall time of a run and what is known of its learners' speed. Times are milliseconds of the given clock.
 */
export class Budget {
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #budgetMs: number;
  /** Milliseconds a fold at relative cost 1, by learner, as last measured. */
  readonly #foldMs = new Map<LearnerId, number>();

  constructor(clock: Clock, budgetSeconds: number) {
    this.#clock = clock;
    this.#startMs = clock.nowMs();
    this.#budgetMs = budgetSeconds * 1000;
  }

  elapsedMs(): number {
    return this.#clock.nowMs() - this.#startMs;
  }

  leftMs(): number {
    return Math.max(0, this.#budgetMs - this.elapsedMs());
  }

  isOver(): boolean {
    return this.elapsedMs() >= this.#budgetMs;
  }

  /**
   * When a candidate that starts now has to end, in elapsed milliseconds. The essential ones may overrun a small
   * budget by up to 30 seconds, or as much again; the others may use six tenths of what is left while more are waiting.
   */
  limitFor(essential: boolean, othersWait: boolean): number {
    if (essential) return this.#budgetMs + Math.max(30_000, this.#budgetMs);
    return othersWait ? this.elapsedMs() + 0.6 * this.leftMs() : this.#budgetMs;
  }

  /** Remembers how long one fold of the candidate took. */
  learn(candidate: Candidate, foldMs: number): void {
    this.#foldMs.set(candidate.learner, foldMs / relativeCost(candidate));
  }

  /** Milliseconds that `nFolds` folds of the candidate are expected to take; null where its learner is not known yet. */
  expectedMs(candidate: Candidate, nFolds: number): number | null {
    const foldMs = this.#foldMs.get(candidate.learner);
    return foldMs === undefined ? null : foldMs * relativeCost(candidate) * nFolds;
  }
}
