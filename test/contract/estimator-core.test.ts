import { boosting } from '../../src/core/estimators/boosting.ts';
import { dummy } from '../../src/core/estimators/dummy.ts';
import { ebm } from '../../src/core/estimators/ebm.ts';
import { decodeModel, encodeModel } from '../../src/core/estimators/encode-model.ts';
import type { FittedModel } from '../../src/core/estimators/estimator.ts';
import { extraTrees, forest } from '../../src/core/estimators/forest.ts';
import { knn } from '../../src/core/estimators/knn.ts';
import { linear } from '../../src/core/estimators/linear.ts';
import { coreEstimators } from '../../src/core/estimators/registry.ts';
import { tree } from '../../src/core/estimators/tree.ts';
import { describe, expect, it } from 'vitest';
import { ofBoosting } from './of-boosting.ts';
import { estimatorContract } from './estimator-contract.ts';

const roundTrip = (model: FittedModel) => decodeModel(encodeModel(model), model);

it('holds every registered estimator to the contract', () => {
  const held = [dummy, linear, tree, knn, forest, extraTrees, boosting, ebm];
  expect(coreEstimators.map(({ id }) => id)).toEqual(held.map(({ id }) => id));
});

estimatorContract(dummy, {
  missing: 'handled',
  infinite: 'handled',
  weights: true,
  fixesIterations: false,
  learns: false,
  tolerance: 1e-12,
  roundTrip,
});

estimatorContract(linear, {
  missing: 'refused',
  infinite: 'refused',
  weights: true,
  fixesIterations: false,
  learns: true,
  tolerance: 1e-6,
  roundTrip,
});

estimatorContract(knn, {
  missing: 'refused',
  infinite: 'refused',
  weights: true,
  fixesIterations: false,
  learns: true,
  tolerance: 1e-12,
  roundTrip,
});

estimatorContract(boosting, ofBoosting);

const native = { missing: 'handled', infinite: 'handled', fixesIterations: false, tolerance: 1e-9, roundTrip } as const;

estimatorContract(tree, { ...native, params: { minRowsPerLeaf: 3 }, weights: true, learns: true });

// A bootstrap draws by weight, so that weight 2 is the row twice only on average; without one it is to the bit.
estimatorContract(forest, { ...native, params: { nTrees: 20, minRowsPerLeaf: 3 }, weights: false, learns: true });

describe('without a bootstrap', () => {
  const params = { nTrees: 20, minRowsPerLeaf: 3, sampling: 'subset' };
  estimatorContract(forest, { ...native, params, weights: true, learns: true });
});

estimatorContract(extraTrees, { ...native, params: { nTrees: 20, minRowsPerLeaf: 3 }, weights: true, learns: true });

estimatorContract(ebm, {
  // One bag, since which rows a bag draws depends on how many there are.
  params: { bags: 1 },
  missing: 'handled',
  infinite: 'handled',
  weights: true,
  fixesIterations: true,
  learns: true,
  tolerance: 1e-9,
  roundTrip,
});

describe('as an elastic net', () => {
  estimatorContract(linear, {
    params: { l1Ratio: 0.5, lambda: 1 },
    missing: 'refused',
    infinite: 'refused',
    weights: true,
    fixesIterations: false,
    learns: true,
    tolerance: 1e-5,
    roundTrip,
  });
});

describe('as a lasso of its own choice', () => {
  estimatorContract(linear, {
    params: { l1Ratio: 1 },
    missing: 'refused',
    infinite: 'refused',
    weights: true,
    fixesIterations: false,
    learns: true,
    tolerance: 1e-5,
    roundTrip,
  });
});

describe('by distance', () => {
  estimatorContract(knn, {
    params: { weighting: 'distance', metric: 'manhattan', k: 4 },
    missing: 'refused',
    infinite: 'refused',
    weights: true,
    fixesIterations: false,
    learns: true,
    tolerance: 1e-12,
    roundTrip,
  });
});

describe('with bags and pairs', () => {
  estimatorContract(ebm, {
    params: { bags: 3, learningRate: 0.2, iterations: 40 },
    missing: 'handled',
    infinite: 'handled',
    weights: false,
    fixesIterations: true,
    learns: true,
    tolerance: 1e-9,
    roundTrip,
  });
});
