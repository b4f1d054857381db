import type { StepNumbers } from '../../core/nets/net-runner.ts';

/** Steps that one net asks for: [from, to) of its epoch, with their numbers. */
interface AskedSteps {
  readonly from: number;
  readonly to: number;
  readonly numbers: StepNumbers;
}

/** Of the steps that a net asked for, those that are taken together with others': they begin at step `from` of its epoch, whose numbers stand at `skip`. */
export interface TakenSteps {
  readonly replica: number;
  readonly from: number;
  readonly skip: number;
  readonly numbers: StepNumbers;
}

/** What nets do together. */
export interface Together {
  /** Takes the next `count` steps of each. */
  takeSteps(taken: readonly TakenSteps[], count: number): Promise<void>;
  /** The answers of each of these nets. */
  evaluate(replicas: readonly number[]): Promise<readonly Float32Array[]>;
}

type Waiting =
  | { readonly what: 'steps'; readonly asked: AskedSteps; done: number; readonly end: () => void; readonly fail: (error: unknown) => void }
  | { readonly what: 'answers'; readonly end: (answers: Float32Array) => void; readonly fail: (error: unknown) => void };

/**
 * Nets that are trained at once, each by a loop of its own: what a loop asks for is done when all that are still in training have asked for
 * something, together with what the others asked for alike. Who is in the earliest epoch goes first, and steps go before answers, so
 * that loops which once differ in the number of their steps go on side by side. A failure is told to all that wait.
 */
export class Lockstep {
  readonly #together: Together;
  /** Of each net in training: its epoch, and what it waits for. */
  readonly #nets = new Map<number, { epoch: number; waiting: Waiting | null }>();
  #busy = false;

  constructor(size: number, together: Together) {
    this.#together = together;
    for (let replica = 0; replica < size; replica++) this.#nets.set(replica, { epoch: 0, waiting: null });
  }

  #netOf(replica: number) {
    const net = this.#nets.get(replica);
    if (!net) throw new Error('a net that has left takes no more steps');
    return net;
  }

  /** The net begins its next epoch. */
  begin(replica: number): void {
    this.#netOf(replica).epoch++;
  }

  steps(replica: number, asked: AskedSteps): Promise<void> {
    if (asked.to <= asked.from) return Promise.resolve();
    return new Promise((end, fail) => this.#wait(replica, { what: 'steps', asked, done: 0, end, fail }));
  }

  answers(replica: number): Promise<Float32Array> {
    return new Promise((end, fail) => this.#wait(replica, { what: 'answers', end, fail }));
  }

  /** The net trains no more; the others no longer wait for it. */
  leave(replica: number): void {
    this.#nets.delete(replica);
    void this.#serve();
  }

  /** Whether all nets have left. */
  get isEmpty(): boolean {
    return this.#nets.size === 0;
  }

  #wait(replica: number, waiting: Waiting): void {
    this.#netOf(replica).waiting = waiting;
    void this.#serve();
  }

  /** What waits in the earliest epoch, by net; null while a net in training waits for nothing. */
  #earliest(): [number, Waiting][] | null {
    const nets = [...this.#nets].sort(([a], [b]) => a - b);
    const earliest = Math.min(...nets.map(([, { epoch }]) => epoch));
    const found: [number, Waiting][] = [];
    for (const [replica, { epoch, waiting }] of nets) {
      if (!waiting) return null;
      if (epoch === earliest) found.push([replica, waiting]);
    }
    return found.length > 0 ? found : null;
  }

  /** Ends what the net waited for. */
  #end(replica: number, tell: () => void): void {
    const net = this.#nets.get(replica);
    if (net) net.waiting = null;
    tell();
  }

  async #serve(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#earliest(); next; next = this.#earliest()) await this.#serveThese(next);
    } catch (error) {
      for (const [replica, { waiting }] of [...this.#nets]) if (waiting) this.#end(replica, () => waiting.fail(error));
    } finally {
      this.#busy = false;
    }
  }

  async #serveThese(waiting: readonly [number, Waiting][]): Promise<void> {
    const stepping = waiting.flatMap(([replica, one]) => (one.what === 'steps' ? [{ replica, one }] : []));
    if (stepping.length > 0) {
      const count = Math.min(...stepping.map(({ one: { asked, done } }) => asked.to - asked.from - done));
      await this.#together.takeSteps(
        stepping.map(({ replica, one: { asked, done } }) => ({ replica, from: asked.from + done, skip: done, numbers: asked.numbers })),
        count,
      );
      for (const { replica, one } of stepping) {
        one.done += count;
        if (one.done === one.asked.to - one.asked.from) this.#end(replica, one.end);
      }
      return;
    }
    const asking = waiting.flatMap(([replica, one]) => (one.what === 'answers' ? [{ replica, one }] : []));
    const answers = await this.#together.evaluate(asking.map(({ replica }) => replica));
    asking.forEach(({ replica, one }, i) => this.#end(replica, () => one.end(answers[i])));
  }
}
