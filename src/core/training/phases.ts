import type { Clock } from './run.ts';

/** Wall time by phase of a run. */
export class Phases {
  readonly #clock: Clock;
  readonly #ms = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs `work` and counts its time, also when it throws. */
  async time<T>(phase: string, work: () => T | Promise<T>): Promise<T> {
    const startMs = this.#clock.nowMs();
    try {
      return await work();
    } finally {
      this.#add(phase, this.#clock.nowMs() - startMs);
    }
  }

  /** Counts `ms` of what was counted as `from` as `to`. */
  move(from: string, to: string, ms: number): void {
    const moved = Math.min(ms, this.#ms.get(from) ?? 0);
    this.#add(from, -moved);
    this.#add(to, moved);
  }

  seconds(): Record<string, number> {
    return Object.fromEntries(Array.from(this.#ms, ([phase, ms]) => [phase, ms / 1000]));
  }

  #add(phase: string, ms: number): void {
    this.#ms.set(phase, (this.#ms.get(phase) ?? 0) + ms);
  }
}
