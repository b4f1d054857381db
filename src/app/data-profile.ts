import type { ColumnDetail, DatetimeDetail, Granularity, LevelDetail, NumberDetail, Spread, TextDetail } from '../core/profile/column-detail.ts';
import { missingShare } from '../core/profile/missing-share.ts';
import { formatCount, formatInteger, formatNumber, formatPercent, missing } from './format.ts';
import { formatInstant } from './format-units.ts';

export interface ProfileFact {
  readonly term: string;
  readonly value: string;
  /** What the term means, where not everybody knows. */
  readonly explanation?: string;
}

/** Facts that belong together, as one block of the opened line. */
export interface FactGroup {
  readonly title: string;
  readonly facts: readonly ProfileFact[];
}

const number = (value: number) => formatNumber(value, 5);

function counted(count: number, total: number): string {
  return count === 0 ? 'none' : `${formatInteger(count)} (${formatPercent(count / total)})`;
}

function counts(detail: ColumnDetail): ProfileFact[] {
  const { number: numbers } = detail;
  return [
    { term: 'Values', value: formatInteger(detail.count) },
    { term: 'Missing', value: detail.missing === 0 ? 'none' : `${formatInteger(detail.missing)} (${formatPercent(missingShare(detail))})` },
    { term: 'Different values', value: formatInteger(detail.distinct) },
    ...(numbers
      ? [
          { term: 'Zeros', value: counted(numbers.zeros, detail.count) },
          { term: 'Negative', value: counted(numbers.negative, detail.count) },
          { term: 'Infinite', value: counted(numbers.infinite, detail.count) },
        ]
      : []),
  ];
}

function places({ min, max, quantiles }: NumberDetail): ProfileFact[] {
  const words = new Map([[0.25, 'Lower quartile'], [0.5, 'Median'], [0.75, 'Upper quartile']]);
  return [
    { term: 'Smallest', value: number(min) },
    ...quantiles.map(({ p, value }) => ({ term: words.get(p) ?? `${formatInteger(p * 100)}% quantile`, value: number(value) })),
    { term: 'Largest', value: number(max) },
  ];
}

function shape({ mean, standardDeviation, medianAbsoluteDeviation, skewness, kurtosis, quantiles }: NumberDetail): ProfileFact[] {
  const at = (p: number) => quantiles.find((quantile) => quantile.p === p)?.value ?? NaN;
  return [
    { term: 'Mean', value: number(mean) },
    { term: 'Standard deviation', value: number(standardDeviation), explanation: 'How far values lie from the mean, typically; divisor n − 1.' },
    { term: 'Quartile range', value: number(at(0.75) - at(0.25)), explanation: 'From the lower to the upper quartile: the width of the middle half.' },
    { term: 'MAD', value: number(medianAbsoluteDeviation), explanation: 'Median absolute deviation: half of the values lie within this distance of the median.' },
    { term: 'Skewness', value: formatNumber(skewness, 3), explanation: 'Above 0 where the long tail is to the right, below 0 where it is to the left; corrected for bias.' },
    { term: 'Kurtosis', value: formatNumber(kurtosis, 3), explanation: 'How heavy the tails are beyond those of the normal distribution, which has 0; corrected for bias.' },
  ];
}

function levelFacts({ entropyBits, evenness, rare, once, shortest, longest }: LevelDetail, { count }: ColumnDetail): ProfileFact[] {
  return [
    { term: 'Entropy', value: `${formatNumber(entropyBits, 3)} bits`, explanation: 'How much a value tells on average: 0 where all are one level, 1 bit for a fair coin.' },
    { term: 'Evenness', value: formatNumber(evenness, 3), explanation: 'Entropy over the most it could be with as many levels: 1 where all are equally frequent.' },
    { term: `Rare (under ${formatPercent(rare.below)})`, value: rare.levels === 0 ? 'none' : `${formatCount(rare.levels, 'level')} on ${formatPercent(rare.rows / Math.max(1, count))} of the values` },
    { term: 'Occur once', value: once === 0 ? 'none' : formatCount(once, 'level') },
    { term: 'Shortest', value: shown(shortest) },
    { term: 'Longest', value: shown(longest) },
  ];
}

/** A label or text as it can be seen: in quotation marks, cut to 60 characters. */
export function shown(text: string): string {
  if (text.trim() === '') return '(blank)';
  return `“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;
}

const granularities: Readonly<Record<Granularity, string>> = {
  year: 'whole years',
  month: 'whole months',
  day: 'whole days',
  hour: 'whole hours',
  minute: 'minutes',
  second: 'seconds',
  millisecond: 'parts of a second',
};

const spans: readonly (readonly [number, string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
  [1, 'millisecond'],
];

/** A length of time in the largest unit that suits it: "1 day", "2.5 hours", "3.2 years". */
export function formatSpan(ms: number): string {
  if (ms >= 730 * 86_400_000) return `${formatNumber(ms / (365.2425 * 86_400_000), 3)} years`;
  const [unit, name] = spans.find(([length]) => ms >= length) ?? spans[spans.length - 1];
  return formatUnits(ms / unit, name);
}

function formatUnits(count: number, singular: string): string {
  return `${formatNumber(count, 3)} ${singular}${count === 1 ? '' : 's'}`;
}

const byDay = (granularity: Granularity) => granularity === 'year' || granularity === 'month' || granularity === 'day';

function stepText({ usualStep }: DatetimeDetail): string {
  if (!usualStep) return missing;
  const { unit, count } = usualStep;
  if (unit === 'month') return count % 12 === 0 ? formatUnits(count / 12, 'year') : formatUnits(count, 'month');
  return formatSpan(count);
}

function instantFacts(detail: DatetimeDetail): FactGroup[] {
  const { min, max, median, granularity, regular, longestGap, longGaps } = detail;
  const at = (ms: number) => formatInstant(ms, !byDay(granularity));
  return [
    {
      title: 'Range',
      facts: [
        { term: 'First', value: at(min) },
        { term: 'Median', value: at(median) },
        { term: 'Last', value: at(max) },
        { term: 'Span', value: formatSpan(max - min) },
        { term: 'Written to', value: granularities[granularity], explanation: 'The coarsest unit in which every value is whole.' },
      ],
    },
    {
      title: 'Steps and gaps',
      facts: [
        { term: 'Usual step', value: stepText(detail), explanation: 'The commonest time between two different values that follow each other.' },
        { term: 'Steps that long', value: longestGap ? formatPercent(regular) : missing },
        { term: 'Longest gap', value: longestGap ? `${formatSpan(longestGap.to - longestGap.from)}, from ${at(longestGap.from)}` : missing },
        { term: 'Long gaps', value: longGaps === 0 ? 'none' : formatInteger(longGaps), explanation: 'Gaps of at least five times the usual step.' },
      ],
    },
  ];
}

const spread = ({ min, mean, max }: Spread) => `${formatInteger(min)} – ${formatNumber(mean, 3)} – ${formatInteger(max)}`;

function textFacts({ characters, words, vocabulary }: TextDetail): ProfileFact[] {
  return [
    { term: 'Characters', value: spread(characters), explanation: 'Fewest, mean and most.' },
    { term: 'Words', value: spread(words), explanation: 'Fewest, mean and most.' },
    { term: 'Different words', value: vocabulary === null ? 'over 500,000' : formatInteger(vocabulary) },
  ];
}

/** The facts of a column in reading order, by what they are about. */
export function factGroups(detail: ColumnDetail): FactGroup[] {
  const { number: numbers, labels, datetime, text } = detail;
  return [
    { title: 'Counts', facts: counts(detail) },
    ...(numbers ? [{ title: 'Shape', facts: shape(numbers) }, { title: 'Quantiles', facts: places(numbers) }] : []),
    ...(labels ? [{ title: 'Levels', facts: levelFacts(labels, detail) }] : []),
    ...(datetime ? instantFacts(datetime) : []),
    ...(text ? [{ title: 'Length', facts: textFacts(text) }] : []),
  ];
}
