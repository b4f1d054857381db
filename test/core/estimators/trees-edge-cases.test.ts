import { describe, expect, it } from 'vitest';
import type { Params } from '../../../src/core/estimators/estimator.ts';
import { extraTrees, forest } from '../../../src/core/estimators/forest.ts';
import { tree } from '../../../src/core/estimators/tree.ts';
import { Cancelled, uncontrolled, type Control } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { DesignMatrix, FeatureInfo } from '../../../src/core/matrix/matrix.ts';
import type { TargetValues } from '../../../src/core/metrics/predictions.ts';
import { lossOf, numbersOf } from '../../contract/estimator-samples.ts';
import { categorical, codes, numbers, numeric, trainSetOf } from '../../support/train-set.ts';

function filled(nRows: number, features: readonly FeatureInfo[], cell: (row: number, column: number) => number) {
  const width = features.length;
  const values = Float32Array.from({ length: nRows * width }, (_, i) => cell(Math.floor(i / width), i % width));
  return { nRows, features, values };
}

const columns = (count: number) => Array.from({ length: count }, (_, j) => numeric(`x${j}`));
const names = (count: number) => Array.from({ length: count }, (_, c) => `class ${c}`);
const largest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function normals(nRows: number, count: number, seed = 1): DesignMatrix {
  const rng = createRng(seed);
  return filled(nRows, columns(count), () => rng.normal());
}

describe.each([tree, forest, extraTrees])('$id at the edges', (estimator) => {
  const quick: Params = { nTrees: 30 };
  async function fitted(X: DesignMatrix, y: TargetValues, params: Params = {}, weights: number[] | null = null) {
    const given = { ...quick, ...params };
    return (await estimator.fit(trainSetOf(X, y, { weights }), given, createRng(0), uncontrolled)).model;
  }
  const shown = async (X: DesignMatrix, y: TargetValues, params: Params = {}, weights: number[] | null = null) =>
    numbersOf(estimator.predict(await fitted(X, y, params, weights), X));

  it('tells 50 classes of two rows each apart', async () => {
    const X = filled(100, columns(2), (row, j) => (j === 0 ? row % 50 : row));
    const y = codes(
      Array.from({ length: 100 }, (_, i) => i % 50),
      names(50),
    );
    const seen = await shown(X, y, { minRowsPerLeaf: 1, maxDepth: 0, maxLeaves: 64 });
    const right = Array.from({ length: 100 }, (_, i) => i).filter((i) => {
      const row = seen.slice(i * 50, (i + 1) * 50);
      return row.indexOf(Math.max(...row)) === i % 50;
    });
    expect(right.length).toBeGreaterThan(90);
    expect(
      largest(Array.from({ length: 100 }, (_, i) => seen.slice(i * 50, i * 50 + 50).reduce((a, b) => a + b) - 1)),
    ).toBeLessThan(1e-12);
  });

  it('holds no class of the training rows impossible, and one without rows so', async () => {
    const X = normals(90, 2);
    const y = codes(
      Array.from({ length: 90 }, (_, i) => (X.values[2 * i] > 0 ? 2 : X.values[2 * i] > -1 ? 1 : 0)),
      names(4),
    );
    const seen = await shown(X, y);
    seen.forEach((share, i) => (i % 4 === 3 ? expect(share).toBe(0) : expect(share).toBeGreaterThan(0)));
  });

  it('learns from 20 rows', async () => {
    const X = filled(20, columns(1), (row) => row);
    const y = numbers(Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 8)));
    const seen = await shown(X, y);
    expect(seen[0]).toBeLessThan(2);
    expect(seen[19]).toBeGreaterThan(6);
  });

  it('finds the one column of 2,000 that tells', async () => {
    const X = normals(150, 2000);
    const y = numbers(Array.from({ length: 150 }, (_, i) => (X.values[i * 2000 + 1234] > 0 ? 1 : 0)));
    const seen = await shown(X, y, { maxFeatures: 1, nTrees: 8 });
    expect(lossOf({ kind: 'number', values: Float64Array.from(seen) }, y)).toBeLessThan(0.1);
  });

  it('learns beside constant and all-missing columns, and guesses the mean where there are no others', async () => {
    const rng = createRng(2);
    const X = filled(200, columns(3), (_, j) => (j === 0 ? 5 : j === 1 ? rng.normal() : NaN));
    const y = numbers(Array.from({ length: 200 }, (_, i) => (X.values[i * 3 + 1] > 0.3 ? 1 : 0)));
    expect(lossOf({ kind: 'number', values: Float64Array.from(await shown(X, y)) }, y)).toBeLessThan(0.01);
    const blank = filled(200, columns(2), (_, j) => (j === 0 ? 5 : NaN));
    (await shown(blank, y, { sampling: 'subset' })).forEach((value) =>
      expect(value).toBeCloseTo(y.kind === 'number' ? y.values.reduce((a, b) => a + b) / 200 : NaN, 9),
    );
    const none = filled(200, [], () => 0);
    expect(new Set(await shown(none, y)).size).toBe(1);
  });

  it('keeps its head beside outliers of 1e12', async () => {
    const X = filled(300, columns(2), (row, j) => (j === 0 ? row : (row * 7) % 300));
    const y = Float64Array.from({ length: 300 }, (_, i) => (i === 299 ? 1e12 : i < 150 ? 1 : 2));
    const seen = await shown(X, numbers(y), { minRowsPerLeaf: 1 });
    for (let i = 0; i < 140; i++) expect(Math.abs(seen[i] - 1)).toBeLessThan(0.6);
    expect(seen.every(Number.isFinite)).toBe(true);
    const wild = filled(300, columns(1), (row) => (row === 0 ? 1e12 : row === 1 ? -1e12 : row));
    const steps = await shown(wild, numbers(Array.from({ length: 300 }, (_, i) => (i > 150 ? 1 : 0))), {
      minRowsPerLeaf: 1,
    });
    if (estimator.id !== 'extra-trees') expect(steps[290] - steps[20]).toBeGreaterThan(0.9);
  });

  it('predicts an all-equal target exactly', async () => {
    (await shown(normals(60, 3), numbers(new Float64Array(60).fill(0.1)))).forEach((value) =>
      expect(value).toBeCloseTo(0.1, 15),
    );
  });

  it('does not look at rows of weight 0', async () => {
    const X = normals(120, 2);
    const truth = Array.from({ length: 120 }, (_, i) => (X.values[2 * i] > 0 ? 1 : 0));
    const spoiled = truth.map((code, i) => (i % 4 === 0 ? 2 : code));
    const weights = truth.map((_, i) => (i % 4 === 0 ? 0 : 1));
    const seen = await shown(X, codes(spoiled, names(3)), {}, weights);
    seen.forEach((share, i) => i % 3 === 2 && expect(share).toBe(0));
    const heavy = await shown(
      X,
      codes(truth, names(2)),
      { maxDepth: 1 },
      truth.map((code) => (code === 1 ? 50 : 1)),
    );
    const even = await shown(X, codes(truth, names(2)), { maxDepth: 1 });
    expect(heavy.reduce((sum, share, i) => sum + (i % 2 === 1 ? share : 0), 0)).toBeGreaterThan(
      even.reduce((sum, share, i) => sum + (i % 2 === 1 ? share : 0), 0),
    );
  });

  it('divides a category of 10,000 levels without learning its rows by heart', async () => {
    const rng = createRng(4);
    const features = [categorical('id', 10_000), numeric('x')];
    const X = filled(10_000, features, (row, j) => (j === 0 ? row : rng.normal()));
    const noise = createRng(5);
    const of = (row: number) => (X.values[2 * row + 1] > 0 ? 1 : -1) + 0.5 * noise.normal();
    const y = numbers(Array.from({ length: 10_000 }, (_, i) => of(i)));
    const model = await fitted(X, y, { nTrees: 5, minRowsPerLeaf: 20 });
    const later = { ...X, values: X.values.map((value, i) => (i % 2 === 0 ? (value + 1) % 10_000 : value)) };
    const fresh = numbers(Array.from({ length: 10_000 }, (_, i) => of(i)));
    expect(lossOf(estimator.predict(model, later), fresh)).toBeLessThan(0.45);
    const unknown = { ...X, values: X.values.map((value, i) => (i % 2 === 0 ? 12_345 : value)) };
    expect(lossOf(estimator.predict(model, unknown), fresh)).toBeLessThan(0.5);
  });

  it('learns from levels and from what is missing', async () => {
    const features = [categorical('colour', 6), numeric('gappy')];
    const X = filled(300, features, (row, j) => (j === 0 ? row % 6 : row % 5 === 0 ? NaN : (row * 13) % 7));
    const odd = (row: number) => (row % 6 === 1 || row % 6 === 4 ? 1 : 0);
    const gap = (row: number) => (row % 5 === 0 ? 1 : 0);
    const y = Array.from({ length: 300 }, (_, i) => 2 * odd(i) + gap(i));
    const seen = await shown(X, codes(y, names(4)), { maxFeatures: 1 });
    y.forEach((code, i) => expect(seen[4 * i + code]).toBeGreaterThan(0.5));
  });

  it('puts infinities beyond every number', async () => {
    const X = filled(90, columns(1), (row) => (row < 30 ? -Infinity : row < 60 ? row : Infinity));
    const y = numbers(Array.from({ length: 90 }, (_, i) => Math.floor(i / 30)));
    const seen = await shown(X, y, { sampling: 'subset', minRowsPerLeaf: 1 });
    expect([seen[0], seen[45], seen[80]].map(Math.round)).toEqual([0, 1, 2]);
  });

  it('finds nothing in a shuffled target', async () => {
    const X = normals(600, 4);
    const y = codes(
      Array.from(createRng(8).permutation(600), (i) => i % 2),
      names(2),
    );
    const model = await fitted(X, y, { minRowsPerLeaf: 20 });
    const later = normals(600, 4, 9);
    expect(lossOf(estimator.predict(model, later), y)).toBeLessThan(1);
    expect(lossOf(estimator.predict(model, later), y)).toBeGreaterThan(0.66);
  });

  it('rests often, and stops in the middle of a tree', async () => {
    let turns = 0;
    const resting = { ...uncontrolled, breathe: () => Promise.resolve(void turns++) };
    const X = normals(20_000, 8);
    const y = numbers(Array.from({ length: 20_000 }, (_, i) => X.values[8 * i]));
    const fit = (control: Control) =>
      estimator.fit(trainSetOf(X, y), { nTrees: 1, maxDepth: 0, maxFeatures: 1 }, createRng(0), control);
    await fit(resting);
    const all = turns;
    expect(all).toBeGreaterThan(5);
    turns = 0;
    await expect(fit({ ...resting, cancelled: () => turns >= all - 1 })).rejects.toThrow(Cancelled);
    expect(turns).toBe(all - 1);
  });
});
