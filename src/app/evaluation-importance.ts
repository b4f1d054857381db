import type { Importance } from '../core/evaluation/evaluation.ts';
import type { MetricId } from '../core/metrics/metric.ts';
import { metricOf } from '../core/metrics/registry.ts';
import type { ChartTable } from './evaluation-chart-view.ts';
import { lowerFirst } from './model-headline.ts';
import { formatDecimals, formatInteger, formatNumber, scoreDecimals, startSentence } from './format.ts';

export interface ImportanceBar {
  readonly column: string;
  /** Length of the bar and ends of its whisker (one standard deviation), in [0, 1]. */
  readonly length: number;
  readonly lower: number;
  readonly upper: number;
  readonly text: string;
  readonly note: string;
}

export interface ImportanceView {
  readonly title: string;
  readonly reading: string;
  readonly bars: readonly ImportanceBar[];
  /** "and 12 more, each at most 0.001"; null where all are shown. */
  readonly rest: string | null;
  readonly table: ChartTable;
}

/** The columns the model relies on most, as bars; negative drops are chance and are drawn as none. */
export function importanceView(importance: readonly Importance[], metricId: MetricId, limit = 10): ImportanceView {
  const { label, greaterIsBetter } = metricOf(metricId);
  const change = greaterIsBetter ? 'loss' : 'rise';
  const shown = importance.slice(0, limit);
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const longest = Math.max(1e-12, ...shown.map(({ drop, standardDeviation }) => drop + (standardDeviation || 0)));
  const largest = Math.abs(shown[0]?.drop ?? 0);
  const written = (value: number) => (largest !== 0 && largest < 1e-3 ? formatNumber(value, 2) : formatDecimals(value, scoreDecimals(largest)));
  const bars = shown.map(({ column, drop, standardDeviation }) => ({
    column,
    length: clamp(drop / longest),
    lower: clamp((drop - standardDeviation) / longest),
    upper: clamp((drop + standardDeviation) / longest),
    text: written(drop),
    note: `${column}: ${written(drop)}, give or take ${written(standardDeviation)}`,
  }));
  const hidden = importance.length - shown.length;
  const least = bars[bars.length - 1]?.text ?? '';
  const limits = /[1-9]/.test(least) && !least.startsWith('−') ? `${hidden > 1 ? 'each ' : ''}at most ${least}` : `with no ${change} to speak of`;
  return {
    title: 'What does it rely on?',
    reading: `${startSentence(change)} in ${lowerFirst(label)} when a column is shuffled.`,
    bars,
    rest: hidden > 0 ? `and ${formatInteger(hidden)} more, ${limits}` : null,
    table: {
      columns: ['column', `${change} in ${lowerFirst(label)}`, 'standard deviation'],
      rows: importance.map(({ column, drop, standardDeviation }) => [column, formatNumber(drop, 6), formatNumber(standardDeviation, 6)]),
    },
  };
}
