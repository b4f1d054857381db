import type { BackendChoice } from './infrastructure.ts';
import type { Studio } from './studio.svelte.ts';

/** What the Infrastructure screen holds: the override asked for, and whether a measurement is going on. */
export class InfrastructureStore {
  readonly #studio: Studio;
  choice = $state<BackendChoice>('auto');
  measuring = $state(false);

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  async choose(choice: BackendChoice): Promise<void> {
    const before = this.choice;
    this.choice = choice;
    const done = await this.#studio.perform(async (api) => {
      await api.setBackend(choice);
      return true;
    });
    if (!done) this.choice = before;
  }

  async measure(): Promise<void> {
    this.measuring = true;
    await this.#studio.perform((api) => api.probe());
    this.measuring = false;
  }
}

const stores = new WeakMap<Studio, InfrastructureStore>();

/** The store of the Infrastructure screen, one for each studio. */
export function infrastructureStoreOf(studio: Studio): InfrastructureStore {
  const known = stores.get(studio) ?? new InfrastructureStore(studio);
  stores.set(studio, known);
  return known;
}
