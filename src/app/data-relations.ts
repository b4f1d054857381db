import type { Associations } from '../core/profile/relations/associations.ts';
import type { ColumnKind } from '../core/table/table.ts';
import type { ChartTable } from './evaluation-chart-view.ts';
import { formatCount, formatDecimals, formatInteger, formatNumber, joinSome, missing } from './format.ts';

/** A square of values between columns, as the heat map draws it. */
export interface HeatView {
  readonly title: string;
  readonly reading: string;
  readonly fileName: string;
  readonly names: readonly string[];
  /** Row-major, in [-1, 1]; NaN where it cannot be told. */
  readonly values: Float64Array;
  /** Two digits, for a cell; empty where there is nothing to say. */
  text(row: number, column: number): string;
  /** What is said of a cell that is pointed at. */
  note(row: number, column: number): string;
  readonly table: ChartTable;
}

/** A pair of columns in the list of the strongest. */
export interface PairLine {
  readonly key: string;
  readonly first: string;
  readonly second: string;
  readonly strength: number;
  readonly strengthText: string;
  readonly measure: string;
  readonly information: string;
}

const listedPairs = 12;
const pairsInTable = 2000;

/** The measure of a pair, by the kinds of its columns. */
export function measureName(first: ColumnKind, second: ColumnKind): string {
  if (first === 'category' && second === 'category') return 'Cramér’s V';
  return first === 'category' || second === 'category' ? 'correlation ratio' : 'Spearman';
}

/** What each measure says, on hover. */
export const measureMeanings: Readonly<Record<string, string>> = {
  'Cramér’s V': 'Between labels: 0 where one says nothing of the other, 1 where it settles it; corrected for how many labels there are (Bergsma 2013).',
  'correlation ratio': 'Between labels and a number: the root of the share of the number’s variance that lies between the labels, corrected for how many there are.',
  Spearman: 'Between numbers or dates: how steadily one rises (1) or falls (−1) with the other, by rank.',
};

/** "0.42", "−0.10"; a dash where it cannot be told. */
export function strengthText(value: number): string {
  return Number.isNaN(value) ? missing : formatDecimals(value, 2);
}

/** All pairs that can be told, strongest first. */
function pairsByStrength({ columns, strength, normalised, nats }: Associations): (PairLine & { readonly nats: number })[] {
  const n = columns.length;
  const pairs: (PairLine & { readonly nats: number })[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const value = strength[i * n + j];
      if (Number.isNaN(value)) continue;
      const [first, second] = [columns[i], columns[j]];
      pairs.push({
        key: `${i} ${j}`,
        first: first.name,
        second: second.name,
        strength: value,
        strengthText: strengthText(value),
        measure: measureName(first.kind, second.kind),
        information: formatDecimals(normalised[i * n + j], 2),
        nats: nats[i * n + j],
      });
    }
  }
  return pairs.sort((a, b) => Math.abs(b.strength) - Math.abs(a.strength));
}

/** The strongest pairs, for a list. */
export function strongestPairs(found: Associations, count = listedPairs): PairLine[] {
  return pairsByStrength(found).slice(0, count);
}

/** What was looked at, where it was not everything; empty where it was. */
export function whatWasPaired({ rows, nRows, columns, texts, beyond }: Associations): string {
  const parts = [
    ...(rows < nRows ? [`Measured on ${formatInteger(rows)} of ${formatInteger(nRows)} rows, evenly spaced.`] : []),
    ...(beyond.length > 0 ? [`Of ${formatInteger(columns.length + beyond.length)} columns the ${formatInteger(columns.length)} that tell most of the target are shown.`] : []),
    ...(texts.length > 0 ? [`Free text is not compared: ${joinSome(texts)}.`] : []),
  ];
  return parts.join(' ');
}

/** The association map. */
export function associationMap(found: Associations): HeatView {
  const { columns, strength } = found;
  const n = columns.length;
  const pairs = pairsByStrength(found);
  const [top] = pairs;
  const strong = pairs.filter((pair) => Math.abs(pair.strength) >= 0.5).length;
  const reading = top
    ? `${top.first} and ${top.second} go together most (${top.strengthText}); ${strong === 0 ? 'no pair reaches 0.5' : `${formatCount(strong, 'pair reaches', 'pairs reach')} 0.5`}. Columns that go together stand together.`
    : 'No pair of columns can be compared.';
  const at = (row: number, column: number) => strength[row * n + column];
  return {
    title: 'Which columns go together?',
    reading,
    fileName: 'associations',
    names: columns.map(({ name }) => name),
    values: strength,
    text: (row, column) => (Number.isNaN(at(row, column)) ? '' : strengthText(at(row, column)).replace(/^(−?)0\./, '$1.').replace('1.00', '1')),
    note: (row, column) => {
      const [a, b] = [columns[row], columns[column]];
      if (row === column) return `${a.name}, with itself`;
      const value = at(row, column);
      return Number.isNaN(value) ? `${a.name} and ${b.name}: cannot be told` : `${a.name} and ${b.name}: ${strengthText(value)} (${measureName(a.kind, b.kind)})`;
    },
    table: {
      columns: ['column', 'other column', 'association', 'measure', 'normalised mutual information', 'mutual information, nats'],
      rows: pairs.slice(0, pairsInTable).map((pair) => [pair.first, pair.second, formatNumber(pair.strength, 6), pair.measure, pair.information, formatNumber(pair.nats, 6)]),
    },
  };
}
