import type { Dialect } from '../../core/csv/reading.ts';

/** Where the table of a grid begins, and whether its first row names the columns. */
export interface GridLayout {
  readonly preamble: number;
  readonly header: boolean;
}

type Row = readonly unknown[];

const mostPreamble = 20;

export function isFilled(cell: unknown): boolean {
  return cell !== null && cell !== undefined && cell !== '' && !(typeof cell === 'string' && cell.trim() === '');
}

function filledOf(row: Row): number {
  return row.reduce<number>((count, cell) => count + (isFilled(cell) ? 1 : 0), 0);
}

function isYear(cell: unknown): boolean {
  return typeof cell === 'number' && Number.isInteger(cell) && cell >= 1900 && cell <= 2100;
}

/** A row of distinct texts names columns; among them may stand years, where what is below them is no year. */
function looksLikeHeader(row: Row, below: readonly Row[]): boolean {
  const filled = row.filter(isFilled);
  if (filled.length === 0) return false;
  const texts = filled.filter((cell) => typeof cell === 'string');
  if (texts.length === filled.length) {
    if (new Set(texts.map((text) => text.trim())).size < texts.length && below.length === 0) return false;
    return true;
  }
  if (texts.length === 0) return false;
  return row.every((cell, place) => typeof cell === 'string' || !isFilled(cell) || (isYear(cell) && below.some((next) => isFilled(next[place]) && !isYear(next[place]))));
}

/** The place of the first row that fills at least half as many cells as the fullest; titles and notes stand above it. */
function beginning(rows: readonly Row[]): number {
  const filled = rows.map(filledOf);
  const fullest = filled.reduce((most, count) => Math.max(most, count), 0);
  const full = (at: number) => filled[at] > 0 && filled[at] * 2 >= fullest;
  const found = filled.findIndex((_, at) => at < mostPreamble && full(at));
  if (found === -1) return 0;
  const alone = filled[found] === 1 && fullest > 1 && isFilled(rows[found][0]);
  if (!alone) return found;
  const next = filled.findIndex((count, at) => at > found && at < mostPreamble && count > 1 && full(at));
  return next !== -1 && looksLikeHeader(rows[next], rows.slice(next + 1)) ? next : found;
}

/**
 * The layout of a grid of cells from its first rows: what `set` says, else the table begins with the first row that fills
 * at least half as many cells as the fullest, and titles and notes above it are its preamble.
 */
export function gridLayout(rows: readonly Row[], set: Partial<Dialect> = {}): GridLayout {
  const preamble = set.preamble ?? beginning(rows);
  const header = set.header ?? looksLikeHeader(rows[preamble] ?? [], rows.slice(preamble + 1));
  return { preamble, header };
}
