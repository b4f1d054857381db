interface Brought<In, Out> {
  readonly one: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

/** Some who do a thing together: once each of them has brought something or has left, all that was brought is dealt with at once. */
export class Gathering<In, Out> {
  readonly #deal: (brought: readonly In[]) => readonly Promise<Out>[];
  #present: number;
  #brought: Brought<In, Out>[] = [];

  /** `deal` gives an answer for each thing brought, in order; what it throws is told to all. */
  constructor(size: number, deal: (brought: readonly In[]) => readonly Promise<Out>[]) {
    this.#present = size;
    this.#deal = deal;
  }

  /** Waits for the others; each may bring something again after that was answered. */
  bring(one: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.#brought.push({ one, resolve, reject });
      this.#dealWhenAll();
    });
  }

  /** One of them will bring nothing more. */
  leave(): void {
    this.#present--;
    this.#dealWhenAll();
  }

  #dealWhenAll(): void {
    if (this.#brought.length === 0 || this.#brought.length < this.#present) return;
    const brought = this.#brought;
    this.#brought = [];
    try {
      const answers = this.#deal(brought.map(({ one }) => one));
      brought.forEach(({ resolve, reject }, i) => void answers[i].then(resolve, reject));
    } catch (error) {
      for (const { reject } of brought) reject(error);
    }
  }
}
