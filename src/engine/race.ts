import type { BackendId, BackendRace, RaceShape } from '../core/training/run.ts';
import { measureStep } from './backends.ts';
import { withDevice } from './device.ts';
import { raceVerdict } from './race-verdict.ts';
import { selfTest } from './self-test.ts';

type Result = BackendRace['results'][number];

/**
 * What each backend takes for a training step of a net of this shape, one after the other, and which is chosen; never throws. A software
 * adapter is not timed: it computes on the CPU, slower than WASM does.
 */
export async function raceBackends(shape: RaceShape): Promise<BackendRace> {
  const results: Result[] = [];
  for (const id of ['webgpu', 'wasm', 'cpu'] as const) results.push(await timed(id, shape));
  return { ...shape, results, ...raceVerdict(results) };
}

async function timed(id: BackendId, { inputs, hidden, outputs, batchSize }: RaceShape): Promise<Result> {
  let result: Result = { id, adapter: null, software: false, stepMs: null, detail: '' };
  try {
    await withDevice(id, async (device) => {
      const { adapter, software } = device;
      result = { ...result, adapter, software };
      const fault = await selfTest(device);
      if (fault !== null) result = { ...result, detail: fault };
      else if (software) result = { ...result, detail: 'not timed: this adapter computes on the CPU, slower than WASM' };
      else result = { ...result, stepMs: await measureStep(device, [inputs, ...hidden, outputs], batchSize) };
    });
    return result;
  } catch (error) {
    return { ...result, detail: error instanceof Error ? error.message : String(error) };
  }
}
