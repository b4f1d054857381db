import { describe, expect, it } from 'vitest';
import { FeatureCountMismatch, NonFiniteInput, type FittedModel } from '../../../src/core/estimators/estimator.ts';
import { mlpSizeBytes, predictMlp, softmaxRows, type MlpState } from '../../../src/core/estimators/mlp.ts';
import type { DesignMatrix } from '../../../src/core/matrix/matrix.ts';

function matrix(rows: number[][], nFeatures = rows[0].length): DesignMatrix {
  const features = Array.from({ length: nFeatures }, (_, f) => ({
    name: `x${f}`,
    source: `x${f}`,
    kind: 'numeric' as const,
    levels: null,
  }));
  return { nRows: rows.length, features, values: Float32Array.from(rows.flat()) };
}

/** XOR by hand: h = relu(a + b), relu(a + b - 1); logit of "one" = h0 - 2·h1, of "zero" = 0.5. */
const xor: FittedModel<MlpState> = {
  learner: 'mlp',
  task: 'binary',
  classes: ['zero', 'one'],
  nFeatures: 2,
  iterations: 1,
  state: {
    target: null,
    layers: [
      { inputs: 2, outputs: 2, weights: Float32Array.of(1, 1, 1, 1), bias: Float32Array.of(0, -1), activation: 'relu' },
      {
        inputs: 2,
        outputs: 2,
        weights: Float32Array.of(0, 1, 0, -2),
        bias: Float32Array.of(0.5, 0),
        activation: 'linear',
      },
    ],
  },
};

describe('predictMlp', () => {
  it('computes what the layers say, by hand', () => {
    const predicted = predictMlp(
      xor,
      matrix([
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ]),
    );
    if (predicted.kind !== 'classes') throw new Error('expected classes');
    const even = 1 / (1 + Math.exp(-0.5));
    const odd = 1 / (1 + Math.exp(0.5));
    const expected = [even, 1 - even, odd, 1 - odd, odd, 1 - odd, even, 1 - even];
    expected.forEach((value, i) => expect(predicted.probabilities[i]).toBeCloseTo(value, 12));
    expect(predicted.classes).toEqual(['zero', 'one']);
  });

  it('returns a regression to the unit of its target', () => {
    const layer = {
      inputs: 1,
      outputs: 1,
      weights: Float32Array.of(2),
      bias: Float32Array.of(1),
      activation: 'linear' as const,
    };
    const model: FittedModel<MlpState> = {
      learner: 'mlp',
      task: 'regression',
      classes: [],
      nFeatures: 1,
      iterations: 1,
      state: { layers: [layer], target: { mean: 100, scale: 10 } },
    };
    expect(predictMlp(model, matrix([[0], [3]]))).toEqual({ kind: 'number', values: Float64Array.of(110, 170) });
  });

  it('gives nothing for no rows, and refuses another width and values that are no numbers', () => {
    expect(predictMlp(xor, matrix([], 2))).toMatchObject({ probabilities: new Float64Array(0) });
    expect(() => predictMlp(xor, matrix([[1, 2, 3]]))).toThrow(FeatureCountMismatch);
    expect(() => predictMlp(xor, matrix([[1, NaN]]))).toThrow(NonFiniteInput);
    expect(() => predictMlp(xor, matrix([[1, Infinity]]))).toThrow(NonFiniteInput);
  });

  it('counts four bytes for each weight and bias', () => {
    expect(mlpSizeBytes(xor)).toBe(4 * (4 + 2 + 4 + 2));
  });
});

describe('softmaxRows', () => {
  it('stays finite and sums to one for logits far beyond what exp can hold', () => {
    const p = softmaxRows(Float64Array.of(2000, 1000, -3000, -1000, -1000, -1000), 3);
    expect(Array.from(p.subarray(0, 3))).toEqual([1, 0, 0]);
    expect(p[3] + p[4] + p[5]).toBeCloseTo(1, 15);
    expect(p[3]).toBeCloseTo(1 / 3, 15);
  });
});
