import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel, type ModelFiles } from '../../../src/core/estimators/encode-model.ts';
import { FeatureCountMismatch, NonFiniteInput, type FittedModel } from '../../../src/core/estimators/estimator.ts';
import { netSizeBytes } from '../../../src/core/estimators/net-encode.ts';
import { predictionsFromAnswers, predictNet } from '../../../src/core/estimators/net-predict.ts';
import { predictModel } from '../../../src/core/estimators/predict-model.ts';
import type { DesignMatrix } from '../../../src/core/matrix/matrix.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { Task } from '../../../src/core/metrics/metric.ts';
import { layoutOf } from '../../../src/core/nets/net-layout.ts';
import type { NetState } from '../../../src/core/nets/net-state.ts';
import { plainAnswers } from '../../../src/core/nets/plain-net.ts';
import { prepareRows } from '../../../src/core/nets/prepare-rows.ts';
import { modelSizeBytes } from '../../../src/core/training/model-size.ts';
import { numbersOf } from '../../contract/estimator-samples.ts';
import { madeUpNet } from '../../support/net-models.ts';
import { categorical, matrixOf, matrixRows, numeric } from '../../support/train-set.ts';

/** Numbers with gaps, and categories with unknown codes. */
function rowsOf(n: number): DesignMatrix {
  const rng = createRng(8);
  const features = [numeric('a'), categorical('few', 3), numeric('b'), categorical('many', 6), numeric('c')];
  const rows = Array.from({ length: n }, () => [rng.normal(), rng.int(3), 100 * rng.normal(), rng.int(9), rng.uniform()].map((value) => (rng.uniform() < 0.1 ? NaN : value)));
  return matrixOf(rows, features);
}

const X = rowsOf(90);
const cases = (['realmlp', 'tabm'] as const).flatMap((learner) =>
  ([['binary', ['no', 'yes']], ['multiclass', ['a', 'b', 'c']], ['regression', []]] as const).map(([task, classes]) => [learner, task as Task, madeUpNet(learner, task, classes, X)] as const),
);
const described = { task: 'regression', classes: [], iterations: 0 } as const;

describe.each(cases)('%s for %s', (learner, task, model) => {
  const { columns, shape, parameters, target } = model.state;
  const answers = plainAnswers(shape, layoutOf(shape), parameters, prepareRows(columns, X), X.nRows);

  it('predicts what the plain net answers for the prepared rows', () => {
    const seen = predictNet(model, X);
    expect(predictModel(model, X)).toEqual(seen);
    if (seen.kind === 'number') {
      const { mean, scale, low, high } = target!;
      const free = Array.from(answers, (answer) => answer * scale + mean);
      expect(Array.from(seen.values)).toEqual(free.map((value) => Math.min(high, Math.max(low, value))));
      expect(free.some((value) => value < low || value > high)).toBe(true);
      expect(free.some((value) => value > low && value < high)).toBe(true);
      return;
    }
    expect(seen.classes).toBe(model.classes);
    seen.probabilities.forEach((p, i) => expect(p).toBeCloseTo(answers[i], 14));
    for (let at = 0; at < seen.probabilities.length; at += model.classes.length) {
      expect(seen.probabilities.subarray(at, at + model.classes.length).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 14);
    }
  });

  it('answers each row on its own, and no rows with nothing', () => {
    const rows = [5, 80, 5, 31];
    const width = answers.length / X.nRows;
    const all = numbersOf(predictNet(model, X));
    expect(numbersOf(predictNet(model, matrixRows(X, rows)))).toEqual(rows.flatMap((row) => all.slice(row * width, (row + 1) * width)));
    expect(numbersOf(predictNet(model, matrixRows(X, [])))).toEqual([]);
  });

  it('takes rows of another count of features for none of its own, and refuses infinities', () => {
    expect(() => predictNet(model, matrixOf([[1, 2]]))).toThrow(FeatureCountMismatch);
    const odd = { ...X, values: X.values.slice() };
    odd.values[7] = -Infinity;
    expect(() => predictNet(model, odd)).toThrow(NonFiniteInput);
    expect(() => predictNet(model, odd)).toThrow('feature "b", row 1');
  });

  it('is the same model when it is read back from its files', () => {
    const files = encodeModel(model);
    expect(Object.keys(files)).toEqual(['net.json', 'net.bin']);
    const decoded = decodeModel(files, described);
    expect(decoded).toEqual({ ...model, learner, task });
    expect(numbersOf(predictModel(decoded, X))).toEqual(numbersOf(predictModel(model, X)));
    expect(netSizeBytes(model)).toBe((files['net.json'] as string).length + (files['net.bin'] as Uint8Array).byteLength);
    expect(modelSizeBytes(model)).toBe(netSizeBytes(model));
  });

  it('is plain data: posted, stored and archived it stays what it is', () => {
    expect(structuredClone(model)).toEqual(model);
  });
});

describe('answers of a backend', () => {
  it('are made to sum to 1 after float32', () => {
    const [, , model] = cases[1];
    const seen = predictionsFromAnswers(model, Float32Array.of(0.1, 0.2, 0.7, 1 / 3, 1 / 3, 1 / 3));
    const sums = numbersOf(seen).reduce((all: number[], p, i) => Object.assign(all, { [Math.floor(i / 3)]: (all[Math.floor(i / 3)] ?? 0) + p }), []);
    sums.forEach((sum) => expect(Math.abs(sum - 1)).toBeLessThan(1e-15));
    expect(Math.abs(Math.fround(0.1) + Math.fround(0.2) + Math.fround(0.7) - 1)).toBeGreaterThan(1e-9);
  });

  it('stay what they are where they are no numbers', () => {
    const [, , regression] = cases[2];
    expect(numbersOf(predictionsFromAnswers(regression, Float32Array.of(NaN, 1000, -1000)))).toEqual([NaN, 0.75, -0.25]);
  });
});

it('prepares long tables in parts', () => {
  const [, , model] = cases[0];
  const rows = Array.from({ length: 4200 }, (_, i) => i % X.nRows);
  const once = numbersOf(predictNet(model, X));
  expect(numbersOf(predictNet(model, matrixRows(X, rows)))).toEqual(rows.flatMap((row) => once.slice(row * 2, row * 2 + 2)));
});

describe('files that are no net', () => {
  const [, , model] = cases[3];
  const files = encodeModel(model);
  type Json = Record<string, unknown> & { shape: Record<string, unknown> & { segments: Record<string, unknown>[]; layers: Record<string, unknown>[] }; columns: Record<string, unknown>[] };
  const changed = (change: (json: Json) => void): ModelFiles => {
    const json = JSON.parse(files['net.json'] as string) as Json;
    change(json);
    return { ...files, 'net.json': JSON.stringify(json) };
  };
  const bytes = (change: (bytes: Uint8Array) => Uint8Array): ModelFiles => ({ ...files, 'net.bin': change((files['net.bin'] as Uint8Array).slice()) });

  it.each<[string, ModelFiles, string]>([
    ['another version', changed((json) => (json.formatVersion = 2)), 'version is 2'],
    ['another learner', changed((json) => (json.learner = 'mlp')), 'learner "mlp"'],
    ['another task', changed((json) => (json.task = 'ranking')), 'task "ranking"'],
    ['a class that is no text', changed((json) => (json.classes = ['no', 1])), 'classes'],
    ['too few classes', changed((json) => (json.classes = ['no'])), '2 outputs'],
    ['a number for classes', changed((json) => (json.shape.output = 'number')), 'does not fit the task binary'],
    ['no count of features', changed((json) => (json.nFeatures = -1)), 'features'],
    ['a feature that there is not', changed((json) => (json.columns[0].feature = 5)), 'prepares columns'],
    ['a centre that is no number', changed((json) => (json.columns[0].centre = null)), 'prepares columns'],
    ['an unknown column', changed((json) => (json.columns[0].kind = 'text')), 'prepares columns'],
    ['a column less', changed((json) => json.columns.pop()), 'columns for a net of'],
    ['no shape', changed((json) => Object.assign(json, { shape: null })), 'no shape'],
    ['a segment of no column', changed((json) => (json.shape.segments[0].source = 99)), 'segment 1'],
    ['a segment out of its place', changed((json) => (json.shape.segments[1].at = 0)), 'segment 2'],
    ['edges that fall', changed((json) => (json.shape.segments[0].edges as number[]).reverse()), 'segment 1'],
    ['other inputs than segments make', changed((json) => (json.shape.nEncoded = 3)), 'says that there are 3 inputs'],
    ['no members', changed((json) => (json.shape.members = 0)), 'members'],
    ['a member more', changed((json) => (json.shape.members = 5)), 'other parameters'],
    ['no layers', changed((json) => (json.shape.layers = [])), 'no layer'],
    ['an unknown activation', changed((json) => (json.shape.layers[1].activation = 'gelu')), 'layer 2'],
    ['a layer of other inputs', changed((json) => (json.shape.layers[1].inputs = 15)), 'has 15 inputs in layer 2, where 16 come in'],
    ['an end that is not linear', changed((json) => (json.shape.layers[2].activation = 'relu')), 'not linear'],
    ['a target where there are classes', changed((json) => (json.target = { mean: 0, scale: 1, low: 0, high: 1 })), 'target'],
    ['other parameters', changed((json) => (json.parameters = [])), 'other parameters'],
    ['too few bytes', bytes((all) => all.subarray(4)), 'where'],
    ['a parameter that is no number', bytes((all) => all.fill(255, 8, 12)), 'number 3 of net.bin is not finite'],
    ['text for bytes', { ...files, 'net.bin': 'text' }, 'no net.bin'],
    ['no bytes', { 'net.json': files['net.json'] }, 'no net.bin'],
  ])('%s', (_name, wrong, said) => {
    const read = () => decodeModel(wrong, described);
    expect(read).toThrow(/^ModelUnreadable: .*; export the model again$/);
    expect(read).toThrow(said);
  });

  it('reads bytes that lie in the middle of a larger buffer, whatever they are aligned to', () => {
    const own = files['net.bin'] as Uint8Array;
    const within = new Uint8Array(own.length + 7);
    within.set(own, 3);
    const decoded = decodeModel({ ...files, 'net.bin': within.subarray(3, 3 + own.length) }, described) as FittedModel<NetState>;
    expect(decoded.state.parameters).toEqual(model.state.parameters);
  });
});
