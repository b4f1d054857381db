import type { Associations } from '../core/profile/relations/associations.ts';
import type { Missingness } from '../core/profile/relations/missingness.ts';
import type { PairDetail } from '../core/profile/relations/pair-detail.ts';
import { strongestPairs } from './data-relations.ts';
import type { Studio } from './studio.svelte.ts';

/** How the columns of the open data hang together, as far as it is known; asked for when somebody looks. */
export class Relations {
  readonly #studio: Studio;
  #key = $state('');
  associations = $state.raw<Associations | null>(null);
  missingness = $state.raw<Missingness | null>(null);
  pair = $state.raw<PairDetail | null>(null);
  chosen = $state.raw<{ readonly first: string; readonly second: string } | null>(null);
  /** Whether the pairs are being measured. */
  measuring = $state(false);

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Share done of what is being measured, and the column it has come to. */
  get progress(): { readonly fraction: number | null; readonly note: string } {
    const { exploration } = this.#studio;
    return exploration?.what === 'associations' ? exploration : { fraction: null, note: '' };
  }

  /** Asks for what is not known of the data called `key`; what was known of other data is dropped. */
  async load(key: string): Promise<void> {
    if (key !== this.#key) {
      this.#key = key;
      this.associations = null;
      this.missingness = null;
      this.pair = null;
      this.chosen = null;
      this.measuring = false;
    }
    await Promise.all([this.#loadMissingness(key), this.#loadAssociations(key)]);
  }

  async #loadMissingness(key: string): Promise<void> {
    if (this.missingness) return;
    const found = await this.#studio.explore((api) => api.missingness());
    if (found && key === this.#key) this.missingness = found;
  }

  async #loadAssociations(key: string): Promise<void> {
    if (this.associations || this.measuring) return;
    this.measuring = true;
    const found = await this.#studio.explore((api) => api.associations());
    if (key !== this.#key) return;
    this.measuring = false;
    if (!found) return;
    this.associations = found;
    const [strongest] = strongestPairs(found, 1);
    if (strongest) await this.choose(strongest.first, strongest.second);
  }

  async stop(): Promise<void> {
    await this.#studio.explore((api) => api.stopExploring());
  }

  /** Shows a pair; an answer that comes after another was chosen is dropped. */
  async choose(first: string, second: string): Promise<void> {
    const chosen = { first, second };
    this.chosen = chosen;
    const pair = await this.#studio.explore((api) => api.pairDetail(first, second));
    if (this.chosen === chosen && pair) this.pair = pair;
  }
}

const known = new WeakMap<Studio, Relations>();

/** The relations that this page's studio knows; they outlive the view that shows them. */
export function relationsOf(studio: Studio): Relations {
  const found = known.get(studio) ?? new Relations(studio);
  known.set(studio, found);
  return found;
}
