import type { ChartConfiguration, ChartDataset, ScaleOptionsByType } from 'chart.js';
import { formatAxis } from '../../app/evaluation-axis.ts';
import type { ChartAxis, ChartSeries, ChartView, PointShape } from '../../app/evaluation-chart-view.ts';
import { marks } from './marks.ts';
import type { ChartTheme } from './theme.ts';

type Kind = 'scatter' | 'bar';

const captionHeight = 20;
/** Shapes that are lines alone. */
const strokedShapes: ReadonlySet<PointShape> = new Set(['star', 'crossRot', 'cross']);

function colourOf(series: ChartSeries, theme: ChartTheme): string {
  const { colour } = series;
  if (colour && 'hue' in colour) return theme.hues[(colour.hue - 1) % theme.hues.length];
  if (colour) return `color-mix(in oklab, ${theme.accent} ${Math.round(100 * colour.shade)}%, ${theme.mark})`;
  if (series.tone === 'main' || series.tone === 'mark') return theme.accent;
  if (series.tone === 'second') return theme.ink2;
  return series.tone === 'quiet' ? theme.mark : theme.line2;
}

/** One size where all are equal: the points then share what is worked out of them. */
function sizes(series: ChartSeries, usual: number, more = 0): number | number[] {
  const all = series.points.map(({ size }) => (size ?? usual) + more);
  return all.every((size) => size === all[0]) ? (all[0] ?? usual) : all;
}

function dataset(series: ChartSeries, theme: ChartTheme): ChartDataset<Kind> {
  const colour = colourOf(series, theme);
  const data = series.points.map(({ x, y }) => ({ x, y }));
  if (series.draw === 'bars') {
    // Bars at one place lie before one another: a part of them in colour, all of them behind.
    const quiet = series.tone !== 'main';
    return { type: 'bar', data, grouped: false, backgroundColor: quiet ? theme.mark : theme.accent, hoverBackgroundColor: quiet ? theme.ink3 : theme.accent, barPercentage: 1, categoryPercentage: 0.94 };
  }
  const withLine = series.draw !== 'points';
  const withPoints = series.draw !== 'line';
  const crowded = series.points.length > 200;
  return {
    type: 'scatter',
    data,
    showLine: withLine,
    borderColor: colour,
    borderWidth: series.tone === 'reference' ? 1 : 1.8,
    borderDash: series.tone === 'reference' ? [3, 3] : series.tone === 'second' ? [5, 3] : [],
    borderJoinStyle: 'round',
    clip: 8,
    backgroundColor: colour,
    pointBackgroundColor: series.colour ? `color-mix(in srgb, ${colour} 70%, transparent)` : crowded ? `color-mix(in srgb, ${colour} 42%, transparent)` : colour,
    pointBorderColor: theme.ground,
    pointBorderWidth: crowded || series.colour ? 0 : series.tone === 'mark' ? 2 : 1,
    pointRadius: withPoints ? sizes(series, crowded ? 2 : 3.5) : 0,
    pointHoverRadius: withPoints ? sizes(series, 3, 2) : 4,
    pointHitRadius: 8,
    ...(series.shape ? { pointStyle: series.shape, ...(strokedShapes.has(series.shape) ? { pointBorderColor: colour, pointBorderWidth: 1.4 } : {}) } : {}),
  };
}

function scale(axis: ChartAxis, theme: ChartTheme, isX: boolean): object {
  const options = {
    type: 'linear' as const,
    ...(axis.min === undefined ? {} : { min: axis.min }),
    ...(axis.max === undefined ? {} : { max: axis.max }),
    offset: false,
    ...(axis.room === undefined ? {} : { afterFit: (drawn: { width: number }) => (drawn.width = axis.room ?? drawn.width) }),
    border: { display: isX, color: theme.line2 },
    grid: { display: !isX, color: theme.line, drawTicks: false },
    ticks: {
      color: theme.ink3,
      font: { family: theme.sans, size: 11 },
      maxTicksLimit: axis.format === 'category' ? 12 : isX ? 6 : 5,
      maxRotation: 0,
      includeBounds: axis.format !== 'count',
      padding: 6,
      ...(axis.format === 'category' || axis.format === 'count' ? { precision: 0 } : {}),
      callback: (value: string | number) => formatAxis(Number(value), axis),
    },
  } satisfies Partial<Record<keyof ScaleOptionsByType<'linear'>, unknown>>;
  return options;
}

/** What chart.js needs to draw the current view in `theme`; what is drawn beside the data follows `current`. */
export function chartConfig(current: () => ChartView, theme: ChartTheme): ChartConfiguration<Kind> {
  const view = current();
  const labelled = view.series.some(({ directLabel }) => directLabel);
  return {
    type: 'scatter',
    data: { datasets: view.series.map((series, at) => ({ ...dataset(series, theme), order: -at })) },
    plugins: [marks(current)],
    options: {
      animation: false,
      responsive: true,
      // Sharp when saved as a picture, too.
      devicePixelRatio: Math.max(2, globalThis.devicePixelRatio),
      maintainAspectRatio: false,
      normalized: true,
      layout: { padding: { top: captionHeight, right: labelled ? 64 : view.x.format === 'category' ? 44 : 10, bottom: captionHeight - 2 } },
      interaction: { mode: 'nearest', intersect: false },
      scales: { x: scale(view.x, theme, true), y: scale(view.y, theme, false) },
      plugins: {
        tooltip: {
          backgroundColor: theme.panel,
          titleColor: theme.ink,
          bodyColor: theme.ink2,
          borderColor: theme.line2,
          borderWidth: 1,
          displayColors: false,
          cornerRadius: 6,
          padding: 10,
          caretSize: 0,
          titleFont: { family: theme.sans, size: 12, weight: 600 },
          bodyFont: { family: theme.sans, size: 12 },
          filter: ({ datasetIndex, dataIndex }) => (view.series[datasetIndex].points[dataIndex]?.note.length ?? 0) > 0,
          callbacks: {
            title: (items) => items.slice(0, 1).map(({ datasetIndex, dataIndex }) => view.series[datasetIndex].points[dataIndex].note[0]),
            label: ({ datasetIndex, dataIndex }) => view.series[datasetIndex].points[dataIndex].note.slice(1),
          },
        },
      },
    },
  };
}

/** As `chartConfig`, without data and axes: a chart is made of it in one task, and is drawn in another. */
export function emptyConfig(current: () => ChartView, theme: ChartTheme): ChartConfiguration<Kind> {
  const { options, ...config } = chartConfig(current, theme);
  return { ...config, data: { datasets: [] }, options: { ...options, scales: { x: { display: false }, y: { display: false } } } };
}
