import type { BackendId } from '../core/training/run.ts';
import type { BackendReport } from './backend-report.ts';
import { measureStep } from './measure-step.ts';
import { withNetBackend } from './net-backend.ts';
import { selfTestNet } from './net-self-test.ts';

const measured = { inputs: 20, hidden: [64, 64], outputs: 1, members: 1, batchSize: 128 };

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
    await withNetBackend(id, async (backend, { adapter, software, fault: ofKernels }) => {
      report = { ...report, available: true, adapter, software };
      const fault = await selfTestNet(backend);
      report = { ...report, selfTest: fault === null ? 'passed' : 'failed', detail: fault ?? passedDetail(report, ofKernels) };
      if (fault === null) report = { ...report, stepMs: await measureStep(backend, measured) };
    });
    return report;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ...report, selfTest: report.available ? 'failed' : 'not-run', detail };
  }
}

function passedDetail({ software }: BackendReport, ofKernels: string | null): string {
  if (ofKernels !== null) return `correct by tfjs’s own operations, which are slower; by the kernels of our own, ${ofKernels}`;
  return software
    ? 'correct, but this adapter computes on the CPU and is slower than WASM'
    : 'answers, gradients and steps of Adam as expected';
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
