import type { ColumnFormat } from '../csv/reading.ts';
import { createRng, type Rng } from '../math/rng.ts';
import { drawText, wordsKnown } from './golden-text.ts';
import type { InputColumn, RawRows, Release } from './release.ts';

/** The text of a number as the column writes it: no grouping, the column's decimal sign. */
function numberField(value: number, format: ColumnFormat): string {
  const text = String(value);
  return format.number.decimal === ',' ? text.replace('.', ',') : text;
}

/** The text of an instant as the column writes it: a date, with the time to the second where it has one. */
function dateField(ms: number, format: ColumnFormat): string {
  const [date, time] = new Date(ms).toISOString().split('T');
  const [year, month, day] = date.split('-');
  const ordered = format.date === 'ymd' ? date : format.date === 'dmy' ? `${day}/${month}/${year}` : `${month}/${day}/${year}`;
  return ms % 86_400_000 === 0 ? ordered : `${ordered} ${time.slice(0, 8)}`;
}

/** Six significant digits, or none after the point where the range is one of integers; inside the range stays inside. */
function rounded(value: number, { min, max }: InputColumn): number {
  const integers = Number.isInteger(min) && Number.isInteger(max);
  const short = integers ? Math.round(value) : Number(value.toPrecision(6));
  if (min === null || max === null || value < min || value > max) return short;
  return Math.min(max, Math.max(min, short));
}

function valueField(input: InputColumn, value: number): string {
  if (input.format.kind === 'datetime') return dateField(Math.round(value / 1000) * 1000, input.format);
  return numberField(rounded(value, input), input.format);
}

function unseenLevel(levels: readonly string[]): string {
  let label = 'unseen';
  while (levels.includes(label)) label += '?';
  return label;
}

/** A field of one column; `words` are those that the recipes look for in it. */
type RowMaker = (input: InputColumn, rng: Rng, words: readonly string[]) => string;

/** Words of the longest text but for what training saw. */
const longText = 40;

const atShare =
  (share: number): RowMaker =>
  (input, rng, words) => {
    const { min, max, levels } = input;
    if (min !== null && max !== null) return valueField(input, min + share * (max - min));
    if (levels && levels.length > 0) return levels[Math.min(levels.length - 1, Math.floor(Math.max(0, share) * levels.length))];
    if (levels) return '';
    return input.format.kind === 'text' ? drawText(words, 1 + Math.floor(share * longText), rng) : 'some text';
  };

const typical: RowMaker = (input, rng, words) => {
  if (input.median !== null) return valueField(input, input.median);
  return input.levels?.[0] ?? atShare(0.2)(input, rng, words);
};

const unseen: RowMaker = (input, rng) => (input.levels ? unseenLevel(input.levels) : atShare(1.5)(input, rng, []));

const drawn: RowMaker = (input, rng, words) => {
  const isMissing = rng.uniform() < Math.min(0.5, Math.max(0.05, input.missingShare));
  const share = rng.uniform();
  return isMissing ? '' : atShare(share)(input, rng, words);
};

/** What every set of golden rows starts with: the ordinary, the empty, both ends, the unseen and the contradictory. */
const edgeRows: readonly RowMaker[] = [typical, () => '', atShare(0), atShare(1), unseen, () => 'not a value, "quoted"'];

/**
 * `n` rows made up from the input contract alone, as raw fields: first a typical row, one with everything missing, the
 * least and greatest values, values outside what training saw, and cells of the wrong kind; then cells drawn
 * independently over range or levels, some missing. Free text is put together of words that the recipes, where given, look
 * for, and of made-up ones. No cell comes from a data row, beyond the levels and the ends of the ranges that the contract
 * lists and the words and labels that the recipes hold. The same seed gives the same rows.
 */
export function goldenRows(release: Pick<Release, 'inputs'> & Partial<Pick<Release, 'members'>>, n: number, seed: number): RawRows {
  const rng = createRng(seed).fork('golden');
  const known = wordsKnown([...new Set((release.members ?? []).map(({ recipe }) => recipe))]);
  const columns = release.inputs.map((input) => {
    const own = rng.fork(input.format.name);
    const words = known.get(input.format.name) ?? [];
    const fields = Array.from({ length: n }, (_, row) => (edgeRows[row] ?? drawn)(input, own, words));
    return [input.format.name, fields] as const;
  });
  return { nRows: n, columns: Object.fromEntries(columns) };
}

/** Raw rows as a header and records, in the order of their columns. */
export function recordsOf(rows: RawRows): { header: string[]; records: string[][] } {
  const header = Object.keys(rows.columns);
  const fields = header.map((name) => rows.columns[name]);
  return { header, records: Array.from({ length: rows.nRows }, (_, row) => fields.map((column) => column[row])) };
}
