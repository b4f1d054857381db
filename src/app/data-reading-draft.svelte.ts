import { createMissingTest } from '../core/csv/missing-tokens.ts';
import type { ColumnFormat, DateOrder, Dialect, NumberFormat, Reading, ReadingOptions } from '../core/csv/reading.ts';
import { typeFields } from '../core/csv/type-fields.ts';
import { isMissing } from '../core/table/table.ts';
import type { ReadingPreview } from '../worker/protocol.ts';
import { tokensInUse } from './data-reading.ts';
import type { Studio } from './studio.svelte.ts';
import { troubleFrom, type Trouble } from './trouble.ts';

/** How long the page waits for the next change before it asks for a preview. */
const settleMs = 150;
/** More columns than these are counted, not shown: the beginning of a line tells whether it is cut well. */
const mostColumns = 40;

/** A field as a preview shows it: 'missing' for what it holds, 'odd' where it contradicts its column. */
export interface PreviewCell {
  readonly text: string;
  readonly state: 'plain' | 'missing' | 'odd';
}

/** The first rows of a file as they would be read. */
export interface PreviewTable {
  readonly columns: readonly ColumnFormat[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly PreviewCell[] }[];
  /** What is not shown, in words; empty where nothing is. */
  readonly beyond: string;
}

function cellsOf(format: ColumnFormat, fields: readonly string[]): PreviewCell[] {
  const { column } = typeFields(format, fields);
  const means = createMissingTest(format.missingTokens);
  return fields.map((text, row) => ({ text, state: !isMissing(column, row) ? 'plain' : means(text) ? 'missing' : 'odd' }));
}

/** The preview as a table to show. */
export function previewTableOf({ formats, rows, lines }: ReadingPreview): PreviewTable {
  const columns = formats.slice(0, mostColumns);
  const cells = columns.map((format, place) => cellsOf(format, rows.map((row) => row[place])));
  return {
    columns,
    rows: rows.map((_, row) => ({ line: lines[row], cells: cells.map((column) => column[row]) })),
    beyond: formats.length > columns.length ? `the first ${columns.length} are shown` : '',
  };
}

/**
 * A column's format as its picker shows it, and what is picked: how its numbers or its dates are written, also where what was
 * set for it fits so badly that the column is no longer read as such, so that it can be set otherwise. Null: nothing is.
 */
export function pickedFormat(column: ColumnFormat, formats: ReadingOptions['formats']): { readonly picks: 'number' | 'date'; readonly format: ColumnFormat } | null {
  const set = formats && Object.hasOwn(formats, column.name) ? formats[column.name] : {};
  const format = { ...column, ...set };
  if (column.kind === 'number') return { picks: 'number', format };
  if (column.kind === 'datetime') return { picks: 'date', format };
  return set.number ? { picks: 'number', format } : set.date ? { picks: 'date', format } : null;
}

/** Changes to how a file is read that are tried on its first rows before all of it is read again. */
export class ReadingDraft {
  options = $state.raw<ReadingOptions>({ kinds: {} });
  preview = $state.raw<ReadingPreview | null>(null);
  /** Why these options cannot be used; null where they can. */
  trouble = $state.raw<Trouble | null>(null);
  pending = $state(false);
  readonly #studio: Studio;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #reading: Reading;

  constructor(studio: Studio, reading: Reading) {
    this.#studio = studio;
    this.#reading = reading;
    this.options = studio.current('dataset')?.settings.options ?? { kinds: {} };
    void this.#ask();
  }

  /** What would be used: what the preview found, or before there is one what was used so far. */
  get dialect(): Dialect {
    return this.preview?.dialect ?? this.#reading.dialect;
  }

  get form(): ReadingPreview['form'] {
    return this.preview?.form ?? this.#reading.form ?? { format: 'delimited', packing: 'none', sheets: [] };
  }

  /** The sheets in their order, and the one that would be read. */
  get sheet(): string {
    return this.options.sheet ?? this.form.sheets[0] ?? '';
  }

  get tokens(): readonly string[] {
    return this.options.missingTokens ?? tokensInUse(this.#reading);
  }

  setDialect(change: Partial<Dialect>): void {
    this.#change({ dialect: { ...this.options.dialect, ...change } });
  }

  setSheet(sheet: string): void {
    // What was said of another sheet's layout does not hold of this one.
    this.#change({ sheet, dialect: {} });
  }

  setTokens(missingTokens: readonly string[]): void {
    this.#change({ missingTokens });
  }

  setFormat(column: string, format: { readonly number?: NumberFormat; readonly date?: DateOrder }): void {
    const { formats } = this.options;
    this.#change({ formats: { ...formats, [column]: { ...formats?.[column], ...format } } });
  }

  /** Forgets what was set of the layout, the tokens and the formats, so that all of it is guessed; kinds stay. */
  guessAgain(): void {
    this.options = { kinds: this.options.kinds };
    this.#soon();
  }

  /** Reads the whole file with these options; false where that failed, and the data is as it was. */
  async apply(): Promise<boolean> {
    clearTimeout(this.#timer);
    const done = await this.#studio.perform(async (api) => {
      await api.reread(this.options);
      return true;
    });
    return done ?? false;
  }

  #change(change: Partial<ReadingOptions>): void {
    this.options = { ...this.options, ...change };
    this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.pending = true;
    this.#timer = setTimeout(() => void this.#ask(), settleMs);
  }

  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    this.pending = true;
    const { options } = this;
    const answer = await this.#studio.perform(async (api) => {
      try {
        return { preview: await api.previewReading(options) };
      } catch (error) {
        return { trouble: troubleFrom(error) };
      }
    });
    if (asked !== this.#asked || !answer) return;
    this.pending = false;
    if ('preview' in answer) {
      this.preview = answer.preview;
      this.trouble = null;
    } else if (answer.trouble.code !== 'Cancelled') {
      this.trouble = answer.trouble;
    }
  }
}
