import type { Estimate, MetricId } from '../core/metrics/metric.ts';
import { metricOf } from '../core/metrics/registry.ts';
import { formatInteger, formatInterval, formatScore, missing } from './format.ts';

export interface MetricRow {
  readonly id: MetricId;
  readonly label: string;
  readonly explanation: string;
  readonly value: string;
  readonly interval: string;
  readonly primary: boolean;
}

/** The metrics as rows, the primary one first. */
export function metricRows(metrics: Readonly<Partial<Record<MetricId, Estimate>>>, primary: MetricId): MetricRow[] {
  const ids = (Object.keys(metrics) as MetricId[]).sort((a, b) => Number(b === primary) - Number(a === primary));
  return ids.flatMap((id) => {
    const estimate = metrics[id];
    if (!estimate) return [];
    const { label, explanation } = metricOf(id);
    const interval = formatInterval(estimate.lower, estimate.upper);
    return [{ id, label, explanation, value: formatScore(estimate.value), interval: interval === missing ? '' : interval, primary: id === primary }];
  });
}

/** "on 4,884 rows", from the first metric. */
export function rowsOf(metrics: Readonly<Partial<Record<MetricId, Estimate>>>): string {
  const first = Object.values(metrics)[0];
  return first ? formatInteger(first.rows) : missing;
}
