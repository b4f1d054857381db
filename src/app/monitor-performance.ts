import type { BatchCheck } from '../core/monitoring/monitoring.ts';
import type { Estimate, MetricId } from '../core/metrics/metric.ts';
import { metricOf } from '../core/metrics/registry.ts';
import type { StageVersion } from '../core/project/project.ts';
import type { ChartView } from './evaluation-chart-view.ts';
import { formatEstimate, formatInteger, formatInterval, formatNumber, formatScore, missing } from './format.ts';
import { markOn, niceBounds, scaleOver, type Mark, type Scale } from './model-scale.ts';

type Estimates = Readonly<Partial<Record<MetricId, Estimate>>>;

export interface PerformanceRow {
  readonly label: string;
  readonly explanation: string;
  readonly test: string;
  readonly batch: string;
  readonly verdict: string;
  readonly worse: boolean;
  readonly testMark: Mark | null;
  readonly batchMark: Mark | null;
  readonly scale: Scale;
}

/** Whether the batch's interval lies wholly on the worse or the better side of the test's; else "within the intervals". */
export function compareEstimates(test: Estimate, batch: Estimate, greaterIsBetter: boolean): 'worse' | 'better' | 'alike' {
  const below = batch.upper < test.lower;
  const above = batch.lower > test.upper;
  if (!below && !above) return 'alike';
  return below === greaterIsBetter ? 'worse' : 'better';
}

const verdicts = { worse: 'worse than on the test rows', better: 'better than on the test rows', alike: 'intervals overlap' } as const;

/** The batch's metrics beside the test's, the primary one first; empty where the batch has no target. */
export function performanceRows(check: BatchCheck, test: Estimates, primary: MetricId): PerformanceRow[] {
  const ids = (Object.keys(check.performance ?? {}) as MetricId[]).sort((a, b) => Number(b === primary) - Number(a === primary));
  return ids.flatMap((id) => {
    const now = check.performance?.[id];
    if (!now) return [];
    const then = test[id];
    const metric = metricOf(id);
    const verdict = then ? compareEstimates(then, now, metric.greaterIsBetter) : 'alike';
    const scale = scaleOver([now, ...(then ? [then] : [])].flatMap(({ value, lower, upper }) => [value, lower, upper]));
    return [{
      label: metric.label,
      explanation: metric.explanation,
      test: formatEstimate(then),
      batch: formatEstimate(now),
      verdict: then ? verdicts[verdict] : missing,
      worse: verdict === 'worse',
      testMark: then ? markOn(scale, then) : null,
      batchMark: markOn(scale, now),
      scale,
    }];
  });
}

/** The primary metric over the batches that carry the target; null with fewer than two of them. */
export function timelineView(batches: readonly StageVersion<'batch'>[], test: Estimate | undefined, metricId: MetricId, goal: number | null): ChartView | null {
  const { label, greaterIsBetter } = metricOf(metricId);
  const measured = batches.flatMap(({ result }) => {
    const estimate = result?.performance?.[metricId];
    return result && estimate && Number.isFinite(estimate.value) ? [{ name: result.fileName, estimate }] : [];
  });
  if (measured.length < 2) return null;
  const last = measured[measured.length - 1];
  const compared = test ? compareEstimates(test, last.estimate, greaterIsBetter) : 'alike';
  const bounds = niceBounds([...measured.flatMap(({ estimate }) => [estimate.value, estimate.lower, estimate.upper]), ...(test ? [test.lower, test.upper] : []), ...(goal === null ? [] : [goal])]);
  return {
    title: 'Is it still good enough?',
    reading: `${label} batch by batch; the band is the test interval. The last is ${compared === 'alike' ? 'within what the test promised' : `${compared} than the test`}.`,
    fileName: 'performance-over-batches',
    x: { label: 'batch', format: 'category', min: 0, max: measured.length - 1, categories: measured.map(({ name }) => name.replace(/\.[a-z]+$/i, '')) },
    y: { label, format: 'number', ...bounds },
    ...(test && Number.isFinite(test.lower) ? { band: { lower: test.lower, upper: test.upper, label: 'test' } } : {}),
    ...(goal === null ? {} : { goal: { y: goal, label: `goal ${formatNumber(goal)}` } }),
    series: [{
      label: 'measured',
      draw: 'line-and-points',
      tone: 'main',
      points: measured.map(({ name, estimate }, x) => ({
        x,
        y: estimate.value,
        lower: estimate.lower,
        upper: estimate.upper,
        size: 4,
        note: [name, `${label} ${formatScore(estimate.value)} ${formatInterval(estimate.lower, estimate.upper)}`, `${formatInteger(estimate.rows)} rows`],
      })),
    }],
    table: {
      columns: ['batch', label, 'lower', 'upper', 'rows'],
      rows: measured.map(({ name, estimate }) => [name, ...[estimate.value, estimate.lower, estimate.upper].map(formatScore), formatInteger(estimate.rows)]),
    },
  };
}
