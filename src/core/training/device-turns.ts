import { traitsOf } from '../estimators/learners.ts';
import type { FitContext } from './fit-fold.ts';
import type { Trial } from './trial.ts';

/**
 * What trials that are fitted on a device wait for: that it is readied for them, one after another, and their turn where it does all of a
 * trial's folds as one.
 */
export class DeviceTurns {
  readonly #context: FitContext;
  readonly #mostTogether: number;
  #readying = false;
  /** For candidates whose device is readied: how many of their folds are best handed over together. */
  readonly #ready = new Map<string, number>();
  #taken = false;

  /** No more than `mostTogether` folds are handed over at once. */
  constructor(context: FitContext, mostTogether: number) {
    this.#context = context;
    this.#mostTogether = mostTogether;
  }

  /** Whether folds of the trial are done as one. */
  isTogether({ candidate }: Trial): boolean {
    return (this.#ready.get(candidate.id) ?? 1) > 1;
  }

  /**
   * Whether the trial can begin, as far as its device is concerned; else that is readied, which is added to what is `going`, while the
   * trials after it that need none go ahead. A trial whose turn has not come is not begun, so that its time does not run out meanwhile.
   */
  mayBegin(trial: Trial, going: Set<Promise<void>>): boolean {
    if (this.#context.control.cancelled()) return true;
    if (this.#ready.has(trial.candidate.id)) return !(this.#taken && this.isTogether(trial));
    return this.#isReady(trial, going);
  }

  #isReady({ candidate: { id, learner, params } }: Trial, going: Set<Promise<void>>): boolean {
    const traits = traitsOf(learner);
    if (this.#readying) return !traits.onDevice;
    const { executor, folds, phases, input } = this.#context;
    const train = () => phases.time('recipe', () => folds.fold(0, traits).train);
    const ready = executor.prepare?.({ learner, params, backend: input.settings.backend }, train) ?? null;
    if (ready === null) return true;
    this.#readying = true;
    const end = (together: number) => {
      going.delete(done);
      this.#readying = false;
      this.#ready.set(id, together);
    };
    const done = ready.then(end, () => end(1));
    going.add(done);
    return false;
  }

  /** Takes the folds of the trial that are to be fitted next, as one fit, and its turn on the device; `end` gives that back. */
  take(trial: Trial): { readonly folds: readonly number[]; readonly end: () => void } {
    const isTogether = this.isTogether(trial);
    this.#taken ||= isTogether;
    const folds = trial.takeFolds(Math.min(this.#ready.get(trial.candidate.id) ?? 1, this.#mostTogether));
    return { folds, end: () => void (this.#taken &&= !isTogether) };
  }
}
