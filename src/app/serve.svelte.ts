import type { ScoredFile, ScoredRow, StudioApi, NamedBlob } from '../worker/protocol.ts';
import { download } from './downloads.ts';
import { formFields, usualValues, type FormField } from './serve-form.ts';
import type { Studio } from './studio.svelte.ts';

/** What the Serve screen holds for one release: the form, its answer, and the file scored last. */
export class ServeStore {
  readonly #studio: Studio;
  #edits = $state<{ readonly releaseId: string; readonly values: Readonly<Record<string, string>> } | null>(null);
  #asked = 0;
  #answer = $state.raw<{ readonly releaseId: string; readonly row: ScoredRow } | null>(null);
  #scored = $state.raw<{ readonly releaseId: string; readonly fileName: string; readonly file: ScoredFile } | null>(null);
  escapeFormulas = $state(false);
  scoring = $state(false);
  preparing = $state<'bundle' | 'report' | 'testPredictions' | null>(null);

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  // Getters, not $derived: a derived value belongs to the screen that first made the store, and is stale once that screen is left.
  get #releaseId(): string {
    return this.#studio.current('release')?.id ?? '';
  }

  get fields(): readonly FormField[] {
    return formFields(this.#studio.current('release')?.result?.inputs ?? []);
  }

  get values(): Readonly<Record<string, string>> {
    return { ...usualValues(this.fields), ...(this.#edits?.releaseId === this.#releaseId ? this.#edits.values : {}) };
  }

  /** The answer for the values as they stand, or the last one while a new one is on its way. */
  get answer(): ScoredRow | null {
    return this.#answer?.releaseId === this.#releaseId ? this.#answer.row : null;
  }

  get scored(): { readonly fileName: string; readonly file: ScoredFile } | null {
    return this.#scored?.releaseId === this.#releaseId ? this.#scored : null;
  }

  edit(name: string, value: string): void {
    const known = this.#edits?.releaseId === this.#releaseId ? this.#edits.values : {};
    this.#edits = { releaseId: this.#releaseId, values: { ...known, [name]: value } };
  }

  reset(): void {
    this.#edits = null;
  }

  /** Scores the form as it stands; an answer to older values is dropped. */
  async ask(): Promise<void> {
    const number = ++this.#asked;
    const releaseId = this.#releaseId;
    const row = await this.#studio.perform((api) => api.scoreRow({ ...this.values }));
    if (row && number === this.#asked) this.#answer = { releaseId, row };
  }

  async scoreFile(file: File): Promise<void> {
    const releaseId = this.#releaseId;
    this.scoring = true;
    const scored = await this.#studio.perform((api) => api.scoreFile(file, file.name, this.escapeFormulas));
    this.scoring = false;
    this.#scored = scored ? { releaseId, fileName: file.name, file: scored } : null;
  }

  downloadPredictions(): void {
    if (this.#scored) download(this.#scored.file);
  }

  async fetch(what: 'bundle' | 'report' | 'testPredictions'): Promise<void> {
    this.preparing = what;
    const made = await this.#studio.perform((api: StudioApi): Promise<NamedBlob> => api[what]());
    this.preparing = null;
    if (made) download(made);
  }
}

const stores = new WeakMap<Studio, ServeStore>();

/** The store of the Serve screen, one for each studio, so that leaving the screen loses nothing. */
export function serveStoreOf(studio: Studio): ServeStore {
  const known = stores.get(studio) ?? new ServeStore(studio);
  stores.set(studio, known);
  return known;
}
