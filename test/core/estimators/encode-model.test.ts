import { describe, expect, it } from 'vitest';
import { decodeTrees } from '../../../src/core/estimators/boosting-encode.ts';
import { boosting } from '../../../src/core/estimators/boosting.ts';
import { dummy } from '../../../src/core/estimators/dummy.ts';
import { decodeModel, encodeModel } from '../../../src/core/estimators/encode-model.ts';
import { linear } from '../../../src/core/estimators/linear.ts';
import { predictModel } from '../../../src/core/estimators/predict-model.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { numbersOf, sampleOf } from '../../contract/estimator-samples.ts';
import { matrixOf, numbers, trainSetOf } from '../../support/train-set.ts';

const described = { task: 'regression', classes: [], iterations: 0 } as const;

describe('models as files', () => {
  it.each([
    { estimator: dummy, file: 'dummy.json' },
    { estimator: linear, file: 'linear.json' },
    { estimator: boosting, file: 'trees.json' },
  ])('writes $file', async ({ estimator, file }) => {
    const { X, y } = sampleOf('multiclass', estimator.input, 60);
    const { model } = await estimator.fit(trainSetOf(X, y), { iterations: 10 }, createRng(0), uncontrolled);
    const files = encodeModel(model);
    expect(Object.keys(files)).toEqual([file]);
    const decoded = decodeModel(JSON.parse(JSON.stringify(files)) as typeof files, described);
    expect(decoded).toEqual(model);
    expect(numbersOf(predictModel(decoded, X))).toEqual(numbersOf(predictModel(model, X)));
  });

  it('keeps a cut that only missing values fail', async () => {
    const X = matrixOf(Array.from({ length: 60 }, (_, i) => [i % 2 === 0 ? NaN : i]));
    const y = numbers(Float64Array.from({ length: 60 }, (_, i) => i % 2));
    const { model } = await boosting.fit(trainSetOf(X, y), { maxLeaves: 2 }, createRng(0), uncontrolled);
    const decoded = decodeModel(encodeModel(model), described);
    const probe = matrixOf([[NaN], [-1e30], [1e30], [Infinity], [-Infinity]]);
    expect(model.state.forest.threshold[0]).toBe(Infinity);
    expect(numbersOf(predictModel(decoded, probe))).toEqual(numbersOf(boosting.predict(model, probe)));
    const [missing, ...others] = numbersOf(predictModel(decoded, probe));
    others.forEach((value) => expect(value - missing).toBeGreaterThan(0.9));
  });

  it.each([
    ['{', 'no JSON'],
    ['null', 'undefined'],
    ['{"format":"atelier-linear","formatVersion":1}', 'atelier-linear'],
    ['{"format":"atelier-trees","formatVersion":2}', 'version is 2'],
  ])('refuses %s', (json, said) => {
    expect(() => decodeTrees(json)).toThrow(/^ModelUnreadable: /);
    expect(() => decodeTrees(json)).toThrow(said);
  });

  it('refuses files of no model', () => {
    expect(() => decodeModel({}, described)).toThrow(/^ModelUnreadable: /);
  });
});
