import type { BackendId } from '../core/training/run.ts';
import type { BackendReport, Infrastructure } from '../worker/protocol.ts';
import { formatBytes } from './format-units.ts';
import { formatInteger, formatNumber, formatPercent, missing } from './format.ts';
import type { Heading } from './model-phrases.ts';

export type BackendChoice = BackendId | 'auto';

export const backendNames: Readonly<Record<BackendId, string>> = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' };

export interface BackendRow {
  readonly id: BackendId;
  readonly name: string;
  readonly device: string;
  readonly verdict: string;
  readonly tone: 'good' | 'bad' | 'none';
  readonly detail: string;
  /** Speed beside the fastest, in [0, 1]; null where it was not measured. */
  readonly speed: number | null;
  readonly stepMs: string;
  readonly chosen: boolean;
  readonly chips: readonly { readonly text: string; readonly tone: 'accent' | 'warn' | 'bad' }[];
}

/** What a backend runs on where it has no adapter. */
export const devices: Readonly<Record<BackendId, string>> = { webgpu: 'no adapter', wasm: 'SIMD in WebAssembly', cpu: 'plain JavaScript' };

function chipsOf(report: BackendReport, chosen: boolean): BackendRow['chips'] {
  return [
    ...(chosen ? [{ text: 'used for nets', tone: 'accent' as const }] : []),
    ...(report.software ? [{ text: 'software', tone: 'warn' as const }] : []),
    ...(report.available ? [] : [{ text: 'not available', tone: 'bad' as const }]),
  ];
}

function verdictOf(report: BackendReport): Pick<BackendRow, 'verdict' | 'tone'> {
  if (report.selfTest === 'passed') return { verdict: 'passed', tone: 'good' };
  if (report.selfTest === 'failed') return { verdict: 'failed', tone: 'bad' };
  return { verdict: 'not run', tone: 'none' };
}

/** One row for each backend, as measured; speeds are set beside the fastest. */
export function backendRows({ backends, chosen }: Infrastructure): BackendRow[] {
  const steps = backends.flatMap(({ stepMs }) => (stepMs !== null && stepMs > 0 ? [stepMs] : []));
  const fastest = Math.min(...steps);
  return backends.map((report) => ({
    id: report.id,
    name: backendNames[report.id],
    device: report.adapter ?? devices[report.id],
    ...verdictOf(report),
    detail: report.detail,
    speed: report.stepMs !== null && report.stepMs > 0 ? fastest / report.stepMs : null,
    stepMs: report.stepMs === null ? missing : formatNumber(report.stepMs, report.stepMs < 10 ? 2 : 3),
    chosen: report.id === chosen,
    chips: chipsOf(report, report.id === chosen),
  }));
}

/** The sentence at the head: what nets train on here, and how that compares with the next best. */
export function infrastructureHeading(infrastructure: Infrastructure): Heading {
  const { backends, races, chosen, cores, reason } = infrastructure;
  const timed: readonly { readonly id: BackendId; readonly stepMs: number | null }[] = races[0]?.results ?? backends;
  const step = (id: BackendId) => timed.find((report) => report.id === id)?.stepMs ?? null;
  const mine = step(chosen);
  const rivals = timed.filter(({ id, stepMs }) => id !== chosen && stepMs !== null && stepMs > 0).sort((a, b) => (a.stepMs ?? 0) - (b.stepMs ?? 0));
  const [rival] = rivals;
  const ratio = mine && rival?.stepMs ? rival.stepMs / mine : null;
  const compare = ratio === null ? '' : ratio >= 1.05 ? `, ${formatNumber(ratio, 2)} times as fast as ${backendNames[rival.id]}` : ratio <= 0.95 ? `, though ${backendNames[rival.id]} is ${formatNumber(1 / ratio, 2)} times as fast` : `, about as fast as ${backendNames[rival.id]}`;
  const trees = cores > 1 ? ` This machine has ${formatInteger(cores)} cores.` : ' This machine has one core.';
  return {
    phrases: [{ text: 'Nets train on ' }, { text: backendNames[chosen], tone: 'strong' }, { text: ` here${compare}.` }, { text: trees, tone: 'soft' }],
    sub: `Why: ${reason}`,
  };
}

/** The choices of the override; a backend that failed or is absent cannot be chosen. */
export function backendChoices({ backends }: Infrastructure): { value: BackendChoice; label: string; disabled: boolean }[] {
  const usable = ({ available, selfTest }: BackendReport) => available && selfTest !== 'failed';
  return [
    { value: 'auto', label: 'Choose by measurement', disabled: false },
    ...backends.map((report) => ({ value: report.id, label: `Always ${backendNames[report.id]}`, disabled: !usable(report) })),
  ];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What the machine has. */
export function machineFacts({ cores, memoryGb }: Infrastructure): Fact[] {
  return [
    { label: 'Processor cores', value: formatInteger(cores) },
    { label: 'Memory, as the browser tells', value: memoryGb === null ? 'not told' : memoryGb >= 8 ? `${formatNumber(memoryGb)} GB or more` : `${formatNumber(memoryGb)} GB` },
  ];
}

/** Where the work is kept, and whether it lasts. */
export function storageFacts({ storage }: Infrastructure): Fact[] {
  if (!storage) return [{ label: 'Stored', value: 'not told' }];
  const { usedBytes, quotaBytes, persistent } = storage;
  return [
    { label: 'Stored', value: formatBytes(usedBytes) },
    { label: 'Room', value: formatBytes(quotaBytes) },
    { label: 'Used', value: quotaBytes > 0 ? formatPercent(usedBytes / quotaBytes) : missing },
    { label: 'Kept until you delete it', value: persistent ? 'yes, granted' : 'not promised' },
  ];
}
