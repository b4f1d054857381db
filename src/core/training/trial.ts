import type { WeightedPipeline } from '../estimators/pipeline.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { Candidate, FitOutcome, FitSpan } from './run.ts';

/** What fitting a candidate on one fold gave; the models of all folds but the first are not kept, since forests are large. */
export interface FoldFit extends Pick<FitOutcome, 'curve' | 'backend' | 'adapter' | 'cutShort' | 'note'> {
  readonly span: FitSpan;
  /** Of the fold's validation rows. */
  readonly predictions: Predictions;
  readonly iterations: number;
  /** The recipe and model of the first fold; else null. */
  readonly pipeline: WeightedPipeline | null;
}

/** One candidate on its way through the folds: what is asked of it, what is going on, and what has come of it. */
export class Trial {
  readonly candidate: Candidate;
  readonly index: number;
  /** Whether it gets to finish on a small budget. */
  readonly essential: boolean;
  /** Folds from the first to this one, exclusive, are to be fitted. */
  upTo: number;
  /** When it was started, in milliseconds of the run; null before it is. */
  startMs: number | null = null;
  /** When the folds that are asked for have to end; null before the first of them is begun. */
  limitMs: number | null = null;
  /** Why it is given up, or null while it is not; fits that go on notice. */
  ended: { readonly as: 'failed' | 'stopped'; readonly reason: string } | null = null;
  /** In the order in which they ended. */
  readonly #ended: FoldFit[] = [];
  readonly #fractions = new Map<number, number>();
  readonly #going = new Set<number>();
  #next = 0;

  constructor(candidate: Candidate, index: number, essential: boolean, upTo: number) {
    this.candidate = candidate;
    this.index = index;
    this.essential = essential;
    this.upTo = upTo;
  }

  /** Takes the next folds that are to be fitted, `most` of them at most; where more are left, as many now as later. */
  takeFolds(most: number): number[] {
    const left = this.ended ? 0 : Math.max(0, this.upTo - this.#next);
    const count = left === 0 ? 0 : Math.ceil(left / Math.ceil(left / most));
    const taken = Array.from({ length: count }, () => this.#next++);
    for (const fold of taken) this.#going.add(fold);
    return taken;
  }

  /** Whether it has folds that nobody has taken. */
  get waits(): boolean {
    return !this.ended && this.#next < this.upTo;
  }

  /** Whether nothing goes on and nothing is left to do, for now. */
  get rests(): boolean {
    return this.#going.size === 0 && (this.ended !== null || this.#next >= this.upTo);
  }

  get foldsDone(): number {
    return this.#ended.length;
  }

  /** Folds that are not done, whether they go on or wait. */
  get foldsLeft(): number {
    return this.upTo - this.#ended.length;
  }

  /** Asks for more folds, for which it gets time anew. */
  raise(upTo: number): void {
    this.upTo = upTo;
    this.limitMs = null;
  }

  /** Starts no more folds; those that go on may end. */
  startNoMore(): void {
    this.upTo = this.#next;
  }

  progress(fold: number, fraction: number): void {
    this.#fractions.set(fold, Math.min(1, Math.max(this.#fractions.get(fold) ?? 0, fraction)));
  }

  /** The share done of all `nFolds` folds. */
  fraction(nFolds: number): number {
    let sum = 0;
    for (const fraction of this.#fractions.values()) sum += fraction;
    return sum / nFolds;
  }

  /** The fold has ended, with what it gave or with nothing. */
  end(fold: number, fit: FoldFit | null): void {
    this.#going.delete(fold);
    if (!fit) return;
    this.#ended.push(fit);
    this.progress(fold, 1);
  }

  /** What the folds that are done gave, by fold, ascending. */
  get fits(): readonly FoldFit[] {
    return [...this.#ended].sort((a, b) => a.span.fold - b.span.fold);
  }

  /** When the folds were fitted, in the order in which they ended. */
  get spans(): readonly FitSpan[] {
    return this.#ended.map(({ span }) => span);
  }

  /** What was fitted on the first of the folds; empty while that is not done. */
  get firstFold(): readonly WeightedPipeline[] {
    const first = this.fits.at(0)?.pipeline;
    return first ? [first] : [];
  }
}
