import type { Missingness } from '../core/profile/relations/missingness.ts';
import type { HeatView } from './data-relations.ts';
import { strengthText } from './data-relations.ts';
import { formatCount, formatInteger, formatNumber, formatPercent, joinSome } from './format.ts';

/** A column with missing cells: how many, and where in the file. */
export interface MissingLine {
  readonly name: string;
  readonly rows: string;
  readonly share: number;
  readonly shareText: string;
  /** The share that is missing in each stripe of rows, first to last. */
  readonly stripes: readonly number[];
}

export interface PatternLine {
  readonly key: string;
  readonly columns: string;
  readonly rows: string;
  readonly share: number;
  readonly shareText: string;
}

export interface MissingView {
  readonly title: string;
  readonly reading: string;
  readonly lines: readonly MissingLine[];
  readonly patterns: readonly PatternLine[];
  /** "and 12 rarer ones"; empty where all are shown. */
  readonly morePatterns: string;
  /** "and 30 columns with fewer gaps"; empty where all are shown. */
  readonly moreColumns: string;
  readonly table: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** Null where fewer than two columns have gaps. */
  readonly together: HeatView | null;
}

function togetherMap({ columns, together }: Missingness): HeatView | null {
  const n = columns.length;
  if (n < 2) return null;
  const at = (row: number, column: number) => together[row * n + column];
  const pairs = columns.flatMap((a, i) => columns.slice(i + 1).map((b, k) => ({ a: a.name, b: b.name, value: at(i, i + 1 + k) })));
  const known = pairs.filter(({ value }) => !Number.isNaN(value)).sort((x, y) => Math.abs(y.value) - Math.abs(x.value));
  const [top] = known;
  const reading = !top
    ? 'No two columns have gaps that can be compared.'
    : Math.abs(top.value) < 0.1
      ? 'The gaps of one column say next to nothing of those of another.'
      : `${top.a} and ${top.b} ${top.value > 0 ? 'are missing together' : 'are missing in turn'} (φ ${strengthText(top.value)}).`;
  return {
    title: 'Which gaps come together?',
    reading,
    fileName: 'missing-together',
    names: columns.map(({ name }) => name),
    values: together,
    text: (row, column) => (Number.isNaN(at(row, column)) ? '' : strengthText(at(row, column)).replace(/^(−?)0\./, '$1.').replace('1.00', '1')),
    note: (row, column) => (row === column ? `${columns[row].name}, with itself` : `${columns[row].name} and ${columns[column].name}: φ ${strengthText(at(row, column))}`),
    table: { columns: ['column', 'other column', 'φ of being missing'], rows: known.map(({ a, b, value }) => [a, b, formatNumber(value, 6)]) },
  };
}

/** Where cells are missing, as bars, stripes, patterns and a map. */
export function missingView(found: Missingness): MissingView {
  const { nRows, columns, bounds, stripes, patterns } = found;
  const nStripes = bounds.length - 1;
  const lines = columns.map(({ name, missing }, i) => ({
    name,
    rows: formatInteger(missing),
    share: missing / nRows,
    shareText: formatPercent(missing / nRows),
    stripes: Array.from(stripes.subarray(i * nStripes, (i + 1) * nStripes)),
  }));
  const hidden = found.nPatterns - patterns.length;
  return {
    title: 'Where are cells missing?',
    reading: columns.length === 0 ? 'Nowhere: every row is complete.' : `${formatCount(found.completeRows, 'row')} of ${formatInteger(nRows)} are complete (${formatPercent(found.completeRows / nRows)}); ${formatCount(columns.length + found.others, 'column has', 'columns have')} gaps.`,
    lines,
    patterns: patterns.map((pattern, i) => ({
      key: String(i),
      columns: pattern.columns.length === 0 ? 'nothing missing' : joinSome(pattern.columns.map((at) => columns[at].name), 5),
      rows: formatInteger(pattern.rows),
      share: pattern.rows / nRows,
      shareText: formatPercent(pattern.rows / nRows),
    })),
    morePatterns: hidden > 0 ? `and ${formatCount(hidden, 'rarer one')}` : '',
    moreColumns: found.others > 0 ? `and ${formatCount(found.others, 'column')} with fewer gaps` : '',
    table: { columns: ['column', 'rows missing', 'share'], rows: columns.map(({ name, missing }) => [name, String(missing), formatNumber(missing / nRows, 4)]) },
    together: togetherMap(found),
  };
}
