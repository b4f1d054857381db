import type { Clock } from './run.ts';

/** Time by phase of a run; that of fits that go on at once is added up. */
export class Phases {
  readonly #clock: Clock;
  readonly #ms = new Map<string, number>();

  /** `former` are the seconds of the part of the run that was before an interruption. */
  constructor(clock: Clock, former: Readonly<Record<string, number>> = {}) {
    this.#clock = clock;
    for (const [phase, seconds] of Object.entries(former)) this.add(phase, 1000 * seconds);
  }

  /** Runs `work` and counts its time, also when it throws. */
  async time<T>(phase: string, work: () => T | Promise<T>): Promise<T> {
    const startMs = this.#clock.nowMs();
    try {
      return await work();
    } finally {
      this.add(phase, this.#clock.nowMs() - startMs);
    }
  }

  seconds(): Record<string, number> {
    return Object.fromEntries(Array.from(this.#ms, ([phase, ms]) => [phase, ms / 1000]));
  }

  /** Counts `ms` that were measured elsewhere. */
  add(phase: string, ms: number): void {
    this.#ms.set(phase, (this.#ms.get(phase) ?? 0) + ms);
  }
}
