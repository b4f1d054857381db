import type { BackendChoice } from './infrastructure.ts';
import type { Studio } from './studio.svelte.ts';

/** What the Infrastructure screen holds: the override asked for, and whether a measurement is going on. */
export class InfrastructureStore {
  readonly #studio: Studio;
  /** Asked for, until the studio has answered. */
  #asked = $state<BackendChoice | null>(null);
  measuring = $state(false);

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** The override as it stands. */
  get choice(): BackendChoice {
    return this.#asked ?? this.#studio.infrastructure?.override ?? 'auto';
  }

  async choose(choice: BackendChoice): Promise<void> {
    this.#asked = choice;
    await this.#studio.perform((api) => api.setBackend(choice));
    this.#asked = null;
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
