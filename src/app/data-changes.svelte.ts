import type { Fix } from '../core/profile/profile.ts';
import type { ColumnRole } from '../core/problem/problem.ts';
import type { ColumnKind } from '../core/table/table.ts';
import type { Studio } from './studio.svelte.ts';

/** Changes of roles and kinds made since the page was opened, so that the last can be named and undone. */
export class Changes {
  #done = $state.raw<readonly { readonly project: string; readonly what: string }[]>([]);
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** What `undo` would take back, in words; null where there is nothing. */
  get last(): string | null {
    const last = this.#done[this.#done.length - 1];
    return last && last.project === this.#studio.project?.id ? last.what : null;
  }

  async setRole(column: string, role: ColumnRole): Promise<void> {
    await this.#make(`the role of ${column}`, () => this.#studio.perform((api) => api.setRole(column, role)));
  }

  async setKind(column: string, kind: ColumnKind): Promise<void> {
    await this.#make(`the kind of ${column}`, () => this.#studio.perform((api) => api.setKind(column, kind)));
  }

  async applyFix(findingId: string, fix: Fix): Promise<void> {
    await this.#make(`“${fix.label}” on ${fix.column}`, () => this.#studio.perform((api) => api.applyFix(findingId, fix)));
  }

  async undo(): Promise<void> {
    this.#done = this.#done.slice(0, -1);
    await this.#studio.perform((api) => api.undo());
  }

  /** Remembers the change where it was made: a refused one leaves the project as it was. */
  async #make(what: string, change: () => Promise<unknown>): Promise<void> {
    const before = this.#studio.project;
    await change();
    const after = this.#studio.project;
    if (after && after !== before) this.#done = [...this.#done, { project: after.id, what }];
  }
}

const known = new WeakMap<Studio, Changes>();

/** The changes of this page's studio; they outlive the screen that made them. */
export function changesOf(studio: Studio): Changes {
  const found = known.get(studio) ?? new Changes(studio);
  known.set(studio, found);
  return found;
}
