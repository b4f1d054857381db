import type { PreviewColumn } from '../core/recipe/preview-recipe.ts';
import type { RecipePreview } from '../worker/protocol.ts';
import { formatCount, formatInteger, formatNumber, missing } from './format.ts';
import { formatInstant } from './format-units.ts';

export interface PreviewCell {
  readonly text: string;
  readonly missing: boolean;
  readonly changed: boolean;
}

export interface PreviewTable {
  readonly columns: readonly { readonly key: string; readonly name: string; readonly cells: readonly PreviewCell[] }[];
  /** "12 more columns"; null where all are shown. */
  readonly more: string | null;
}

function cellText(value: number | string | null, { kind }: PreviewColumn): string {
  if (value === null) return missing;
  if (typeof value === 'string') return value;
  return kind === 'datetime' ? formatInstant(value, true) : formatNumber(value);
}

function tableOf(columns: readonly PreviewColumn[], more: number): PreviewTable {
  return {
    columns: columns.map((column, at) => ({
      key: `${at} ${column.name}`,
      name: column.name,
      cells: column.cells.map((value, row) => ({ text: cellText(value, column), missing: value === null, changed: column.changed[row] })),
    })),
    more: more > 0 ? `and ${formatCount(more, 'more column', 'more columns')}` : null,
  };
}

export interface ShownPreview {
  /** Rows of the table, as people count them. */
  readonly rows: readonly string[];
  readonly before: PreviewTable;
  readonly after: PreviewTable;
}

export function shownPreview({ shown }: RecipePreview): ShownPreview | null {
  if (!shown) return null;
  return {
    rows: shown.rows.map((row) => formatInteger(row + 1)),
    before: tableOf(shown.before, shown.moreBefore),
    after: tableOf(shown.after, shown.moreAfter),
  };
}

/** "Fitted on 20,000 of 26,048 development rows, drawn evenly; test rows are not looked at." */
export function previewNote({ fittedRows, developmentRows, droppedRows }: RecipePreview): string {
  const sampled = fittedRows + droppedRows < developmentRows;
  const on = sampled
    ? `Fitted on a sample: ${formatInteger(fittedRows)} of ${formatCount(developmentRows, 'development row')}`
    : `Fitted on ${formatCount(fittedRows, 'development row')}`;
  const dropped = droppedRows > 0 ? `; ${formatInteger(droppedRows)} left out by the row filters` : '';
  return `${on}${dropped}. Test rows are not looked at.`;
}

/** What stands in the way, without its code. */
export function troubleText(trouble: string): string {
  const sentence = trouble.replace(/^[A-Za-z]+: /, '');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
