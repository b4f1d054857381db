import { createRng } from '../core/math/rng.ts';
import type { BackendId } from '../core/training/run.ts';
import type { BackendReport } from './backend-report.ts';
import type { Rows } from './batches.ts';
import { withDevice, type Device } from './device.ts';
import { selfTest } from './self-test.ts';
import { createTrainer } from './training-loop.ts';
import { uncontrolled } from '../core/math/control.ts';

const measuredBatch = 128;
const measuredWidths = [20, 64, 64, 1];

/** What each backend is on this machine: found, tested and timed, one after the other; never throws. */
export async function probeBackends(): Promise<BackendReport[]> {
  const reports: BackendReport[] = [];
  for (const id of ['webgpu', 'wasm', 'cpu'] as const) reports.push(await probe(id));
  return reports;
}

async function probe(id: BackendId): Promise<BackendReport> {
  let report: BackendReport = {
    id,
    available: false,
    adapter: null,
    software: false,
    selfTest: 'not-run',
    detail: '',
    stepMs: null,
  };
  try {
    await withDevice(id, async (device) => {
      const { adapter, software } = device;
      report = { ...report, available: true, adapter, software };
      const fault = await selfTest(device);
      report = { ...report, selfTest: fault === null ? 'passed' : 'failed', detail: fault ?? passedDetail(report) };
      if (fault === null) report = { ...report, stepMs: await measureStep(device, measuredWidths, measuredBatch) };
    });
    return report;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ...report, selfTest: report.available ? 'failed' : 'not-run', detail };
  }
}

function passedDetail({ software }: BackendReport): string {
  return software
    ? 'correct, but this adapter computes on the CPU and is slower than WASM'
    : 'product, gradient and Adam step as expected';
}

/** Milliseconds of a training step of a net of these widths: the median of a few short epochs, after a first that compiles. */
export async function measureStep(device: Device, widths: readonly number[], batchSize: number): Promise<number> {
  // A software adapter takes up to a tenth of a second a step.
  const steps = device.software ? 2 : 10;
  const rng = createRng(1);
  const nRows = steps * batchSize;
  const nOutputs = widths[widths.length - 1];
  const draw = (length: number) => Float32Array.from({ length }, () => rng.normal());
  const train: Rows = {
    nRows,
    x: draw(nRows * widths[0]),
    nFeatures: widths[0],
    t: draw(nRows * nOutputs),
    nOutputs,
    w: 1 / batchSize,
  };
  const adam = { weightDecay: 0, averaging: 0.99 };
  const options = {
    widths,
    loss: 'half-squared-error' as const,
    batchSize,
    train,
    stopping: null,
    adam,
  };
  const trainer = createTrainer(device, options, rng);
  try {
    await trainer.epoch(1e-3, uncontrolled);
    const times: number[] = [];
    for (let repeat = 0; repeat < (device.software ? 1 : 3); repeat++) {
      const startedAt = performance.now();
      await trainer.epoch(1e-3, uncontrolled);
      times.push((performance.now() - startedAt) / steps);
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  } finally {
    trainer.dispose();
  }
}

/** The backend that nets are trained on, and why, in a sentence: a real GPU that passed, else WASM, else the CPU. */
export function chooseBackend(reports: readonly BackendReport[]): { chosen: BackendId; reason: string } {
  const of = (id: BackendId) => reports.find((report) => report.id === id);
  const webgpu = of('webgpu');
  const wasm = of('wasm');
  if (webgpu?.selfTest === 'passed' && !webgpu.software) {
    return { chosen: 'webgpu', reason: `${webgpu.adapter ?? 'The GPU'} passed the self-test.` };
  }
  const why = whyNotWebgpu(webgpu);
  if (wasm?.selfTest === 'passed')
    return { chosen: 'wasm', reason: `${why} WASM passed the self-test and is next in speed.` };
  const wasmDetail = wasm?.detail ? ` (${wasm.detail})` : '';
  return {
    chosen: 'cpu',
    reason: `${why} WASM cannot be used either${wasmDetail}, so nets train in plain JavaScript.`,
  };
}

function whyNotWebgpu(webgpu: BackendReport | undefined): string {
  if (!webgpu?.available) return 'There is no WebGPU here.';
  if (webgpu.selfTest !== 'passed') return `${webgpu.adapter ?? 'The GPU'} failed the self-test: ${webgpu.detail}.`;
  return `${webgpu.adapter ?? 'The GPU'} computes on the CPU, slower than WASM.`;
}
