import type { NumberDetail, TextDetail } from '../core/profile/column-detail.ts';
import type { LevelCount } from '../core/profile/profile.ts';
import type { SpellingGroup } from '../core/profile/spelling-groups.ts';
import { shown } from './data-profile.ts';
import type { ChartTable } from './evaluation-chart-view.ts';
import { formatCount, formatInteger, formatNumber, formatPercent, missing } from './format.ts';

export interface LevelLine {
  readonly level: string;
  readonly name: string;
  readonly rows: string;
  readonly share: number;
  readonly shareText: string;
  /** Share of the positive class among its rows; a dash where there is none. */
  readonly positive: string;
}

/** A label as it stands, or that it is blank. */
const named = (level: string) => (level.trim() === '' ? '(blank)' : level);

/** The levels as lines of a table, in the order given. */
export function levelLines(levels: readonly LevelCount[], count: number): LevelLine[] {
  return levels.map(({ level, count: rows, positive }) => ({
    level,
    name: named(level),
    rows: formatInteger(rows),
    share: rows / Math.max(1, count),
    shareText: formatPercent(rows / Math.max(1, count)),
    positive: positive === null || rows === 0 ? missing : formatPercent(positive / rows),
  }));
}

export interface LevelTableView {
  readonly title: string;
  readonly reading: string;
  readonly fileName: string;
  readonly withPositive: boolean;
  readonly showMore: string;
  readonly table: ChartTable;
}

/** What stands over the table of levels, and the same as a file. */
export function levelTable(name: string, levels: readonly LevelCount[], count: number, distinct: number, positive: string): LevelTableView {
  const [top] = levels;
  const withPositive = top.positive !== null;
  const listed = levels.length < distinct ? `the ${formatInteger(levels.length)} most frequent of ${formatInteger(distinct)}` : `all ${formatInteger(distinct)}`;
  return {
    title: `Which values does ${name} take?`,
    reading: distinct === 1 ? `Every value is ${shown(top.level)}.` : `${shown(top.level)} is the most frequent of ${formatCount(distinct, 'level')}, with ${formatPercent(top.count / Math.max(1, count))} of the values.`,
    fileName: `levels-${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40)}`,
    withPositive,
    showMore: `Show ${listed}`,
    table: {
      columns: ['level', 'rows', 'share', ...(withPositive ? [`share of ${positive}`] : [])],
      rows: levelLines(levels, count).map(({ level, rows, shareText, positive: rate }) => [level, rows, shareText, ...(withPositive ? [rate] : [])]),
    },
  };
}

export interface Extreme {
  readonly value: string;
  /** The row of the file, counted from 0; null where the value stands in several. */
  readonly row: number | null;
  /** The row as people count, or how often the value occurs. */
  readonly beside: string;
}

/** The lowest and highest values with their rows, and the commonest with how often they occur. */
export function extremeLists({ lowest, highest, commonest, finite }: NumberDetail): { title: string; values: Extreme[] }[] {
  const withRow = ({ value, row }: { value: number; row: number }) => ({ value: formatNumber(value, 6), row, beside: formatInteger(row + 1) });
  return [
    { title: 'Lowest', values: lowest.map(withRow) },
    { title: 'Highest', values: highest.map(withRow) },
    ...(commonest.length > 0
      ? [{ title: 'Commonest', values: commonest.map(({ value, count }) => ({ value: formatNumber(value, 6), row: null, beside: `${formatCount(count, 'row')} (${formatPercent(count / finite)})` })) }]
      : []),
  ];
}

/** Each group's spellings as they stand, in quotation marks so that spaces are seen. */
export function spellingLines(groups: readonly SpellingGroup[]): { level: string; rows: string }[][] {
  return groups.map(({ levels }) => levels.map(({ level, count }) => ({ level: `“${level}”`, rows: formatInteger(count) })));
}

/** Texts to read: those drawn, the shortest and the longest. */
export function sampleLines({ samples, shortest, longest }: TextDetail): { text: string; row: number; rowText: string }[] {
  const byRow = new Map([...samples, shortest, longest].map((sample) => [sample.row, sample]));
  return Array.from(byRow.values(), ({ text, row }) => ({ text: named(text), row, rowText: formatInteger(row + 1) }));
}

/** The words that most texts hold, with the number of texts. */
export function commonWords({ commonWords: words }: TextDetail): { word: string; rows: string }[] {
  return words.map(({ word, rows }) => ({ word, rows: formatInteger(rows) }));
}
