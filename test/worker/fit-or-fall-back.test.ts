import { describe, expect, it } from 'vitest';
import type { Estimator } from '../../src/core/estimators/estimator.ts';
import { linear } from '../../src/core/estimators/linear.ts';
import { uncontrolled } from '../../src/core/math/control.ts';
import { BackendUnavailable, DeviceFailed, TooLargeForDevice } from '../../src/engine/engine-errors.ts';
import { fitOrFallBack } from '../../src/worker/fit-or-fall-back.ts';
import { matrixOf, numbers, trainSetOf } from '../support/train-set.ts';

const job = { train: trainSetOf(matrixOf([[1], [2], [4]]), numbers([1, 2, 3])), params: {}, seed: 1 };
const failing = (error: Error): Estimator => ({ ...(linear as Estimator), fit: () => Promise.reject(error) });
const fit = (estimator: Estimator, inCore: Estimator | null = linear as Estimator) =>
  fitOrFallBack({ estimator, backend: 'webgpu', inCore }, job, uncontrolled);

describe('a fit that core can stand in for', () => {
  it('is the device’s where that goes well', async () => {
    const { result, backend } = await fit(linear as Estimator);
    expect(backend).toBe('webgpu');
    expect(result.model.learner).toBe('linear');
  });

  it('is core’s where the rows are too many for the device, or there is none', async () => {
    for (const error of [new TooLargeForDevice(2, 1), new BackendUnavailable('webgpu', 'gone')]) {
      const { result, backend } = await fit(failing(error));
      expect(backend).toBeNull();
      expect(result.model.learner).toBe('linear');
      expect(result.note).toBeUndefined();
    }
  });

  it('is core’s with a word of it where the device failed', async () => {
    const { result, backend } = await fit(failing(new DeviceFailed('lost')));
    expect([backend, result.note]).toEqual([null, 'the GPU failed, so the model was fitted without it']);
  });

  it('fails where anything else is wrong, and where core has no such fit', async () => {
    await expect(fit(failing(new Error('else')))).rejects.toThrow('else');
    await expect(fit(failing(new DeviceFailed('lost')), null)).rejects.toMatchObject({ code: 'DeviceFailed' });
  });
});
