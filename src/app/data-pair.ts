import type { PairDetail, PairShape } from '../core/profile/relations/pair-detail.ts';
import type { ColumnKind } from '../core/table/table.ts';
import { measureName, strengthText } from './data-relations.ts';
import type { ChartTable, ChartView } from './evaluation-chart-view.ts';
import { formatCount, formatDecimals, formatInteger, formatNumber, formatPercent } from './format.ts';
import { formatInstant } from './format-units.ts';

/** The spread of a number among the rows of one label; places in [0, 1] along a common scale. */
export interface BoxLine {
  readonly label: string;
  readonly rows: string;
  readonly low: number;
  readonly lower: number;
  readonly middle: number;
  readonly upper: number;
  readonly high: number;
  readonly text: string;
  readonly note: string;
}

export interface ShareCell {
  readonly share: number;
  readonly text: string;
  readonly note: string;
}

/** A pair of columns, ready to be drawn. */
export type PairView = { readonly title: string; readonly reading: string; readonly table: ChartTable } & (
  | { readonly draw: 'chart'; readonly chart: ChartView }
  | { readonly draw: 'boxes'; readonly boxes: readonly BoxLine[]; readonly from: string; readonly to: string }
  | { readonly draw: 'shares'; readonly columns: readonly string[]; readonly rows: readonly { readonly label: string; readonly rows: string; readonly cells: readonly ShareCell[] }[] }
);

type ShapeOf<K extends PairShape['kind']> = Extract<PairShape, { readonly kind: K }>;

const msPerYear = 365.2425 * 86_400_000;
const others = 'all others';

function written(kind: ColumnKind): (value: number) => string {
  return kind === 'datetime' ? (value) => formatInstant(value, true) : (value) => formatNumber(value, 4);
}

function chartOf(detail: PairDetail, shape: ShapeOf<'numbers'>, title: string, reading: string): ChartView {
  const { first, second } = detail;
  // Years along an axis of dates; the notes hold the instants.
  const place = (kind: ColumnKind, value: number) => (kind === 'datetime' ? 1970 + value / msPerYear : value);
  const label = ({ name, kind }: PairDetail['first']) => (kind === 'datetime' ? `${name}, year` : name);
  const [x, y] = [written(first.kind), written(second.kind)];
  return {
    title,
    reading,
    fileName: `${first.name}-${second.name}`,
    x: { label: label(first), format: 'number' },
    y: { label: label(second), format: 'number' },
    series: [
      {
        label: 'rows',
        draw: 'points',
        tone: 'quiet',
        points: shape.points.map(([a, b]) => ({ x: place(first.kind, a), y: place(second.kind, b), note: [`${first.name} ${x(a)}`, `${second.name} ${y(b)}`] })),
      },
      {
        label: 'middle',
        draw: 'line-and-points',
        tone: 'main',
        directLabel: 'middle',
        points: shape.trend.map(([a, b, rows]) => ({ x: place(first.kind, a), y: place(second.kind, b), note: [`about ${first.name} ${x(a)}`, `middle ${second.name} ${y(b)}`, formatCount(rows, 'row')] })),
      },
    ],
    table: { columns: [first.name, `middle of ${second.name}`, 'rows'], rows: shape.trend.map(([a, b, rows]) => [x(a), y(b), String(rows)]) },
  };
}

function boxesOf(detail: PairDetail, shape: ShapeOf<'mixed'>) {
  const kind = detail.first.name === shape.numbers ? detail.first.kind : detail.second.kind;
  const value = written(kind);
  const ends = shape.groups.flatMap(({ quantiles }) => [quantiles[0], quantiles[4]]);
  const least = Math.min(...ends);
  const range = Math.max(...ends) - least || 1;
  const at = (quantile: number) => (quantile - least) / range;
  const boxes = shape.groups.map(({ label, rows, quantiles: [low, lower, middle, upper, high] }) => ({
    label: label ?? others,
    rows: formatInteger(rows),
    low: at(low),
    lower: at(lower),
    middle: at(middle),
    upper: at(upper),
    high: at(high),
    text: value(middle),
    note: `${label ?? others}: middle ${value(middle)}, half of the rows from ${value(lower)} to ${value(upper)}, nine in ten from ${value(low)} to ${value(high)}`,
  }));
  const table = {
    columns: [shape.labels, 'rows', '5%', '25%', 'middle', '75%', '95%'],
    rows: shape.groups.map(({ label, rows, quantiles }) => [label ?? others, String(rows), ...quantiles.map(value)]),
  };
  return { draw: 'boxes' as const, boxes, from: value(least), to: value(least + range), table };
}

function sharesOf({ first, second }: PairDetail, shape: ShapeOf<'labels'>) {
  const width = shape.second.length;
  const named = (label: string | null) => label ?? others;
  const rows = shape.first.map((label, i) => {
    const counts = shape.counts.slice(i * width, (i + 1) * width);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const cells = counts.map((count, j) => ({
      share: total === 0 ? 0 : count / total,
      text: count === 0 ? '–' : formatPercent(count / total),
      note: `${formatInteger(count)} of ${formatCount(total, 'row')} with ${first.name} ${named(label)} have ${second.name} ${named(shape.second[j])}`,
    }));
    return { label: named(label), rows: formatInteger(total), cells };
  });
  const table = {
    columns: [first.name, ...shape.second.map(named)],
    rows: shape.first.map((label, i) => [named(label), ...shape.counts.slice(i * width, (i + 1) * width).map(String)]),
  };
  return { draw: 'shares' as const, columns: shape.second.map(named), rows, table };
}

/** What two columns look like together. */
export function pairView(detail: PairDetail): PairView {
  const { first, second, shape } = detail;
  const title = `${first.name} and ${second.name}`;
  const told = Number.isNaN(detail.strength) ? 'Their association cannot be told' : `${measureName(first.kind, second.kind)} ${strengthText(detail.strength)}`;
  const reading = `${told}; mutual information ${formatDecimals(detail.nats, 2)} nats (${formatDecimals(detail.normalised, 2)} of the most there could be); ${formatCount(detail.rows, 'row has', 'rows have')} both.`;
  if (shape.kind === 'numbers') {
    const chart = chartOf(detail, shape, title, reading);
    return { title, reading, draw: 'chart', chart, table: chart.table };
  }
  return { title, reading, ...(shape.kind === 'mixed' ? boxesOf(detail, shape) : sharesOf(detail, shape)) };
}
