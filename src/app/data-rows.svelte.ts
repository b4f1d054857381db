import type { Studio } from './studio.svelte.ts';

const rowHeight = 30;
const columnWidth = 140;
const numberWidth = 84;
const pageRows = 100;
const spareRows = 6;
const spareColumns = 1;
/** Browsers cannot lay out taller boxes; beyond it, scrolling moves in larger steps. */
const tallest = 8_000_000;
const keptPages = 30;

type Cells = readonly (string | null)[];

/** The part of a long and wide table that is in view, fetched page by page as it is scrolled. */
export class RowWindow {
  #top = $state(0);
  #left = $state(0);
  #height = $state(0);
  #width = $state(0);
  #nRows = $state(0);
  #nColumns = $state(0);
  #pages = $state.raw<ReadonlyMap<number, readonly Cells[]>>(new Map());
  #asked = new Set<number>();
  #version = '';
  readonly #studio: Studio;

  readonly sheetHeight: number = $derived(Math.min(tallest, (this.#nRows + 1) * rowHeight));
  readonly sheetWidth: number = $derived(numberWidth + this.#nColumns * columnWidth);
  /** Rows scrolled past for each pixel, over one row height; 1 but for giant tables. */
  readonly #stretch: number = $derived(
    Math.max(1, ((this.#nRows + 1) * rowHeight - this.#height) / Math.max(1, this.sheetHeight - this.#height)),
  );
  readonly #firstRow: number = $derived(Math.floor((this.#top * this.#stretch) / rowHeight));

  readonly rows: readonly { readonly at: number; readonly top: number; readonly cells: Cells | null }[] = $derived.by(() => {
    const first = Math.max(0, this.#firstRow - spareRows);
    const last = Math.min(this.#nRows, this.#firstRow + Math.ceil(this.#height / rowHeight) + spareRows);
    const shift = this.#top - (this.#stretch > 1 ? this.#firstRow * rowHeight : this.#top);
    return Array.from({ length: Math.max(0, last - first) }, (_, step) => {
      const at = first + step;
      return { at, top: (at + 1) * rowHeight + shift, cells: this.#pages.get(Math.floor(at / pageRows))?.[at % pageRows] ?? null };
    });
  });

  readonly columns: readonly { readonly at: number; readonly left: number }[] = $derived.by(() => {
    const first = Math.max(0, Math.floor(this.#left / columnWidth) - spareColumns);
    const last = Math.min(this.#nColumns, Math.ceil((this.#left + this.#width) / columnWidth) + spareColumns);
    return Array.from({ length: Math.max(0, last - first) }, (_, step) => ({ at: first + step, left: numberWidth + (first + step) * columnWidth }));
  });

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Says how large the view and the table are; `version` names the data, so that pages of older data are dropped. */
  resize(height: number, width: number, nRows: number, nColumns: number, version: string): void {
    if (version !== this.#version) {
      this.#version = version;
      this.#pages = new Map();
      this.#asked.clear();
    }
    this.#height = height;
    this.#width = width;
    this.#nRows = nRows;
    this.#nColumns = nColumns;
    this.#fetch();
  }

  scroll(top: number, left: number): void {
    this.#top = top;
    this.#left = left;
    this.#fetch();
  }

  #fetch(): void {
    const { rows } = this;
    if (rows.length === 0) return;
    const first = Math.floor(rows[0].at / pageRows);
    const last = Math.floor(rows[rows.length - 1].at / pageRows);
    for (let page = first; page <= last; page++) if (!this.#asked.has(page)) void this.#load(page);
  }

  async #load(page: number): Promise<void> {
    const version = this.#version;
    this.#asked.add(page);
    const answer = await this.#studio.perform((api) => api.rows(page * pageRows, pageRows));
    if (version !== this.#version) return;
    if (!answer) {
      this.#asked.delete(page);
      return;
    }
    const pages = [...this.#pages, [page, answer.rows] as const];
    for (const [dropped] of pages.slice(0, -keptPages)) this.#asked.delete(dropped);
    this.#pages = new Map(pages.slice(-keptPages));
  }
}
