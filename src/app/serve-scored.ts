import type { MetricId } from '../core/metrics/metric.ts';
import type { ScoredFile } from '../worker/protocol.ts';
import { metricRows, type MetricRow } from './evaluation-metrics.ts';
import { formatCount, formatInteger, joinSome } from './format.ts';

export interface ScoredFileView {
  readonly sentence: string;
  /** What was odd about the file; empty where nothing was. */
  readonly remarks: readonly string[];
  readonly metrics: readonly MetricRow[];
}

/** What came of scoring a file, in words. */
export function scoredFileView(scored: ScoredFile, sourceName: string, primary: MetricId): ScoredFileView {
  const odd = Object.entries(scored.contradictions).filter(([, count]) => count > 0);
  const cells = odd.reduce((sum, [, count]) => sum + count, 0);
  const remarks = [
    ...(scored.absentColumns.length > 0
      ? [`The file lacks ${joinSome(scored.absentColumns)}; ${scored.absentColumns.length === 1 ? 'it was' : 'they were'} taken as missing.`]
      : []),
    ...(cells > 0
      ? [`${formatCount(cells, 'cell')} did not fit the column and ${cells === 1 ? 'was' : 'were'} taken as missing: ${joinSome(odd.map(([column, count]) => `${column} (${formatInteger(count)})`))}.`]
      : []),
    ...(scored.trainedOn === null ? [] : [scored.trainedOn]),
  ];
  return {
    sentence: `${formatCount(scored.rows, 'row')} of ${sourceName} scored, one prediction each, in order.`,
    remarks,
    metrics: scored.metrics ? metricRows(scored.metrics, primary) : [],
  };
}
