import { train } from '@tensorflow/tfjs-core';
import { loadLayers, slice, tensor2d, tidy } from '../../../src/engine/tf.ts';
import type { Epoch } from './epochs.ts';
import { rowsFor, type MeasuredNet } from './nets-measured.ts';

/**
 * Gives `work` the same net as a LayersModel whose `fit` takes the batches as they are, on the backend that tfjs has just now, and frees
 * it afterwards. It is what a page without a training loop of its own would do: one output, binary cross-entropy, an Adam object.
 */
export async function withPlainFit<T>(net: MeasuredNet, batch: number, mostSteps: number, work: (epoch: Epoch) => Promise<T>): Promise<T> {
  const layers = await loadLayers();
  const rows = rowsFor(net, batch, mostSteps);
  const model = layers.sequential();
  net.hidden.forEach((units, l) => model.add(layers.layers.dense({ units, activation: 'relu', ...(l === 0 ? { inputShape: [net.inputs] } : {}) })));
  model.add(layers.layers.dense({ units: 1, activation: 'sigmoid' }));
  const optimizer = train.adam(1e-3);
  model.compile({ optimizer, loss: 'binaryCrossentropy' });
  const x = tensor2d(rows.x, [rows.nRows, net.inputs]);
  const y = tensor2d(rows.targets, [rows.nRows, 1]);
  try {
    return await work(async (steps) => {
      const [own, answers] = tidy(() => [slice(x, 0, steps * batch), slice(y, 0, steps * batch)]);
      // Never yielding is in its favour: a page that stays alive while it fits would wait for frames.
      const { history } = await model.fit(own, answers, { epochs: 1, batchSize: batch, shuffle: false, verbose: 0, yieldEvery: 'never' });
      own.dispose();
      answers.dispose();
      if (!Number.isFinite(history.loss[0])) throw new Error(`plain fit's loss is ${history.loss[0]}`);
    });
  } finally {
    x.dispose();
    y.dispose();
    model.dispose();
    optimizer.dispose();
  }
}
