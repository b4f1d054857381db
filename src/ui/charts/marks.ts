import type { Chart, Plugin } from 'chart.js';
import type { ChartSeries, ChartView } from '../../app/evaluation-chart-view.ts';
import { readTheme, type ChartTheme } from './theme.ts';

const labelGap = 6;

function drawBand(chart: Chart, view: ChartView, theme: ChartTheme): void {
  if (!view.band) return;
  const { ctx, chartArea, scales } = chart;
  const top = Math.max(scales.y.getPixelForValue(view.band.upper), chartArea.top);
  const bottom = Math.min(scales.y.getPixelForValue(view.band.lower), chartArea.bottom);
  ctx.fillStyle = theme.sunk;
  ctx.fillRect(chartArea.left, top, chartArea.width, bottom - top);
  ctx.fillStyle = theme.ink3;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(view.band.label, chartArea.left + labelGap, top + 4);
}

function drawGoal(chart: Chart, view: ChartView, theme: ChartTheme): void {
  if (!view.goal) return;
  const { ctx, chartArea, scales } = chart;
  const y = scales.y.getPixelForValue(view.goal.y);
  if (y < chartArea.top || y > chartArea.bottom) return;
  ctx.strokeStyle = theme.good;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(chartArea.left, y);
  ctx.lineTo(chartArea.right, y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = theme.good;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  ctx.fillText(view.goal.label, chartArea.left + labelGap, y - 3);
}

function drawWhiskers(chart: Chart, series: ChartSeries, theme: ChartTheme): void {
  const { ctx, chartArea, scales } = chart;
  ctx.strokeStyle = series.tone === 'main' || series.tone === 'mark' ? theme.accent : theme.ink3;
  ctx.globalAlpha = 0.45;
  ctx.lineWidth = 1.2;
  for (const { x, lower, upper } of series.points) {
    if (lower === undefined || upper === undefined) continue;
    const at = scales.x.getPixelForValue(x);
    ctx.beginPath();
    ctx.moveTo(at, Math.min(scales.y.getPixelForValue(lower), chartArea.bottom));
    ctx.lineTo(at, Math.max(scales.y.getPixelForValue(upper), chartArea.top));
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

function drawDirectLabels(chart: Chart, view: ChartView, theme: ChartTheme): void {
  const { ctx, chartArea, scales } = chart;
  const labels = view.series
    .filter(({ directLabel, points }) => directLabel && points.length > 0)
    .map((series) => {
      const last = series.points[series.points.length - 1];
      return { text: series.directLabel ?? '', main: series.tone === 'main', x: scales.x.getPixelForValue(last.x), y: scales.y.getPixelForValue(last.y) };
    })
    .sort((a, b) => a.y - b.y);
  let lowest = -Infinity;
  for (const { text, main, x, y } of labels) {
    const at = Math.max(y, lowest + 13);
    lowest = at;
    const width = ctx.measureText(text).width;
    const fitsRight = x + labelGap + width <= chart.width;
    ctx.fillStyle = main ? theme.accent : theme.ink2;
    ctx.textBaseline = fitsRight ? 'middle' : 'bottom';
    ctx.textAlign = fitsRight ? 'left' : 'right';
    ctx.fillText(text, fitsRight ? x + labelGap : Math.min(x, chartArea.right), fitsRight ? at : at - labelGap);
  }
}

/** Whether nothing was given to the chart yet. */
const isEmpty = ({ data }: Chart) => data.datasets.length === 0;

/** Draws what chart.js does not: axis captions, bands, goals, whiskers and labels beside lines. */
export function marks(view: () => ChartView): Plugin {
  return {
    id: 'atelier-marks',
    beforeDatasetsDraw(chart) {
      if (isEmpty(chart)) return;
      const theme = readTheme();
      chart.ctx.save();
      chart.ctx.font = `11px ${theme.sans}`;
      drawBand(chart, view(), theme);
      drawGoal(chart, view(), theme);
      for (const series of view().series) drawWhiskers(chart, series, theme);
      chart.ctx.restore();
    },
    afterDatasetsDraw(chart) {
      if (isEmpty(chart)) return;
      const { ctx, chartArea } = chart;
      const theme = readTheme();
      ctx.save();
      ctx.font = `11px ${theme.sans}`;
      drawDirectLabels(chart, view(), theme);
      ctx.fillStyle = theme.ink2;
      ctx.textBaseline = 'top';
      ctx.textAlign = 'left';
      ctx.fillText(view().y.label, 0, 0);
      ctx.textAlign = 'right';
      ctx.textBaseline = 'bottom';
      ctx.fillText(view().x.label, chartArea.right, chart.height);
      ctx.restore();
    },
  };
}
