import type { Fix } from '../core/profile/profile.ts';
import type { ColumnRole } from '../core/problem/problem.ts';
import type { ColumnKind } from '../core/table/table.ts';
import type { Studio } from './studio.svelte.ts';

/** Edits of the plan, and the way back; what can be undone is what the worker says. */
export class Changes {
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** What `undo` would take back, in words; null where there is nothing. */
  get last(): string | null {
    return this.#studio.edits.undo;
  }

  /** What `redo` would make again, in words; null where there is nothing. */
  get undone(): string | null {
    return this.#studio.edits.redo;
  }

  async setRole(column: string, role: ColumnRole): Promise<void> {
    await this.#studio.perform((api) => api.setRole(column, role));
  }

  async setKind(column: string, kind: ColumnKind): Promise<void> {
    await this.#studio.perform((api) => api.setKind(column, kind));
  }

  async applyFix(findingId: string, fix: Fix): Promise<void> {
    await this.#studio.perform((api) => api.applyFix(findingId, fix));
  }

  async undo(): Promise<void> {
    if (this.last !== null) await this.#studio.perform((api) => api.undo());
  }

  async redo(): Promise<void> {
    if (this.undone !== null) await this.#studio.perform((api) => api.redo());
  }
}

/** The edits of this page's studio. */
export function changesOf(studio: Studio): Changes {
  return new Changes(studio);
}
