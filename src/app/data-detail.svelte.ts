import type { ColumnDetail } from '../core/profile/column-detail.ts';
import type { Studio } from './studio.svelte.ts';

const kept = 60;

/** Details of columns that were opened, so that a line which scrolls out of view and back has its own at once. */
export class Details {
  #known = $state.raw<ReadonlyMap<string, { readonly version: string; readonly detail: ColumnDetail }>>(new Map());
  readonly #asked = new Set<string>();
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** What data and question details belong to. */
  get version(): string {
    return [this.#studio.project?.id, this.#studio.current('dataset')?.id, this.#studio.current('problem')?.id].join(' ');
  }

  /** The detail as last worked out, of an older question while the new one is; null where there is none yet. */
  of(column: string): ColumnDetail | null {
    return this.#known.get(column)?.detail ?? null;
  }

  /** Has the detail worked out where it is not known for `version`. */
  async ask(column: string, version: string): Promise<void> {
    const key = `${version} ${column}`;
    if (this.#known.get(column)?.version === version || this.#asked.has(key)) return;
    this.#asked.add(key);
    const detail = await this.#studio.perform((api) => api.columnDetail(column));
    this.#asked.delete(key);
    if (!detail || version !== this.version) return;
    const entries = [...this.#known].filter(([name]) => name !== column);
    this.#known = new Map([...entries, [column, { version, detail }] as const].slice(-kept));
  }
}

const known = new WeakMap<Studio, Details>();

/** The details of this page's studio. */
export function detailsOf(studio: Studio): Details {
  const found = known.get(studio) ?? new Details(studio);
  known.set(studio, found);
  return found;
}
