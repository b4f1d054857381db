import { describe, expect, it } from 'vitest';
import { dummy } from '../../src/core/estimators/dummy.ts';
import type { Estimator, FittedModel, Params } from '../../src/core/estimators/estimator.ts';
import { uncontrolled, type Control } from '../../src/core/math/control.ts';
import { createRng } from '../../src/core/math/rng.ts';
import type { TrainSet } from '../../src/core/matrix/matrix.ts';
import type { Task } from '../../src/core/metrics/metric.ts';
import { selectTarget } from '../../src/core/metrics/predictions.ts';
import { codes, matrixRows, numbers, trainSetOf } from '../support/train-set.ts';
import { lossOf, numbersOf, sampleOf } from './estimator-samples.ts';

/** What an estimator declares beyond its port, for the contract to hold it to. */
export interface ContractOptions {
  /** Parameters that make a fit quick; the contract adds `iterations` where it fixes the count. */
  readonly params?: Params;
  /** NaN in X: 'refused' with NonFiniteInput, or 'handled' (finite predictions). */
  readonly missing: 'refused' | 'handled';
  readonly infinite: 'refused' | 'handled';
  /** Weights count: a row of weight 2 is the row twice, one of weight 0 is absent. */
  readonly weights: boolean;
  /** `params.iterations` sets the count of rounds or epochs. */
  readonly fixesIterations: boolean;
  /** Beats the baseline on a plain sample; not asked of the baseline itself. */
  readonly learns: boolean;
  /** Largest difference between predictions that the contract calls equal but for rounding. */
  readonly tolerance: number;
  readonly roundTrip: (model: FittedModel) => FittedModel;
}

const tasks: readonly Task[] = ['binary', 'multiclass', 'regression'];
const nRows = 120;

/** The code of a rejected promise or a throw; 'none' where nothing was thrown. */
async function codeOf(act: () => unknown): Promise<string> {
  try {
    await act();
    return 'none';
  } catch (error) {
    const { code } = error as { code?: unknown };
    return typeof code === 'string' ? code : `no code: ${String(error)}`;
  }
}

/** The generated suite that every estimator must pass (STYLE.md): call it at the top level of a test file. */
export function estimatorContract(estimator: Estimator, options: ContractOptions): void {
  const params = options.params ?? {};
  const fit = async (train: TrainSet, seed = 3, control = uncontrolled, given = params) =>
    (await estimator.fit(train, given, createRng(seed), control)).model;
  const trainOf = (task: Task, rows = nRows, seed = 1) => {
    const { X, y } = sampleOf(task, estimator.input, rows, seed);
    return trainSetOf(X, y);
  };

  describe.each(tasks)(`the contract of ${estimator.id}, %s`, (task) => {
    it('gives the same bits for the same seed, whatever was fitted between', async () => {
      const train = trainOf(task);
      const first = await fit(train);
      const kept = numbersOf(estimator.predict(first, train.X));
      await fit(trainOf(task, nRows, 2));
      expect(numbersOf(estimator.predict(await fit(train), train.X))).toEqual(kept);
      expect(numbersOf(estimator.predict(first, train.X))).toEqual(kept);
    });

    it('leaves inputs and parameters unchanged', async () => {
      const train = trainSetOf(trainOf(task).X, trainOf(task).y, { stopping: trainOf(task, 30, 5) });
      const [before, given] = [structuredClone(train), { ...params }];
      const model = await fit(train, 3, uncontrolled, Object.freeze(given));
      const state = structuredClone(model);
      estimator.predict(model, train.X);
      expect(train).toEqual(before);
      expect(model).toEqual(state);
    });

    it('predicts each row on its own, in any order and batch', async () => {
      const train = trainOf(task);
      const model = await fit(train);
      const whole = numbersOf(estimator.predict(model, train.X));
      const width = whole.length / nRows;
      const order = createRng(9).permutation(nRows);
      const shuffled = numbersOf(estimator.predict(model, matrixRows(train.X, order)));
      order.forEach((row, i) => {
        const alone = numbersOf(estimator.predict(model, matrixRows(train.X, [row])));
        expect(shuffled.slice(i * width, (i + 1) * width)).toEqual(whole.slice(row * width, (row + 1) * width));
        expect(alone).toEqual(whole.slice(row * width, (row + 1) * width));
      });
      expect(numbersOf(estimator.predict(model, matrixRows(train.X, [])))).toEqual([]);
    });

    it('predicts the same bits after encode and decode, and after a clone', async () => {
      const train = trainOf(task);
      const model = await fit(train);
      const expected = numbersOf(estimator.predict(model, train.X));
      const decoded = options.roundTrip(model);
      expect(numbersOf(estimator.predict(decoded, train.X))).toEqual(expected);
      expect(decoded).toMatchObject({
        learner: estimator.id,
        task,
        classes: model.classes,
        nFeatures: model.nFeatures,
      });
      expect(numbersOf(estimator.predict(structuredClone(model), train.X))).toEqual(expected);
      expect(estimator.sizeBytes(model)).toBeGreaterThan(0);
    });

    it.each([
      ['NaN', NaN, options.missing],
      ['Infinity', Infinity, options.infinite],
      ['-Infinity', -Infinity, options.infinite],
    ] as const)('takes %s in X as declared', async (_name, value, declared) => {
      const train = trainOf(task);
      const clean = await fit(train);
      const X = { ...train.X, values: train.X.values.slice() };
      for (const at of [0, X.features.length + 1]) X.values[at] = value;
      const spoiled = trainSetOf(X, train.y);
      if (declared === 'refused') {
        expect(await codeOf(() => fit(spoiled))).toBe('NonFiniteInput');
        expect(await codeOf(() => estimator.predict(clean, X))).toBe('NonFiniteInput');
        return;
      }
      expect(numbersOf(estimator.predict(await fit(spoiled), X)).every(Number.isFinite)).toBe(true);
      expect(numbersOf(estimator.predict(clean, X)).every(Number.isFinite)).toBe(true);
    });

    it('refuses no rows, with a code', async () => {
      const train = trainOf(task);
      const empty = trainSetOf(matrixRows(train.X, []), selectTarget(train.y, new Uint32Array()));
      expect(await codeOf(() => fit(empty))).toMatch(/^[A-Z][A-Za-z]+$/);
    });

    it.each([1, 2])('makes a sane model of %i rows, or says why not', async (count) => {
      const train = trainOf(task, count);
      if ((await codeOf(() => fit(train))) !== 'none') return;
      expect(numbersOf(estimator.predict(await fit(train), trainOf(task).X)).every(Number.isFinite)).toBe(true);
    });

    it('makes a sane model of one column, and checks the count of features', async () => {
      const train = trainOf(task);
      const width = train.X.features.length;
      const column = {
        nRows,
        features: train.X.features.slice(0, 1),
        values: train.X.values.filter((_, i) => i % width === 0),
      };
      const model = await fit(trainSetOf(column, train.y));
      expect(numbersOf(estimator.predict(model, column)).every(Number.isFinite)).toBe(true);
      expect(await codeOf(() => estimator.predict(model, train.X))).toBe('FeatureCountMismatch');
    });

    it('stops with Cancelled once its control says so', async () => {
      const cancelled: Control = { ...uncontrolled, cancelled: () => true };
      expect(await codeOf(() => fit(trainOf(task), 3, cancelled))).toBe('Cancelled');
    });

    it(`ends with what it has once its control has enough${options.fixesIterations ? ', as if the count so far had been asked for' : ''}`, async () => {
      const train = trainOf(task);
      let asked = 0;
      const hurried: Control = { ...uncontrolled, enough: () => ++asked >= 3 };
      const model = await fit(train, 3, hurried);
      expect(numbersOf(estimator.predict(model, train.X)).every(Number.isFinite)).toBe(true);
      if (!options.fixesIterations) return;
      expect(model.iterations).toBeLessThanOrEqual(3);
      const fixed = await fit(train, 3, uncontrolled, { ...params, iterations: model.iterations });
      expect(numbersOf(estimator.predict(model, train.X))).toEqual(numbersOf(estimator.predict(fixed, train.X)));
    });

    it('reports progress from 0 to 1, never back', async () => {
      const fractions: number[] = [];
      await fit(trainOf(task), 3, { ...uncontrolled, progress: (fraction) => fractions.push(fraction) });
      expect(fractions.at(-1)).toBe(1);
      fractions.forEach((fraction, i) => expect(fraction).toBeGreaterThanOrEqual(i === 0 ? 0 : fractions[i - 1]));
      expect(Math.max(...fractions)).toBe(1);
    });

    it.runIf(options.weights)('takes weight 2 as the row twice and weight 0 as no row', async () => {
      const { X, y } = trainOf(task);
      const weights = Array.from({ length: nRows }, (_, i) => i % 3);
      const repeated = Uint32Array.from(weights.flatMap((weight, i) => Array.from({ length: weight }, () => i)));
      const weighted = numbersOf(estimator.predict(await fit(trainSetOf(X, y, { weights })), X));
      const twice = numbersOf(
        estimator.predict(await fit(trainSetOf(matrixRows(X, repeated), selectTarget(y, repeated))), X),
      );
      expect(Math.max(...weighted.map((value, i) => Math.abs(value - twice[i])))).toBeLessThan(options.tolerance);
      expect(await codeOf(() => fit(trainSetOf(X, y, { weights: weights.map((weight) => weight - 1) })))).toBe(
        'MalformedTrainSet',
      );
    });

    it.runIf(options.fixesIterations)('keeps exactly the iterations it is given, stopping rows or not', async () => {
      const train = trainSetOf(trainOf(task).X, trainOf(task).y, { stopping: trainOf(task, 30, 5) });
      const fixed = await fit(train, 3, uncontrolled, { ...params, iterations: 7 });
      const without = await fit(trainOf(task), 3, uncontrolled, { ...params, iterations: 7 });
      expect(fixed.iterations).toBe(7);
      expect(numbersOf(estimator.predict(fixed, train.X))).toEqual(numbersOf(estimator.predict(without, train.X)));
    });

    it.runIf(options.learns)('beats the baseline on rows it has not seen', async () => {
      const train = trainOf(task, 400);
      const later = trainOf(task, 200, 7);
      const { model: base } = await dummy.fit(train, {}, createRng(0), uncontrolled);
      const guessing = lossOf(dummy.predict(base, later.X), later.y);
      expect(lossOf(estimator.predict(await fit(train), later.X), later.y)).toBeLessThan(0.75 * guessing);
    });
  });

  describe.each(['binary', 'multiclass'] as const)(`the contract of ${estimator.id}, classes, %s`, (task) => {
    it('gives probabilities between 0 and 1 that sum to 1', async () => {
      const train = trainOf(task);
      const predicted = estimator.predict(await fit(train), train.X);
      if (predicted.kind !== 'classes' || train.y.kind !== 'classes') throw new Error('classes were expected');
      expect(predicted.classes).toEqual(train.y.classes);
      const k = predicted.classes.length;
      for (let i = 0; i < nRows; i++) {
        const row = predicted.probabilities.subarray(i * k, (i + 1) * k);
        expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
        expect(Math.abs(row.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(1e-12);
      }
    });

    it('does not care how the labels are spelled', async () => {
      const train = trainOf(task);
      if (train.y.kind !== 'classes') throw new Error('classes were expected');
      const spelled = trainSetOf(
        train.X,
        codes(
          train.y.codes,
          train.y.classes.map((_, c) => String(c)),
        ),
      );
      expect(numbersOf(estimator.predict(await fit(spelled), train.X))).toEqual(
        numbersOf(estimator.predict(await fit(train), train.X)),
      );
    });

    it('predicts the only class there is', async () => {
      const train = trainOf(task);
      if (train.y.kind !== 'classes') throw new Error('classes were expected');
      const { classes } = train.y;
      const model = await fit(trainSetOf(train.X, codes(new Int32Array(nRows).fill(1), classes)));
      const seen = numbersOf(estimator.predict(model, train.X));
      seen.forEach((share, i) => expect(Math.abs(share - (i % classes.length === 1 ? 1 : 0))).toBeLessThan(0.05));
    });

    it('refuses a code that is no class', async () => {
      const train = trainOf(task);
      expect(await codeOf(() => fit(trainSetOf(train.X, codes(new Int32Array(nRows).fill(-1), ['a', 'b']))))).not.toBe(
        'none',
      );
    });
  });

  describe(`the contract of ${estimator.id}, numbers`, () => {
    it.each([NaN, Infinity])('refuses %d in the target', async (value) => {
      const train = trainOf('regression');
      const y = numbers(Array.from({ length: nRows }, (_, i) => (i === 5 ? value : i)));
      expect(await codeOf(() => fit(trainSetOf(train.X, y)))).toBe('NonFiniteInput');
    });

    it('predicts a constant target', async () => {
      const train = trainOf('regression');
      const model = await fit(trainSetOf(train.X, numbers(new Float64Array(nRows).fill(0.1))));
      numbersOf(estimator.predict(model, train.X)).forEach((value) => expect(Math.abs(value - 0.1)).toBeLessThan(1e-3));
    });
  });
}
