import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FittedModel } from '../../../src/core/estimators/estimator.ts';
import {
  decodeTfjs,
  encodeTfjs,
  mlpSizeBytes,
  predictMlp,
  TfjsModelUnreadable,
  type MlpLayer,
  type MlpState,
} from '../../../src/core/estimators/mlp.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { DesignMatrix } from '../../../src/core/matrix/matrix.ts';

const rng = createRng(7);
const normals = (n: number) => Float32Array.from({ length: n }, () => rng.normal());

function net(widths: number[], target: MlpState['target'], classes: string[]): FittedModel<MlpState> {
  const layers = widths.slice(1).map((outputs, l): MlpLayer => {
    const inputs = widths[l];
    const activation = l === widths.length - 2 ? 'linear' : 'relu';
    return { inputs, outputs, weights: normals(inputs * outputs), bias: normals(outputs), activation };
  });
  const task = target ? 'regression' : classes.length === 2 ? 'binary' : 'multiclass';
  return { learner: 'mlp', task, classes, nFeatures: widths[0], iterations: 9, state: { layers, target } };
}

const scale = Math.fround(3989.44);
const cases = {
  binary: net([6, 16, 8, 2], null, ['no', 'yes']),
  multiclass: net([6, 16, 4], null, ['a', 'b', 'c', 'd']),
  regression: net([6, 8, 8, 1], { mean: Math.fround(3932.8), scale }, []),
};

const X: DesignMatrix = {
  nRows: 50,
  features: Array.from({ length: 6 }, (_, f) => ({ name: `x${f}`, source: `x${f}`, kind: 'numeric', levels: null })),
  values: normals(300),
};

const numbers = (model: FittedModel<MlpState>) => {
  const predicted = predictMlp(model, X);
  return predicted.kind === 'classes' ? predicted.probabilities : predicted.values;
};

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(Object.entries(cases))('the tfjs files of a %s net', (_, model) => {
  const files = encodeTfjs(model);

  it('are loaded by tfjs-layers, which predicts the same', async () => {
    const { modelTopology, weightsManifest } = JSON.parse(files.modelJson);
    expect(weightsManifest).toHaveLength(1);
    expect(weightsManifest[0].paths).toEqual(['weights.bin']);
    const weightSpecs = weightsManifest[0].weights;
    const weightData = files.weights.slice().buffer;
    const loaded = await loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
    const output = loaded.predict(tf.tensor2d(X.values, [X.nRows, 6])) as tf.Tensor;
    const got = await output.data();
    const expected = numbers(model);
    expect(got.length).toBe(expected.length);
    const unit = model.task === 'regression' ? scale : 1;
    for (let i = 0; i < got.length; i++) expect(Math.abs(got[i] - expected[i])).toBeLessThan(1e-5 * unit);
  });

  it('are decoded to the same net, bit for bit', () => {
    const decoded = decodeTfjs(files, model);
    expect(decoded).toEqual(model);
    expect(numbers(decoded)).toEqual(numbers(model));
    expect(files.weights.byteLength).toBe(mlpSizeBytes(model));
  });

  it('are read from bytes that start at an odd place', () => {
    const shifted = new Uint8Array(files.weights.length + 1);
    shifted.set(files.weights, 1);
    expect(decodeTfjs({ modelJson: files.modelJson, weights: shifted.subarray(1) }, model)).toEqual(model);
  });

  it('are refused where they are cut, of another task, or no model', () => {
    expect(() => decodeTfjs({ ...files, weights: files.weights.subarray(4) }, model)).toThrow(TfjsModelUnreadable);
    expect(() => decodeTfjs({ ...files, modelJson: '{' }, model)).toThrow(/not JSON/);
    expect(() => decodeTfjs({ ...files, modelJson: '{"format":"graph-model"}' }, model)).toThrow(/not a layers-model/);
    const conv = files.modelJson.replace('"Dense"', '"Conv2D"');
    expect(() => decodeTfjs({ ...files, modelJson: conv }, model)).toThrow(/dense_1/);
    const other = { ...model, task: 'multiclass' as const, classes: ['a', 'b', 'c'] };
    expect(() => decodeTfjs(files, other)).toThrow(/does not fit the task/);
  });
});
