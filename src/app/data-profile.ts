import { missingShare } from '../core/profile/missing-share.ts';
import type { ColumnProfile } from '../core/profile/profile.ts';
import { formatCount, formatInteger, formatNumber, formatPercent, missing } from './format.ts';
import { formatInstant } from './format-units.ts';

export interface ProfileFact {
  readonly term: string;
  readonly value: string;
}

export interface ProfileLevel {
  readonly level: string;
  readonly rows: string;
  readonly share: number;
  readonly shareText: string;
  /** Share of the positive class among its rows; null where there is none. */
  readonly positive: string | null;
}

/** Everything known of a column, for the opened line. */
export interface FullProfile {
  readonly facts: readonly ProfileFact[];
  readonly levels: readonly ProfileLevel[];
  /** "and 30 more levels"; empty where all are shown. */
  readonly more: string;
}

function numericFacts({ numeric, kind }: ColumnProfile): ProfileFact[] {
  if (!numeric) return [];
  const value = kind === 'datetime' ? (ms: number) => formatInstant(ms, true) : (number: number) => formatNumber(number, 5);
  const places: ProfileFact[] = [
    { term: 'Smallest', value: value(numeric.min) },
    { term: 'Lower quartile', value: value(numeric.quantile25) },
    { term: 'Median', value: value(numeric.median) },
    { term: 'Upper quartile', value: value(numeric.quantile75) },
    { term: 'Largest', value: value(numeric.max) },
  ];
  if (kind === 'datetime') return places;
  return [
    ...places,
    { term: 'Mean', value: formatNumber(numeric.mean, 5) },
    { term: 'Standard deviation', value: formatNumber(numeric.standardDeviation, 5) },
    { term: 'Skewness', value: formatNumber(numeric.skewness, 3) },
    { term: 'Zeros', value: formatInteger(numeric.zeros) },
    ...(numeric.infinite > 0 ? [{ term: 'Infinite', value: formatInteger(numeric.infinite) }] : []),
  ];
}

/** The facts and levels of a column, in reading order. */
export function fullProfile(column: ColumnProfile): FullProfile {
  const present = column.count;
  const levels = (column.levels ?? []).map(({ level, count, positive }): ProfileLevel => ({
    level,
    rows: formatInteger(count),
    share: present > 0 ? count / present : 0,
    shareText: present > 0 ? formatPercent(count / present) : missing,
    positive: positive === null || count === 0 ? null : formatPercent(positive / count),
  }));
  const hidden = column.levels ? column.distinct - levels.length : 0;
  return {
    facts: [
      { term: 'Values', value: formatInteger(present) },
      { term: 'Missing', value: column.missing === 0 ? 'none' : `${formatInteger(column.missing)} (${formatPercent(missingShare(column))})` },
      { term: 'Different values', value: formatInteger(column.distinct) },
      ...numericFacts(column),
    ],
    levels,
    more: hidden > 0 ? `and ${formatCount(hidden, 'more level')}` : '',
  };
}
