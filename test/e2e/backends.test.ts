import { describe, expect, it } from 'vitest';
import { csvFile, flowers } from '../support/tables.ts';
import { useBench } from './bench-page.ts';

const bench = useBench();

interface NetEntry {
  readonly id: string;
  readonly backend: string;
  readonly adapter: string | null;
  readonly curve: readonly { readonly train: number }[];
  readonly spans: readonly { readonly fold: number; readonly startMs: number; readonly fitMs: number }[];
}

/** The net's entry of the run record after training on the given backend. */
async function netOn(backend: 'webgpu' | 'wasm'): Promise<NetEntry> {
  const studio = await bench.fresh();
  await studio.read(csvFile('flowers.csv', flowers(60)));
  await studio.go('Problem');
  await studio.pick('Column to predict', 'kind');
  await studio.go('Infrastructure');
  await studio.pick('Backend', backend);
  await studio.go('Model');
  await studio.pick('Learners', 'mlp');
  await studio.train(5);
  await studio.go('History');
  const stream = await (await studio.downloadBy('Download run record (JSON)')).createReadStream();
  const record = JSON.parse(Buffer.concat((await stream.toArray()) as Buffer[]).toString('utf8')) as { leaderboard: NetEntry[] };
  return record.leaderboard.find(({ id }) => id === 'mlp')!;
}

describe('a net', { timeout: 240_000 }, () => {
  it('really trains on WebGPU, and its first epoch agrees with WASM within 1e-4', async () => {
    const gpu = await netOn('webgpu');
    const wasm = await netOn('wasm');
    expect(gpu.backend).toBe('webgpu');
    expect(gpu.adapter).toMatch(/swiftshader/i);
    expect(wasm.backend).toBe('wasm');
    // Its folds are trained at once there.
    console.log(`folds on ${gpu.adapter}: ${JSON.stringify(gpu.spans)}`);
    expect(gpu.spans.length).toBeGreaterThan(1);
    expect(new Set(gpu.spans.map(({ startMs }) => startMs)).size).toBe(1);
    const difference = Math.abs(gpu.curve[0].train / wasm.curve[0].train - 1);
    console.log(`first epoch on ${gpu.adapter}: ${gpu.curve[0].train}, on WASM: ${wasm.curve[0].train}; relative difference ${difference.toExponential(1)}`);
    expect(difference).toBeLessThan(1e-4);
  });
});
