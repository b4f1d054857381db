/** How long a computation may hold the event loop before `breathe` gives it a turn. */
const holdMs = 25;

/** Lets the event loop run once: messages that wait are handled before the promise resolves. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

/** The half of a core Control that stops, pauses and yields; what progress means is left to those who extend it. */
export class TurnControl {
  readonly #startedAt = performance.now();
  #lastBreath = performance.now();
  #stopped = false;
  #pause: { readonly over: Promise<void>; readonly end: () => void; readonly since: number } | null = null;
  #pausedMs = 0;

  cancelled(): boolean {
    return this.#stopped;
  }

  get paused(): boolean {
    return this.#pause !== null;
  }

  /** Milliseconds since the start, pauses left out. */
  elapsedMs(): number {
    const pausing = this.#pause ? performance.now() - this.#pause.since : 0;
    return performance.now() - this.#startedAt - this.#pausedMs - pausing;
  }

  async breathe(): Promise<void> {
    if (performance.now() - this.#lastBreath >= holdMs) {
      await nextTurn();
      this.#lastBreath = performance.now();
    }
    if (this.#pause) await this.#pause.over;
  }

  pause(): void {
    if (this.#pause) return;
    let end = () => {};
    const over = new Promise<void>((resolve) => (end = resolve));
    this.#pause = { over, end, since: performance.now() };
  }

  resume(): void {
    if (!this.#pause) return;
    this.#pausedMs += performance.now() - this.#pause.since;
    this.#pause.end();
    this.#pause = null;
  }

  stop(): void {
    this.#stopped = true;
    this.resume();
  }
}
