import type { LearnerId } from '../estimators/estimator.ts';
import { netOperations } from './net-candidates.ts';
import type { Candidate, Clock } from './run.ts';

const number = (value: unknown, otherwise: number) => (typeof value === 'number' && value > 0 ? value : otherwise);

const usualRealmlp = { hiddenLayers: 3, hiddenUnits: 128, members: 4, maxEpochs: 32 };
const usualTabm = { hiddenLayers: 2, hiddenUnits: 128, members: 16, maxEpochs: 100 };

/** What fitting a candidate costs beside its learner's default settings: slower learning needs more rounds. */
function relativeCost({ learner, params }: Candidate): number {
  switch (learner) {
    case 'boosting': {
      const slower = 0.1 / number(params.learningRate, 0.1);
      const larger = Math.sqrt(number(params.maxLeaves, 31) / 31);
      return slower * larger * Math.sqrt(number(params.subsample, 1) * number(params.columnSample, 1));
    }
    case 'forest':
    case 'extra-trees':
      return number(params.nTrees, 200) / 200;
    case 'realmlp':
    case 'tabm': {
      const usual = learner === 'tabm' ? usualTabm : usualRealmlp;
      const size = Object.fromEntries(Object.entries(usual).map(([name, value]) => [name, number(params[name], value)])) as typeof usual;
      return netOperations(size, 1) / netOperations(usual, 1);
    }
    default:
      return 1;
  }
}

/**
 * The wall time of a run and what is known of its learners' speed. Times are milliseconds of the given clock, from the
 * start of the run; one that goes on begins at `elapsedMs`, of which
 * `spentMs` were spent of this budget.
 */
export class Budget {
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #budgetMs: number;
  readonly #slots: number;
  /** Milliseconds a fold at relative cost 1, and how many folds share that time, by learner, as last measured. */
  readonly #learned = new Map<LearnerId, { readonly foldMs: number; readonly atOnce: number }>();

  constructor(clock: Clock, budgetSeconds: number, slots: number, elapsedMs = 0, spentMs = elapsedMs) {
    this.#clock = clock;
    this.#startMs = clock.nowMs() - elapsedMs;
    this.#budgetMs = budgetSeconds * 1000 + elapsedMs - spentMs;
    this.#slots = slots;
  }

  /** The run's own clock, which is 0 at its start. */
  nowMs(): number {
    return this.#clock.nowMs() - this.#startMs;
  }

  leftMs(): number {
    return Math.max(0, this.#budgetMs - this.nowMs());
  }

  isOver(): boolean {
    return this.nowMs() >= this.#budgetMs;
  }

  /**
   * When a candidate that starts now has to end. The essential ones may overrun a small budget by up to 30 seconds, or as
   * much again; the others may use twice their even share of what is left while `nWaiting` more are waiting, and at most six tenths.
   */
  limitFor(essential: boolean, nWaiting: number): number {
    if (essential) return this.#budgetMs + Math.max(30_000, this.#budgetMs);
    const share = nWaiting === 0 ? 1 : Math.min(0.6, (2 * this.#slots) / (nWaiting + 1));
    return this.nowMs() + share * this.leftMs();
  }

  /** Remembers how long one fold of the candidate took; `isAlone` where folds like it have one device for all of them. */
  learn(candidate: Candidate, foldMs: number, isAlone: boolean): void {
    this.#learned.set(candidate.learner, { foldMs: foldMs / relativeCost(candidate), atOnce: isAlone ? 1 : this.#slots });
  }

  /** Milliseconds of wall time that `nFolds` folds of the candidate are expected to take; null where its learner is not known yet. */
  expectedMs(candidate: Candidate, nFolds: number): number | null {
    const learned = this.#learned.get(candidate.learner);
    return learned ? learned.foldMs * relativeCost(candidate) * Math.ceil(nFolds / learned.atOnce) : null;
  }
}
