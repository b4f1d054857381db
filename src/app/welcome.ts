import { metricOf } from '../core/metrics/registry.ts';
import type { ProjectSummary, SampleId } from '../worker/protocol.ts';
import { formatCount, formatScore } from './format.ts';
import { formatRelative } from './format-units.ts';

/** The sample projects; they are generated, and say so. */
export const samples: readonly { readonly id: SampleId; readonly title: string; readonly detail: string }[] = [
  { id: 'churn', title: 'Customer churn', detail: 'yes or no · synthetic' },
  { id: 'houses', title: 'House prices', detail: 'a number · synthetic' },
  { id: 'machines', title: 'Machine failures', detail: 'over time · synthetic' },
];

/** "ROC AUC 0.927 · 1 stage stale · 2 minutes ago". */
export function projectLine(project: ProjectSummary, now: Date): string {
  const parts: string[] = [];
  if (project.best) parts.push(`${metricOf(project.best.metric).label} ${formatScore(project.best.value)}`);
  else if (project.rows !== null) parts.push(formatCount(project.rows, 'row'));
  if (project.staleStages > 0) parts.push(`${formatCount(project.staleStages, 'stage')} stale`);
  parts.push(formatRelative(project.updatedAt, now));
  return parts.join(' · ');
}

/** What a file chooser offers: every kind of file that the studio reads. */
export const acceptedFiles =
  '.csv,.tsv,.tab,.txt,.json,.jsonl,.ndjson,.xlsx,.xlsm,.parquet,.gz,.zip,text/csv,text/plain,text/tab-separated-values,application/json';

/** What a pasted table is called, by what it is: JSON, or text with one of tab, semicolon, comma or bar in its first line; null for prose. */
export function pastedFileName(text: string): string | null {
  if (/^\s*[[{]/.test(text) && /[\]}]\s*$/.test(text)) return 'pasted.json';
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  const counts = ['\t', ';', ',', '|'].map((mark) => lines[0].split(mark).length - 1);
  if (Math.max(...counts) === 0) return null;
  return counts[0] === Math.max(...counts) ? 'pasted.tsv' : 'pasted.csv';
}
