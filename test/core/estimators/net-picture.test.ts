import { describe, expect, it } from 'vitest';
import type { FittedModel } from '../../../src/core/estimators/estimator.ts';
import type { MlpState } from '../../../src/core/estimators/mlp.ts';
import type { ModelPicture } from '../../../src/core/estimators/model-picture.ts';
import { pictureOf } from '../../../src/core/estimators/picture-of.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { layoutOf } from '../../../src/core/nets/net-layout.ts';
import { prepareRows } from '../../../src/core/nets/prepare-rows.ts';
import { projectHidden } from '../../../src/core/nets/projection.ts';
import { madeUpNet } from '../../support/net-models.ts';
import { categorical, codes, matrixOf, matrixRows, numbers, numeric } from '../../support/train-set.ts';

type NetPicture = Extract<ModelPicture, { kind: 'net' }>;

const rng = createRng(2);
const features = [numeric('a'), categorical('few', 3), categorical('many', 6), numeric('b')];
const X = matrixOf(Array.from({ length: 340 }, (_, i) => [rng.normal(), rng.int(3), rng.int(6), i % 9 === 0 ? NaN : rng.normal()]), features);
const y = codes(Array.from({ length: 340 }, (_, i) => i % 3), ['x', 'y', 'z']);

describe('the picture of a net', () => {
  it('tells its layers, members and inputs', () => {
    const model = madeUpNet('tabm', 'multiclass', ['x', 'y', 'z'], X);
    const picture = pictureOf({ features, model }) as NetPicture;
    // a in pieces (5), few one-hot (3), many embedded (3), b in no pieces, missing b.
    expect(picture).toMatchObject({ kind: 'net', classes: ['x', 'y', 'z'], members: 4, projection: null });
    expect(picture.inputs).toEqual({ columns: 5, encoded: 4 + 3 + 3 + 1 + 1, embedded: 7 * 3 });
    expect(picture.layers.map(({ name, inputs, outputs, activation }) => [name, inputs, outputs, activation])).toEqual([
      ['Layer 1', 12, 16, 'relu'],
      ['Layer 2', 16, 8, 'relu'],
      ['Output', 8, 3, 'linear'],
    ]);
    // Weights that all share, then bias and two scales of each member; the output has weights of its own for each.
    expect(picture.layers.map(({ parameters }) => parameters)).toEqual([12 * 16 + 4 * (16 + 12 + 16), 16 * 8 + 4 * (8 + 16 + 8), 4 * (8 * 3 + 3)]);
    expect(picture.parameters).toBe(model.state.parameters.length);
    expect(picture.layers.reduce((sum, { parameters }) => sum + parameters, picture.inputs.embedded)).toBe(picture.parameters);
    picture.layers.forEach(({ weights }, l) => expect(weights * Math.sqrt(picture.layers[l].inputs)).toBeCloseTo(1, 0));
  });

  it('shows how it sees the first 300 of the rows', () => {
    const model = madeUpNet('realmlp', 'multiclass', ['x', 'y', 'z'], X);
    const { projection } = pictureOf({ features, model }, { X, y }) as NetPicture;
    const { shape, parameters, columns } = model.state;
    const seen = projectHidden(shape, layoutOf(shape), parameters, prepareRows(columns, matrixRows(X, Array.from({ length: 300 }, (_, i) => i))), 300);
    expect(projection).toEqual({ ...seen, targets: Float32Array.from({ length: 300 }, (_, i) => i % 3) });
    expect(projection!.explained).toBeGreaterThan(0.2);
  });

  it('colours rows by numbers in the target’s unit', () => {
    const model = madeUpNet('realmlp', 'regression', [], X);
    const few = matrixRows(X, [0, 1, 2]);
    expect((pictureOf({ features, model }, { X: few, y: numbers([1.5, -2, 7]) }) as NetPicture).projection!.targets).toEqual(Float32Array.of(1.5, -2, 7));
    expect((pictureOf({ features, model }, { X: matrixRows(X, []), y: numbers([]) }) as NetPicture).projection).toBeNull();
  });

  it('is made of a perceptron too', () => {
    const layer = (weights: number[], bias: number[], activation: 'relu' | 'linear') => ({ inputs: weights.length / bias.length, outputs: bias.length, weights: Float32Array.from(weights), bias: Float32Array.from(bias), activation });
    const model: FittedModel<MlpState> = {
      learner: 'mlp',
      task: 'regression',
      classes: [],
      nFeatures: 2,
      iterations: 1,
      state: { layers: [layer([3, 0, 0, 4], [0, 1], 'relu'), layer([2, -2], [5], 'linear')], target: { mean: 0, scale: 1 } },
    };
    const rows = matrixOf([[0, 0], [1, 0], [3, 0]]);
    const picture = pictureOf({ features: rows.features, model }, { X: rows, y: numbers([1, 2, 3]) }) as NetPicture;
    expect(picture).toMatchObject({ kind: 'net', classes: [], members: 1, parameters: 9, inputs: { columns: 2, encoded: 2, embedded: 0 } });
    expect(picture.layers).toEqual([
      { name: 'Layer 1', inputs: 2, outputs: 2, activation: 'relu', parameters: 6, weights: 2.5 },
      { name: 'Output', inputs: 2, outputs: 1, activation: 'linear', parameters: 3, weights: 2 },
    ]);
    // The first unit is 0, 3, 9, the second is 1 throughout.
    expect(picture.projection).toEqual({ x: Float32Array.of(-4, -1, 5), y: Float32Array.of(0, 0, 0), explained: 1, targets: Float32Array.of(1, 2, 3) });
  });
});
