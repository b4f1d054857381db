import { describe, expect, it } from 'vitest';
import type { BackendReport } from '../../src/engine/backend-report.ts';
import { chooseBackend, probeBackends } from '../../src/engine/backends.ts';
import { raceBackends } from '../../src/engine/race.ts';
import type { NetBackend, NetRunner } from '../../src/core/nets/net-runner.ts';
import { plainBackend } from '../../src/core/nets/plain-backend.ts';
import { withNetBackend } from '../../src/engine/net-backend.ts';
import { selfTestNet } from '../../src/engine/net-self-test.ts';

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
      ['wasm', true, 'passed'],
      ['cpu', true, 'passed'],
    ]);
    expect(reports[0].detail).toMatch(/BackendUnavailable: webgpu cannot be used: this browser offers no WebGPU/);
  });
});

describe('raceBackends', () => {
  it('times what is there on a net of the shape that is asked for, and says why the rest is not', async () => {
    const shape = { inputs: 3, hidden: [8, 4], outputs: 2, members: 1, batchSize: 16 };
    const race = await raceBackends(shape);
    expect(race).toMatchObject({ ...shape, chosen: 'wasm', reason: expect.stringMatching(/^WASM takes .+ ms a step/) });
    expect(race.results.map(({ id, stepMs }) => [id, stepMs !== null && stepMs > 0])).toEqual([['webgpu', false], ['wasm', true], ['cpu', true]]);
    expect(race.results[0].detail).toMatch(/this browser offers no WebGPU/);
  });
});

/** The plain backend with something of its runners changed. */
function withRunner(change: (runner: NetRunner) => Partial<NetRunner>): NetBackend {
  return {
    ...plainBackend,
    async open(task) {
      const runner = await plainBackend.open(task);
      return { ...runner, ...change(runner) };
    },
  };
}

describe('selfTestNet', () => {
  it.each(['wasm', 'cpu'] as const)('passes on %s', async (id) => {
    expect(await withNetBackend(id, selfTestNet)).toBeNull();
  });

  it.each([
    ['loss', withRunner((runner) => ({ loss: async () => (await runner.loss()) * 1.001 }))],
    ['gradient by the embedding', withRunner((runner) => ({ checkpoint: async () => ({ ...(await runner.checkpoint()), m: new Float32Array(0) }) }))],
    ['Adam step', withRunner((runner) => ({ checkpoint: async () => ({ ...(await runner.checkpoint()), parameters: (await runner.checkpoint()).parameters.map((w) => w + 1e-3) }) }))],
    ['answers at the mean of the parameters', withRunner((runner) => ({ evaluate: async () => (await runner.evaluate()).map(() => 0.5) }))],
    ['loss', withRunner(() => ({ loss: async () => NaN }))],
  ])('finds a broken %s', async (what, backend) => {
    expect(await selfTestNet(backend)).toContain(`the ${what} is off`);
  });
});
