import { describe, expect, it } from 'vitest';
import { NonFiniteInput } from '../../src/core/estimators/estimator.ts';
import { Cancelled, uncontrolled } from '../../src/core/math/control.ts';
import type { TargetValues } from '../../src/core/metrics/predictions.ts';
import { createRng } from '../../src/core/math/rng.ts';
import { createMlp } from '../../src/engine/net-estimator.ts';
import { predictOnDevice } from '../../src/engine/predict-on-device.ts';
import { blobsSet, linearSet, matrixOf, trainSetOf, xorSet } from './nets.ts';
import { codes as classesOf, numbers as numbersOf } from '../support/train-set.ts';

const mlp = createMlp('cpu');
const codesIn = (y: TargetValues) => (y.kind === 'classes' ? y.codes : new Int32Array());
const small = { hiddenUnits: 16, maxEpochs: 40, batchSize: 32, learningRate: 1e-2 };
const fit = (train: ReturnType<typeof trainSetOf>, params = {}, seed = 1) =>
  mlp.fit(train, { ...small, ...params }, createRng(seed), uncontrolled);

describe('an mlp on the cpu backend', () => {
  it('learns what no linear model can', async () => {
    const { model, curve } = await fit(trainSetOf(xorSet(400, 1), xorSet(150, 2)));
    const test = xorSet(300, 3);
    const predicted = mlp.predict(model, test.X);
    if (predicted.kind !== 'classes' || test.y.kind !== 'classes') throw new Error('expected classes');
    let right = 0;
    test.y.codes.forEach((code, i) => (right += (predicted.probabilities[2 * i + 1] > 0.5 ? 1 : 0) === code ? 1 : 0));
    expect(right / 300).toBeGreaterThan(0.93);
    expect(model).toMatchObject({ learner: 'mlp', task: 'binary', classes: ['no', 'yes'], nFeatures: 3 });
    expect(curve[curve.length - 1].train!).toBeLessThan(curve[0].train! / 2);
    const losses = curve.map(({ validation }) => validation!);
    expect(losses.indexOf(Math.min(...losses)) + 1).toBe(model.iterations);
  });

  it('tells three classes apart, with probabilities that sum to one', async () => {
    const { model } = await fit(trainSetOf(blobsSet(300, 1), blobsSet(100, 2)));
    const test = blobsSet(200, 3);
    const predicted = mlp.predict(model, test.X);
    if (predicted.kind !== 'classes' || test.y.kind !== 'classes') throw new Error('expected classes');
    let right = 0;
    for (let i = 0; i < 200; i++) {
      const p = Array.from(predicted.probabilities.subarray(3 * i, 3 * i + 3));
      expect(p[0] + p[1] + p[2]).toBeCloseTo(1, 12);
      if (p.indexOf(Math.max(...p)) === test.y.codes[i]) right++;
    }
    expect(right / 200).toBeGreaterThan(0.95);
    expect(model.task).toBe('multiclass');
  });

  it('learns a number in its own unit, and shows its loss in it', async () => {
    const { model, curve } = await fit(trainSetOf(linearSet(400, 1), linearSet(150, 2)));
    const test = linearSet(300, 3);
    const predicted = mlp.predict(model, test.X);
    if (predicted.kind !== 'number' || test.y.kind !== 'number') throw new Error('expected numbers');
    const { values } = test.y;
    const rmse = Math.sqrt(predicted.values.reduce((sum, value, i) => sum + (value - values[i]) ** 2, 0) / 300);
    expect(rmse).toBeLessThan(120);
    const best = Math.min(...curve.map(({ validation }) => validation!));
    expect(best).toBeGreaterThan(40);
    expect(best).toBeLessThan(120);
  });

  it('gives the same bits for the same seed, others for another', async () => {
    const train = trainSetOf(xorSet(120, 1), xorSet(60, 2));
    const [first, again, other] = [
      await fit(train, { maxEpochs: 5 }),
      await fit(train, { maxEpochs: 5 }),
      await fit(train, { maxEpochs: 5 }, 2),
    ];
    expect(again).toEqual(first);
    expect(other.curve).not.toEqual(first.curve);
  });

  it('takes exactly the epochs that it is given, without a look at the stopping rows', async () => {
    const set = xorSet(120, 1);
    const watched = await fit(trainSetOf(set, xorSet(60, 2)), { iterations: 7 });
    const alone = await fit(trainSetOf(set), { iterations: 7 });
    expect(watched).toEqual(alone);
    expect(alone.model.iterations).toBe(7);
    expect(alone.curve.map(({ step, validation }) => [step, validation])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((step) => [step, null]),
    );
  });

  it('never learns from the stopping rows: with others, each epoch before the stop is the same', async () => {
    const set = xorSet(120, 1);
    const one = await fit(trainSetOf(set, xorSet(60, 2)), { maxEpochs: 4 });
    const two = await fit(trainSetOf(set, xorSet(60, 9)), { maxEpochs: 4 });
    expect(two.curve.map(({ train }) => train)).toEqual(one.curve.map(({ train }) => train));
    expect(two.curve.map(({ validation }) => validation)).not.toEqual(one.curve.map(({ validation }) => validation));
  });

  it('leaves its inputs as they are', async () => {
    const train = trainSetOf(xorSet(120, 1), xorSet(60, 2));
    const before = structuredClone(train);
    const { model } = await fit(train, { maxEpochs: 3 });
    await predictOnDevice(model, train.X, 'cpu');
    expect(train).toEqual(before);
  });

  it('lets rows of weight 0 count for nothing, and heavy rows for much', async () => {
    const { X, y } = blobsSet(200, 1);
    if (y.kind !== 'classes') throw new Error('expected classes');
    const codes = y.codes.map((code, i) => (i % 2 ? code : (code + 1) % 3));
    const truth = Float64Array.from(codes, (_, i) => i % 2);
    const { model } = await fit(trainSetOf({ X, y: classesOf(codes, y.classes) }, null, truth), { iterations: 40 });
    const predicted = mlp.predict(model, X);
    if (predicted.kind !== 'classes') throw new Error('expected classes');
    let right = 0;
    y.codes.forEach((code, i) => {
      const p = Array.from(predicted.probabilities.subarray(3 * i, 3 * i + 3));
      if (p.indexOf(Math.max(...p)) === code) right++;
    });
    expect(right / 200).toBeGreaterThan(0.95);
  });

  it('stops by the weighted loss of the stopping rows', async () => {
    const train = xorSet(200, 1);
    const stopping = xorSet(80, 2);
    const contrary = { X: stopping.X, y: classesOf(codesIn(stopping.y).map((code) => 1 - code), ['no', 'yes']) };
    const both = { X: matrixOf([...stopping.X.values, ...contrary.X.values], 3), y: classesOf([...codesIn(stopping.y), ...codesIn(contrary.y)], ['no', 'yes']) };
    const weighted = (own: number, other: number) => ({ ...both, weights: Float64Array.from({ length: 160 }, (_, i) => (i < 80 ? own : other)) });
    const alone = await fit(trainSetOf(train, stopping));
    const watched = await fit(trainSetOf(train, weighted(3, 0)));
    watched.curve.forEach(({ validation }, i) => expect(validation).toBeCloseTo(alone.curve[i].validation!, 5));
    expect(watched.model.iterations).toBe(alone.model.iterations);
    expect((await fit(trainSetOf(train, weighted(0, 1)))).model.iterations).toBeLessThan(alone.model.iterations);
  });

  it('refuses values that are no numbers, in rows and in stopping rows', async () => {
    const good = xorSet(20, 1);
    const bad = { ...good, X: matrixOf(good.X.values.with(4, NaN), 3) };
    const infinite = { ...good, X: matrixOf(good.X.values.with(4, Infinity), 3) };
    const badTarget = { ...good, y: numbersOf(new Float64Array(20).fill(1).with(3, NaN)) };
    await expect(fit(trainSetOf(bad))).rejects.toThrow(NonFiniteInput);
    await expect(fit(trainSetOf(infinite))).rejects.toThrow(NonFiniteInput);
    await expect(fit(trainSetOf(good, bad))).rejects.toThrow(NonFiniteInput);
    await expect(fit(trainSetOf(badTarget))).rejects.toThrow(NonFiniteInput);
  });

  it('answers a target of one class or one value with it', async () => {
    const { X } = xorSet(20, 1);
    const { model } = await fit(trainSetOf({ X, y: classesOf(new Int32Array(20).fill(1), ['no', 'yes']) }));
    const predicted = mlp.predict(model, X);
    expect(predicted.kind === 'classes' && predicted.probabilities.every((p, i) => Math.abs(p - (i % 2)) < 1e-9)).toBe(
      true,
    );
    const constant = await fit(trainSetOf({ X, y: numbersOf(new Float64Array(20).fill(42.5)) }));
    expect(mlp.predict(constant.model, X)).toEqual({ kind: 'number', values: new Float64Array(20).fill(42.5) });
  });

  it('stops where it is told to', async () => {
    const train = trainSetOf(xorSet(200, 1));
    let breaths = 0;
    const control = { cancelled: () => breaths > 8, progress: () => undefined, breathe: async () => void breaths++ };
    await expect(mlp.fit(train, small, createRng(1), control)).rejects.toThrow(Cancelled);
  });

  it('keeps a parameter within its bounds', async () => {
    const { model } = await fit(trainSetOf(xorSet(20, 1)), { hiddenLayers: 9, maxEpochs: 1 });
    expect(model.state.layers).toHaveLength(5);
  });
});
