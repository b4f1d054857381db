import { metricOf } from '../core/metrics/registry.ts';
import type { BackendId } from '../core/training/run.ts';
import type { Infrastructure, Job, SavedState } from '../worker/protocol.ts';
import { asClause, formatScore } from './format.ts';
import { lowerFirst } from './model-headline.ts';
import { formatBytes, formatClock, formatTime } from './format-units.ts';

export const backendNames: Readonly<Record<BackendId, string>> = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' };

/** Whether the work is kept, in the top bar's words. */
export function savedText(saved: SavedState): string {
  if (saved.state === 'saved') return `saved ${formatTime(saved.at)}`;
  return saved.state === 'saving' ? 'saving…' : 'not saved: download a copy';
}

/** The chip that says where nets are trained. */
export interface BackendChip {
  readonly text: string;
  /** Why, in a sentence. */
  readonly reason: string;
  readonly tone: 'good' | 'attention' | 'waiting';
}

/** The backend chip's words; a failed self-test of the chosen backend raises it. */
export function backendChip(infrastructure: Infrastructure | null): BackendChip {
  if (!infrastructure) return { text: 'Measuring…', reason: 'Atelier is testing what this machine offers.', tone: 'waiting' };
  const { chosen, reason, backends } = infrastructure;
  const report = backends.find(({ id }) => id === chosen);
  const adapter = report?.adapter ? ` · ${report.adapter}` : '';
  const passed = report?.selfTest === 'passed';
  return {
    text: `${backendNames[chosen]}${adapter}`,
    reason: `Nets train on ${backendNames[chosen]}: ${asClause(reason)}.`,
    tone: passed ? 'good' : 'attention',
  };
}

/** How much room is taken on this device. */
export interface StorageMeter {
  readonly share: number;
  readonly text: string;
}

/** The storage meter's figures, or null where the browser does not tell. */
export function storageMeter(infrastructure: Infrastructure | null): StorageMeter | null {
  const storage = infrastructure?.storage;
  if (!storage || storage.quotaBytes <= 0) return null;
  const kept = storage.persistent ? 'kept until you delete it' : 'the browser may clear it';
  return {
    share: Math.min(1, storage.usedBytes / storage.quotaBytes),
    text: `${formatBytes(storage.usedBytes)} of ${formatBytes(storage.quotaBytes)} · ${kept}`,
  };
}

/** The figures at the right of the job bar: "0:38 of about 1:00 · best so far 0.927". */
export function jobFigures(job: Job): string {
  const time =
    job.leftMs === null ? formatClock(job.elapsedMs) : `${formatClock(job.elapsedMs)} of about ${formatClock(job.elapsedMs + job.leftMs)}`;
  if (!job.best) return time;
  return `${time} · best so far ${lowerFirst(metricOf(job.best.metric).label)} ${formatScore(job.best.value)}`;
}
