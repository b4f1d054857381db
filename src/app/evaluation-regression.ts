import type { RegressionEvaluation } from '../core/evaluation/evaluation.ts';
import type { Estimate } from '../core/metrics/metric.ts';
import type { ChartView } from './evaluation-chart-view.ts';
import { niceBounds } from './model-scale.ts';
import { formatCompact, formatInteger, formatNumber, formatPercent } from './format.ts';

/** Predicted against true values, with the line on which they are equal. */
export function predictedVsTrueView(detail: RegressionEvaluation, target: string, mae: Estimate | undefined): ChartView {
  const { min, max } = niceBounds(detail.points.flat());
  return {
    title: 'How near is a prediction?',
    reading: mae ? `Off by ${formatNumber(mae.value)} on average; on the line it would be exact.` : 'On the line it would be exact.',
    fileName: 'predicted-against-true',
    x: { label: `true ${target}`, format: 'number', min, max },
    y: { label: `predicted ${target}`, format: 'number', min, max },
    series: [
      { label: 'Exact', draw: 'line', tone: 'reference', points: [{ x: min, y: min, note: [] }, { x: max, y: max, note: [] }] },
      {
        label: 'Rows',
        draw: 'points',
        tone: 'main',
        points: detail.points.map(([truth, predicted]) => ({
          x: truth,
          y: predicted,
          note: [`True ${formatNumber(truth)}`, `predicted ${formatNumber(predicted)}`, `off by ${formatNumber(predicted - truth)}`],
        })),
      },
    ],
    table: {
      columns: ['true', 'predicted', 'difference'],
      rows: detail.points.map(([truth, predicted]) => [truth, predicted, predicted - truth].map((value) => formatNumber(value, 6))),
    },
  };
}

/** The residuals, true minus predicted, as a histogram. */
export function residualsView(detail: RegressionEvaluation, target: string): ChartView {
  const { edges, counts } = detail.residuals;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const above = counts.reduce((sum, count, i) => sum + ((edges[i] + edges[i + 1]) / 2 > 0 ? count : 0), 0);
  const share = total > 0 ? above / total : NaN;
  const lean = share > 0.6 ? 'It tends to predict too low.' : share < 0.4 ? 'It tends to predict too high.' : 'No lean to either side.';
  return {
    title: 'Which way does it miss?',
    reading: total > 0 ? `${formatPercent(share)} of rows lie above their prediction. ${lean}` : 'There are no rows to tell.',
    fileName: 'residuals',
    x: { label: `true minus predicted ${target}`, format: 'number', ...niceBounds(edges) },
    y: { label: 'rows', format: 'count', min: 0 },
    series: [
      {
        label: 'Rows',
        draw: 'bars',
        tone: 'quiet',
        points: counts.map((count, i) => ({
          x: (edges[i] + edges[i + 1]) / 2,
          y: count,
          note: [`${formatCompact(edges[i])} to ${formatCompact(edges[i + 1])}`, `${formatInteger(count)} rows`],
        })),
      },
    ],
    table: {
      columns: ['from', 'to', 'rows'],
      rows: counts.map((count, i) => [formatNumber(edges[i], 6), formatNumber(edges[i + 1], 6), formatInteger(count)]),
    },
  };
}
