import type { BenchReport } from '../bench.ts';
import type { Adapter } from './measure-gpu.ts';
import { measureGpu } from './measure-gpu.ts';
import { measureFullSize, measureWasm, type NetsThread, type StepsPeer } from './measure-steps.ts';

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The adapter that nets would be trained on; null where the browser has none, which is noted as absent. */
async function findAdapter(thread: NetsThread, report: BenchReport): Promise<Adapter | null> {
  try {
    return await thread.ask('adapter', {});
  } catch (error) {
    report.absent.push(`WebGPU (${messageOf(error)}), so nothing is timed on it`);
    return null;
  }
}

/** Steps on WASM and WebGPU, and the nets in full: all that can be measured from within a page, beside `peer` where there is one. */
export async function measureNets(thread: NetsThread, peer: StepsPeer | null, report: BenchReport): Promise<void> {
  const adapter = await findAdapter(thread, report);
  report.environment.adapter = adapter?.name ?? 'none';
  report.say(`The adapter: ${adapter?.name ?? 'none'}`);
  await measureWasm(thread, peer, report);
  await measureFullSize(thread, 'wasm', 'atelier', report);
  if (!adapter) return;
  await measureGpu(thread, adapter, report);
  if (adapter.software) report.say('The adapter is software: RealMLP and TabM in full are not timed on it.');
  else await measureFullSize(thread, 'webgpu', `atelier, ${adapter.name}`, report);
}
