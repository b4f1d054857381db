import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from '../../../src/core/estimators/encode-model.ts';
import { forestParams, extraTreesSpecs, forestSpecs } from '../../../src/core/estimators/forest-params.ts';
import { defaultRowsPerLeaf } from '../../../src/core/estimators/forest-fit.ts';
import { createTreeSampling } from '../../../src/core/estimators/forest-sampling.ts';
import { forest } from '../../../src/core/estimators/forest.ts';
import { pictureOf } from '../../../src/core/estimators/picture-of.ts';
import { treeParams } from '../../../src/core/estimators/tree-params.ts';
import { tree } from '../../../src/core/estimators/tree.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { categorical, codes, matrixOf, numbers, numeric, trainSetOf } from '../../support/train-set.ts';
import { sampleOf } from '../../contract/estimator-samples.ts';

const rowNumbers = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

describe('the picture of a decision tree', () => {
  it('shows its questions, rows and values, parents first', async () => {
    const features = [numeric('age'), categorical('colour', 3)];
    const rows = Array.from({ length: 90 }, (_, i) => [i < 60 ? 10 : i === 89 ? NaN : 20, i % 3]);
    const X = matrixOf(rows, features);
    const y = numbers(rows.map(([age, colour]) => (age === 10 ? 0 : colour === 1 ? 8 : 10)));
    const { model } = await tree.fit(trainSetOf(X, y), { minRowsPerLeaf: 1 }, createRng(0), uncontrolled);
    const picture = pictureOf({ features, model });
    if (picture?.kind !== 'tree') throw new Error('a tree was expected');
    const [root, few, many, eight, ten] = picture.nodes;
    expect(root).toMatchObject({
      test: { kind: 'threshold', feature: 'age', threshold: 15, missingLeft: false },
      rows: 90,
      left: 1,
      right: 2,
    });
    expect(root.value[0]).toBeCloseTo((20 * 10 + 10 * 8) / 90, 12);
    expect(few).toEqual({ test: null, left: null, right: null, rows: 60, value: [0] });
    expect(many).toMatchObject({ rows: 30, left: 3, right: 4 });
    expect(many.test).toEqual({ kind: 'levels', feature: 'colour', levels: ['level 1'], missingLeft: false });
    expect([eight.value, ten.value]).toEqual([[8], [10]]);
    expect(picture.nodes).toHaveLength(5);
  });

  it('tells the shares of every class, also where there is but one', async () => {
    const X = matrixOf(Array.from({ length: 40 }, (_, i) => [i]));
    const classes = ['a', 'b', 'c'];
    const two = codes(
      Array.from({ length: 40 }, (_, i) => (i < 10 ? 0 : 2)),
      classes,
    );
    const { model } = await tree.fit(trainSetOf(X, two), { smoothing: 0 }, createRng(0), uncontrolled);
    const picture = pictureOf({ features: X.features, model });
    expect(picture).toMatchObject({
      kind: 'tree',
      classes,
      nodes: [{ value: [0.25, 0, 0.75] }, { value: [1, 0, 0] }, { value: [0, 0, 1] }],
    });
    const one = codes(new Int32Array(40).fill(1), classes);
    const single = (await tree.fit(trainSetOf(X, one), {}, createRng(0), uncontrolled)).model;
    expect(pictureOf({ features: X.features, model: single })).toMatchObject({
      nodes: [{ test: null, value: [0, 1, 0] }],
    });
  });
});

describe('pruning', () => {
  const { X, y } = sampleOf('regression', 'native', 400);
  const leavesOf = async (params: Record<string, number>) => {
    const { model } = await tree.fit(
      trainSetOf(X, y),
      { maxDepth: 0, minRowsPerLeaf: 1, maxLeaves: 1024, ...params },
      createRng(0),
      uncontrolled,
    );
    return model.state.values.length;
  };

  it('leaves no more leaves than asked for, nor far fewer', async () => {
    expect(await leavesOf({})).toBe(400);
    for (const maxLeaves of [2, 7, 40]) {
      const left = await leavesOf({ maxLeaves });
      expect(left).toBeLessThanOrEqual(maxLeaves);
      // Branches that save as much as each other go together.
      expect(left).toBeGreaterThan(0.9 * maxLeaves);
    }
  });

  it('leaves fewer leaves as each must save more, and none where it must save all', async () => {
    const counts = [
      await leavesOf({ ccpAlpha: 0.0005 }),
      await leavesOf({ ccpAlpha: 0.01 }),
      await leavesOf({ ccpAlpha: 1 }),
    ];
    expect(counts[0]).toBeLessThan(400);
    expect(counts[1]).toBeLessThan(counts[0]);
    expect(counts[2]).toBe(1);
  });
});

describe('the rows of a tree', () => {
  it('are drawn in proportion to their weights, each weighing as often as it was drawn', () => {
    const weights = Float64Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 3 : 1));
    const { rows, rowWeights } = createTreeSampling(rowNumbers(1000), 1000, weights, true, 1).next(createRng(1));
    const drawn = rowWeights.reduce((sum, count) => sum + count, 0);
    expect(drawn).toBe(1000);
    expect(rows.every((row) => rowWeights[row] > 0)).toBe(true);
    const even = rowWeights.reduce((sum, count, i) => sum + (i % 2 === 0 ? count : 0), 0);
    expect(Math.abs(even / drawn - 0.75)).toBeLessThan(0.05);
  });

  it('are about 63% of all with replacement, and the share asked for without', () => {
    const drawn = createTreeSampling(rowNumbers(10_000), 10_000, null, true, 1).next(createRng(2)).rows.length;
    expect(Math.abs(drawn / 10_000 - (1 - Math.exp(-1)))).toBeLessThan(0.02);
    const half = createTreeSampling(rowNumbers(1000), 1000, null, false, 0.5).next(createRng(3)).rows;
    expect(new Set(half).size).toBe(500);
  });
});

describe('parameters', () => {
  it('are clamped, and taken by default where they are of another kind', () => {
    expect(treeParams({ maxDepth: 99, maxLeaves: 3.4, ccpAlpha: 'no' })).toMatchObject({
      maxDepth: 30,
      maxLeaves: 3,
      ccpAlpha: 0,
    });
    expect(forestParams(forestSpecs, { sampling: 'neither', nTrees: 0 })).toMatchObject({
      sampling: 'bootstrap',
      nTrees: 1,
    });
    expect(forestParams(extraTreesSpecs, {})).toMatchObject({ sampling: 'subset', nTrees: 200, subsample: 1 });
  });

  it('keep forests of large tables within bounds', () => {
    expect([defaultRowsPerLeaf(5000, 1), defaultRowsPerLeaf(1_000_000, 1), defaultRowsPerLeaf(20_000, 40)]).toEqual([
      1, 50, 10,
    ]);
  });
});

describe('the file of a forest', () => {
  it('is as large as it says', async () => {
    for (const task of ['binary', 'multiclass', 'regression'] as const) {
      const { X, y } = sampleOf(task, 'native', 150);
      for (const estimator of [tree, forest]) {
        const { model } = await estimator.fit(trainSetOf(X, y), { nTrees: 5 }, createRng(0), uncontrolled);
        expect(String(encodeModel(model)['forest.json'])).toHaveLength(estimator.sizeBytes(model));
      }
    }
  });

  it('is refused where an array is cut off', async () => {
    const { X, y } = sampleOf('binary', 'native', 50);
    const { model } = await forest.fit(trainSetOf(X, y), { nTrees: 2 }, createRng(0), uncontrolled);
    const encoded = JSON.parse(String(encodeModel(model)['forest.json'])) as Record<string, string>;
    for (const spoiled of [encoded.values.slice(0, 8), 'no!!', undefined]) {
      const files = { 'forest.json': JSON.stringify({ ...encoded, values: spoiled }) };
      expect(() => decodeModel(files, model)).toThrow('ModelUnreadable');
    }
  });
});
