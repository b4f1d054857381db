import type { RowOrder, RowView } from '../core/table/row-view.ts';
import type { Studio } from './studio.svelte.ts';

const rowHeight = 30;
const columnWidth = 140;
const numberWidth = 84;
const pageRows = 100;
/** Columns that are fetched together. */
const blockColumns = 16;
const spareRows = 6;
const spareColumns = 1;
/** Browsers cannot lay out taller boxes; beyond it, the scroll bar's places stand for several pixels each. */
const tallest = 8_000_000;
const keptBlocks = 90;
/** Requests under way at once; what is scrolled past before its turn is never asked for. */
const mostAsked = 2;

type Cells = readonly (string | null)[];

interface Block {
  readonly rows: readonly Cells[];
  readonly numbers: readonly number[];
}

const wholeTable: RowView = { order: null, conditions: [] };

/** The part of a long and wide table that is in view, fetched block by block as it is scrolled. */
export class RowWindow {
  #top = $state(0);
  #left = $state(0);
  #height = $state(0);
  #width = $state(0);
  #nColumns = $state(0);
  #total = $state(0);
  /** Pixels scrolled past were the sheet as tall as all rows. */
  #place = $state(0);
  #view = $state.raw<RowView>(wholeTable);
  #waiting = $state(false);
  #blocks = $state.raw<ReadonlyMap<string, Block>>(new Map());
  readonly #asked = new Set<string>();
  #data = '';
  #round = 0;
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Rows of the view. */
  get total(): number {
    return this.#total;
  }

  get view(): RowView {
    return this.#view;
  }

  /** Whether the order or the choice of rows is being worked out. */
  get waiting(): boolean {
    return this.#waiting;
  }

  get sheetHeight(): number {
    return Math.min(tallest, this.#fullHeight);
  }

  get sheetWidth(): number {
    return numberWidth + this.#nColumns * columnWidth;
  }

  get rows(): readonly { readonly at: number; readonly top: number }[] {
    const firstRow = Math.floor(this.#place / rowHeight);
    const first = Math.max(0, firstRow - spareRows);
    const last = Math.min(this.#total, firstRow + Math.ceil(this.#height / rowHeight) + spareRows);
    const shift = this.#top - this.#place;
    return Array.from({ length: Math.max(0, last - first) }, (_, step) => ({ at: first + step, top: (first + step + 1) * rowHeight + shift }));
  }

  get columns(): readonly { readonly at: number; readonly left: number }[] {
    const first = Math.max(0, Math.floor(this.#left / columnWidth) - spareColumns);
    const last = Math.min(this.#nColumns, Math.ceil((this.#left + this.#width) / columnWidth) + spareColumns);
    return Array.from({ length: Math.max(0, last - first) }, (_, step) => ({ at: first + step, left: numberWidth + (first + step) * columnWidth }));
  }

  /** The cell at a place of the view: null where it is missing, undefined where it has not come yet. */
  cell(at: number, column: number): string | null | undefined {
    const block = this.#blocks.get(`${Math.floor(at / pageRows)}:${Math.floor(column / blockColumns)}`);
    return block?.rows[at % pageRows]?.[column % blockColumns];
  }

  /** The row of the file, counted from 0, at a place of the view; null where it has not come yet. */
  numberAt(at: number): number | null {
    if (!this.#view.order && this.#view.conditions.length === 0) return at;
    const page = Math.floor(at / pageRows);
    const block = Math.floor((this.columns[0]?.at ?? 0) / blockColumns);
    return this.#blocks.get(`${page}:${block}`)?.numbers[at % pageRows] ?? null;
  }

  /** Says how large the view and the table are; `data` names the data, so that blocks of older data are dropped. */
  resize(height: number, width: number, nRows: number, nColumns: number, data: string): void {
    this.#height = height;
    this.#width = width;
    this.#nColumns = nColumns;
    if (data !== this.#data) {
      this.#data = data;
      this.#view = wholeTable;
      this.#total = nRows;
      this.#drop();
    }
    this.#fetch();
  }

  /** Shows other rows, or in another order, from the first one on; gives the place of the scroll bar for it. */
  show(view: RowView): number {
    this.#view = view;
    this.#drop();
    this.#waiting = true;
    this.#place = 0;
    this.#top = 0;
    void this.#load(0, Math.floor((this.columns[0]?.at ?? 0) / blockColumns));
    return 0;
  }

  /** The view with its order turned: ascending, descending, as in the file. */
  sort(column: string): number {
    const { order, conditions } = this.#view;
    const next: RowOrder | null = order?.column !== column ? { column, descending: false } : order.descending ? null : { column, descending: true };
    return this.show({ order: next, conditions });
  }

  /** Follows the scroll bar. Small moves of a sheet taller than the browser's are taken as they are, large ones in proportion. */
  scroll(top: number, left: number): void {
    const moved = top - this.#top;
    const end = Math.max(0, this.#fullHeight - this.#height);
    if (this.#stretch === 1 || top <= 0) this.#place = Math.max(0, top);
    else if (top >= this.sheetHeight - this.#height - 1) this.#place = end;
    else this.#place = Math.abs(moved) < this.#height ? Math.min(end, Math.max(0, this.#place + moved)) : top * this.#stretch;
    this.#top = top;
    this.#left = left;
    this.#fetch();
  }

  /** Where the scroll bar should stand once it rests, after small moves of a giant sheet; what is seen stays. */
  settle(): number {
    this.#top = this.#stretch === 1 ? this.#top : Math.round(this.#place / this.#stretch);
    return this.#top;
  }

  /** Moves a place of the view into sight; gives where the scroll bar has to stand. */
  goTo(at: number): number {
    const end = Math.max(0, this.#fullHeight - this.#height);
    this.#place = Math.min(end, Math.max(0, at * rowHeight - Math.floor(this.#height / 3)));
    this.#top = Math.round(this.#place / this.#stretch);
    this.#fetch();
    return this.#top;
  }

  get #fullHeight(): number {
    return (this.#total + 1) * rowHeight;
  }

  /** Pixels of all rows that one pixel of the scroll bar stands for; 1 but for giant tables. */
  get #stretch(): number {
    return Math.max(1, (this.#fullHeight - this.#height) / Math.max(1, this.sheetHeight - this.#height));
  }

  #drop(): void {
    this.#round++;
    this.#blocks = new Map();
    this.#asked.clear();
    this.#waiting = false;
  }

  /** Asks for what is in view and not there, nearest to the top first. */
  #fetch(): void {
    const { rows, columns } = this;
    if (rows.length === 0 || columns.length === 0 || this.#waiting) return;
    const [firstPage, lastPage] = [rows[0], rows[rows.length - 1]].map(({ at }) => Math.floor(at / pageRows));
    const [firstBlock, lastBlock] = [columns[0], columns[columns.length - 1]].map(({ at }) => Math.floor(at / blockColumns));
    for (let page = firstPage; page <= lastPage; page++) {
      for (let block = firstBlock; block <= lastBlock; block++) {
        const key = `${page}:${block}`;
        if (this.#asked.size < mostAsked && !this.#asked.has(key) && !this.#blocks.has(key)) void this.#load(page, block);
      }
    }
  }

  async #load(page: number, block: number): Promise<void> {
    const round = this.#round;
    const key = `${page}:${block}`;
    this.#asked.add(key);
    const columns = { from: block * blockColumns, to: (block + 1) * blockColumns };
    const answer = await this.#studio.perform((api) => api.rows(page * pageRows, pageRows, { ...this.#view, columns }));
    if (round !== this.#round) return;
    this.#asked.delete(key);
    this.#waiting = false;
    if (!answer) return;
    this.#total = answer.total;
    const { rows, numbers } = answer;
    this.#blocks = new Map([...this.#blocks, [key, { rows, numbers }] as const].slice(-keptBlocks));
    this.#fetch();
  }
}
