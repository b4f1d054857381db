import { describe, expect, it } from 'vitest';
import type { NetBackend } from '../../../src/core/nets/net-runner.ts';
import { plainBackend } from '../../../src/core/nets/plain-backend.ts';
import { withDevice } from '../../../src/engine/device.ts';
import { createGpuBackend } from '../../../src/engine/gpu/gpu-backend.ts';
import { selfTestNet } from '../../../src/engine/net-self-test.ts';
import { memory } from '../../../src/engine/tf.ts';
import { createTfjsBackend } from '../../../src/engine/tfjs-backend.ts';
import { differences, trainOn, worst } from '../../support/net-agreement.ts';
import { netSamples, netTask } from '../../support/net-samples.ts';

describe('nets by plain operations of tfjs', () => {
  it.each(['selu nets of their own with one-hot and embedding', 'mish net of pieces and numbers', 'shared weights with scales and dropout'])('%s trains as the reference does', async (name) => {
    const task = netTask(netSamples[name], 24, 72);
    await withDevice('cpu', async () => {
      const before = memory().numTensors;
      const difference = worst(differences(task, await trainOn(createTfjsBackend(), task, 2), await trainOn(plainBackend, task, 2)));
      console.info(`${name} by tfjs: ${difference.what} by ${difference.by.toPrecision(2)}`);
      expect(difference.by).toBeLessThan(1e-4);
      expect(memory().numTensors).toBe(before);
    });
  });
});

describe('the self-test of nets', () => {
  it('passes the reference, the fused kernels and tfjs on each of its backends', async () => {
    expect(await selfTestNet(plainBackend)).toBeNull();
    for (const id of ['cpu', 'wasm', 'webgpu'] as const) expect([id, await withDevice(id, () => selfTestNet(createTfjsBackend()))]).toEqual([id, null]);
    const fused = await withDevice('webgpu', async (device) => (device.gpu ? selfTestNet(createGpuBackend({ ...device, gpu: device.gpu })) : 'there is no GPU'));
    expect(fused).toBeNull();
  });

  /** A reference whose gradient, or whatever `spoil` touches, is not what it should be. */
  const spoiled = (spoil: (task: Parameters<NetBackend['open']>[0]) => Parameters<NetBackend['open']>[0]): NetBackend => ({
    open: (task) => plainBackend.open(spoil(task)),
    predict: (shape, parameters, x, nRows) => plainBackend.predict(shape, parameters, x, nRows),
  });

  it('says what is wrong', async () => {
    const unclipped = spoiled((task) => ({ ...task, optimiser: { ...task.optimiser, clip: null } }));
    expect(await selfTestNet(unclipped)).toMatch(/^the gradient by the embedding is off by/);
    const undecayed = spoiled((task) => ({ ...task, optimiser: { ...task.optimiser, blocks: task.optimiser.blocks.map(({ rate }) => ({ rate, decay: 0 })) } }));
    expect(await selfTestNet(undecayed)).toMatch(/^the Adam step is off by/);
    const wrongAnswers: NetBackend = { ...plainBackend, predict: async (_shape, _parameters, _x, nRows) => new Float32Array(nRows * 3) };
    expect(await selfTestNet(wrongAnswers)).toMatch(/^the forward pass is off by 1/);
    const unweighted = spoiled((task) => ({ ...task, train: { ...task.train, weights: null } }));
    expect(await selfTestNet(unweighted)).toMatch(/^the gradient by the/);
  });
});
