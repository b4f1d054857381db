import type { Control } from '../core/math/control.ts';
import type { MetricId } from '../core/metrics/metric.ts';
import { TurnControl } from './turn-control.ts';
import type { Job } from './protocol.ts';

/** How often a running job is told to the page, at most. */
const reportEveryMs = 120;
/** How often it is told where nothing comes of it, so that its clock is seen to go. */
const tickMs = 1000;

export type JobPlan = Pick<Job, 'kind' | 'title' | 'canPause' | 'stop'>;

/**
 * One long computation as the page sees it: a core Control that reports to the page, and can be paused and stopped
 * from it. Computations that run elsewhere learn of it through `onChange`.
 */
export class JobControl extends TurnControl implements Control {
  readonly plan: JobPlan;
  /** Called after a pause, a resume or a stop. */
  onChange: ((state: 'paused' | 'resumed' | 'stopped') => void) | null = null;
  readonly #publish: (job: Job | null) => void;
  #lastReport = -Infinity;
  #fraction: number | null = null;
  #note = '';
  #leftMs: number | null = null;
  /** When the time left was reckoned, on the job's own clock. */
  #leftAtMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #best: Job['best'] = null;
  #fitsAtOnce: number | null = null;
  #finished = false;

  constructor(plan: JobPlan, publish: (job: Job | null) => void) {
    super();
    this.plan = plan;
    this.#publish = publish;
    this.#report();
  }

  progress(fraction: number, note?: string): void {
    this.#fraction = Math.min(1, Math.max(0, fraction));
    if (note !== undefined) this.#note = note;
    this.#expect(this.#fraction > 0.02 ? (this.elapsedMs() * (1 - this.#fraction)) / this.#fraction : null);
    this.#reportSometimes();
  }

  /** Sets what `progress` cannot know: the time left by the caller's own reckoning, the best so far, and how many fits go on at once. */
  describe(change: { leftMs?: number; note?: string; best?: { metric: MetricId; value: number }; fitsAtOnce?: number }): void {
    if (change.leftMs !== undefined) this.#expect(change.leftMs);
    if (change.note !== undefined) this.#note = change.note;
    if (change.best !== undefined) this.#best = change.best;
    if (change.fitsAtOnce !== undefined) this.#fitsAtOnce = change.fitsAtOnce;
    this.#reportSometimes();
  }

  override pause(): void {
    if (!this.plan.canPause) return;
    super.pause();
    this.onChange?.('paused');
    this.#report();
  }

  override resume(): void {
    if (!this.paused) return;
    super.resume();
    this.onChange?.('resumed');
    this.#report();
  }

  override stop(): void {
    super.stop();
    this.onChange?.('stopped');
    this.#note = 'Stopping';
    this.#report();
  }

  /** Takes the job off the page. Progress that comes in later, from a worker that was slow to tell, is dropped. */
  finish(): void {
    // A pause that came too late for the job holds nothing that comes after it.
    this.resume();
    this.#finished = true;
    clearTimeout(this.#timer);
    this.#publish(null);
  }

  #expect(leftMs: number | null): void {
    this.#leftMs = leftMs;
    this.#leftAtMs = this.elapsedMs();
  }

  /** Now, or as soon as it may: what changed last before a long silence is told too. */
  #reportSometimes(): void {
    const waitMs = this.#lastReport + reportEveryMs - performance.now();
    if (waitMs <= 0) this.#report();
    else this.#reportIn(waitMs);
  }

  #reportIn(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#finished) this.#timer = setTimeout(() => this.#report(), ms);
  }

  #report(): void {
    if (this.#finished) return;
    this.#lastReport = performance.now();
    const elapsedMs = this.elapsedMs();
    this.#publish({
      ...this.plan,
      note: this.#note,
      fraction: this.#fraction,
      elapsedMs,
      leftMs: this.#leftMs === null ? null : Math.max(0, this.#leftMs - (elapsedMs - this.#leftAtMs)),
      best: this.#best,
      fitsAtOnce: this.#fitsAtOnce,
      paused: this.paused,
    });
    clearTimeout(this.#timer);
    if (!this.paused) this.#reportIn(tickMs);
  }
}
