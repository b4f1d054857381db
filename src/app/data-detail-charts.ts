import type { ColumnDetail, DatetimeDetail, NumberDetail } from '../core/profile/column-detail.ts';
import type { Histogram } from '../core/profile/profile.ts';
import type { ChartPoint, ChartSeries, ChartView } from './evaluation-chart-view.ts';
import { formatInteger, formatNumber, formatPercent } from './format.ts';
import { formatInstant } from './format-units.ts';

const number = (value: number) => formatNumber(value, 4);

/** Part of a name that a file may have. */
function fileNameOf(name: string, what: string): string {
  return `${what}-${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40)}`;
}

/** Bars for all rows and, in front of them, for those of the positive class. */
function bars(counts: readonly number[], positive: readonly number[] | null, xs: readonly number[], note: (bin: number) => string, positiveName: string): ChartSeries[] {
  const lines = (bin: number) => [
    note(bin),
    `${formatInteger(counts[bin])} rows`,
    ...(positive && counts[bin] > 0 ? [`${formatPercent(positive[bin] / counts[bin])} ${positiveName}`] : []),
  ];
  const points = (heights: readonly number[]): ChartPoint[] => heights.map((y, bin) => ({ x: xs[bin], y, note: lines(bin) }));
  return [
    { label: 'rows', draw: 'bars', tone: 'quiet', points: points(counts) },
    ...(positive ? [{ label: positiveName, draw: 'bars', tone: 'main', points: points(positive) } as const] : []),
  ];
}

function columnsOf(first: string, histogram: Pick<Histogram, 'positive'>, positiveName: string): string[] {
  return [first, 'rows', ...(histogram.positive ? [`rows of ${positiveName}`] : [])];
}

/** How the values of a number column are spread, in bins. */
export function histogramView(name: string, detail: NumberDetail, positiveName: string): ChartView {
  const { histogram, quantiles } = detail;
  const { edges, counts, positive } = histogram;
  const at = (p: number) => number(quantiles.find((quantile) => quantile.p === p)?.value ?? NaN);
  const middles = counts.map((_, bin) => edges[bin] / 2 + edges[bin + 1] / 2);
  const range = (bin: number) => (edges[bin + 1] - edges[bin] === 1 ? number(middles[bin]) : `${number(edges[bin])} to ${number(edges[bin + 1])}`);
  return {
    title: `How is ${name} spread?`,
    reading: detail.min === detail.max ? `Every value is ${number(detail.min)}.` : `Half of the values lie between ${at(0.25)} and ${at(0.75)}; 98% between ${at(0.01)} and ${at(0.99)}.${positive ? ` Shaded: ${positiveName}.` : ''}`,
    fileName: fileNameOf(name, 'histogram'),
    x: { label: name, format: 'number', min: edges[0], max: edges[edges.length - 1] },
    y: { label: 'rows', format: 'count', min: 0 },
    series: bars(counts, positive, middles, range, positiveName),
    table: {
      columns: columnsOf(name, histogram, positiveName),
      rows: counts.map((count, bin) => [range(bin), formatInteger(count), ...(positive ? [formatInteger(positive[bin])] : [])]),
    },
  };
}

const unitNames: Readonly<Record<DatetimeDetail['overTime']['unit'], string>> = {
  millisecond: 'moment',
  second: 'second',
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
};

function periodName(start: number, unit: DatetimeDetail['overTime']['unit']): string {
  const day = formatInstant(start);
  if (unit === 'year') return day.slice(0, day.lastIndexOf('-') - 3);
  if (unit === 'month' || unit === 'quarter') return day.slice(0, day.lastIndexOf('-'));
  if (unit === 'week' || unit === 'day') return day;
  return unit === 'hour' || unit === 'minute' ? formatInstant(start, true) : new Date(start).toISOString().slice(11, 23);
}

/** "fall in 2019-03", "fall in the week from 2019-03-04", "fall on 2019-03-04", "fall in the hour from 2019-03-04 17:00". */
function fallIn(period: string, unit: DatetimeDetail['overTime']['unit']): string {
  if (unit === 'day') return `fall on ${period}`;
  return unit === 'year' || unit === 'month' ? `fall in ${period}` : `fall in the ${unit} from ${period}`;
}

/** Rows by period. */
export function overTimeView(name: string, { overTime }: DatetimeDetail, positiveName: string): ChartView {
  const { unit, starts, counts, positive } = overTime;
  const names = starts.map((start) => periodName(start, unit));
  const most = counts.indexOf(Math.max(...counts));
  const empty = counts.filter((count) => count === 0).length;
  return {
    title: `When do the rows of ${name} fall?`,
    reading: `${formatInteger(counts[most])} rows ${fallIn(names[most], unit)}, the most; ${empty === 0 ? 'no period is empty' : `${formatInteger(empty)} of ${formatInteger(counts.length)} periods are empty`}.${positive ? ` Shaded: ${positiveName}.` : ''}`,
    fileName: fileNameOf(name, 'over-time'),
    x: { label: `${unitNames[unit]} of ${name}`, format: 'category', min: -0.5, max: counts.length - 0.5, categories: names },
    y: { label: 'rows', format: 'count', min: 0 },
    series: bars(counts, positive, [...counts.keys()], (bin) => names[bin], positiveName),
    table: {
      columns: columnsOf(unitNames[unit], overTime, positiveName),
      rows: counts.map((count, bin) => [names[bin], formatInteger(count), ...(positive ? [formatInteger(positive[bin])] : [])]),
    },
  };
}

/** The chart of what a column holds, where there is one. */
export function spreadView({ name, number: numbers, datetime }: ColumnDetail, positiveName: string): ChartView | null {
  if (numbers) return histogramView(name, numbers, positiveName);
  return datetime ? overTimeView(name, datetime, positiveName) : null;
}
