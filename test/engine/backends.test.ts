import { describe, expect, it } from 'vitest';
import type { BackendReport } from '../../src/engine/backend-report.ts';
import { chooseBackend, probeBackends } from '../../src/engine/backends.ts';
import type { Device } from '../../src/engine/device.ts';
import { withDevice } from '../../src/engine/device.ts';
import { raceBackends } from '../../src/engine/race.ts';
import { selfTest } from '../../src/engine/self-test.ts';
import { getKernel, memory, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

const passed = { available: true, adapter: null, software: false, selfTest: 'passed', detail: '', stepMs: 1 } as const;
const gpu: BackendReport = { ...passed, id: 'webgpu', adapter: 'nvidia ampere' };
const wasm: BackendReport = { ...passed, id: 'wasm' };
const cpu: BackendReport = { ...passed, id: 'cpu' };

describe('chooseBackend', () => {
  it('takes a real GPU that passed', () => {
    expect(chooseBackend([gpu, wasm, cpu])).toEqual({
      chosen: 'webgpu',
      reason: 'nvidia ampere passed the self-test.',
    });
  });

  it.each([
    [
      'software',
      { ...gpu, adapter: 'SwiftShader (software)', software: true },
      'SwiftShader (software) computes on the CPU',
    ],
    [
      'wrong',
      { ...gpu, selfTest: 'failed', detail: 'the gradient is off by 1.0' },
      'failed the self-test: the gradient is off by 1.0',
    ],
    ['absent', { ...gpu, available: false, selfTest: 'not-run' }, 'There is no WebGPU here'],
  ] satisfies [string, BackendReport, string][])(
    'takes WASM where the GPU is %s, and says why',
    (_, webgpu, reason) => {
      expect(chooseBackend([webgpu, wasm, cpu])).toMatchObject({
        chosen: 'wasm',
        reason: expect.stringContaining(reason),
      });
    },
  );

  it('takes the CPU where nothing else passed', () => {
    expect(chooseBackend([{ ...wasm, selfTest: 'failed', detail: 'blocked' }, cpu])).toMatchObject({
      chosen: 'cpu',
      reason: expect.stringContaining('(blocked)'),
    });
  });
});

describe('probeBackends', () => {
  it('reports in Node what is not there, and does not throw', async () => {
    const reports = await probeBackends();
    expect(reports.map(({ id, available, selfTest }) => [id, available, selfTest])).toEqual([
      ['webgpu', false, 'not-run'],
      ['wasm', false, 'not-run'],
      ['cpu', true, 'passed'],
    ]);
    expect(reports[0].detail).toMatch(/BackendUnavailable: webgpu cannot be used: this browser offers no WebGPU/);
  });
});

describe('raceBackends', () => {
  it('times what is there on a net of the shape that is asked for, and says why the rest is not', async () => {
    const shape = { inputs: 3, hidden: [8, 4], outputs: 2, members: 1, batchSize: 16 };
    const race = await raceBackends(shape);
    expect(race).toMatchObject({ ...shape, chosen: 'cpu', reason: expect.stringMatching(/^Plain JavaScript takes .+ ms a step/) });
    expect(race.results.map(({ id, stepMs }) => [id, stepMs !== null && stepMs > 0])).toEqual([['webgpu', false], ['wasm', false], ['cpu', true]]);
    expect(race.results[0].detail).toMatch(/this browser offers no WebGPU/);
  });
});

describe('selfTest', () => {
  const onCpu = (work: (device: Device) => Promise<string | null>) => withDevice('cpu', work);

  it('passes on a sound backend and leaves no tensor behind', async () => {
    await onCpu(async (device) => {
      const { numTensors } = memory();
      expect(await selfTest(device)).toBeNull();
      expect(memory().numTensors).toBe(numTensors);
      return null;
    });
  });

  it.each([
    ['Step', 'gradient'],
    ['Sqrt', 'Adam step'],
    ['_FusedMatMul', 'product'],
    ['Log', 'loss'],
  ])('finds a broken %s by the %s', async (kernelName, what) => {
    const sound = getKernel(kernelName, 'cpu');
    unregisterKernel(kernelName, 'cpu');
    registerKernel({
      ...sound,
      kernelFunc: (args) => {
        const result = sound.kernelFunc(args);
        const info = Array.isArray(result) ? result[0] : result;
        const { values } = (args.backend as { data: Map<object, { values: Float32Array }> }).data.get(info.dataId)!;
        values.fill(0);
        return result;
      },
    });
    try {
      expect(await onCpu(selfTest)).toContain(`the ${what} is off`);
    } finally {
      unregisterKernel(kernelName, 'cpu');
      registerKernel(sound);
    }
  });
});
