import { boosting } from '../../src/core/estimators/boosting.ts';
import { dummy } from '../../src/core/estimators/dummy.ts';
import { decodeModel, encodeModel } from '../../src/core/estimators/encode-model.ts';
import type { FittedModel } from '../../src/core/estimators/estimator.ts';
import { linear } from '../../src/core/estimators/linear.ts';
import { coreEstimators } from '../../src/core/estimators/registry.ts';
import { expect, it } from 'vitest';
import { ofBoosting } from './of-boosting.ts';
import { estimatorContract } from './estimator-contract.ts';

const roundTrip = (model: FittedModel) => decodeModel(encodeModel(model), model);

it('holds every registered estimator to the contract', () => {
  expect(coreEstimators.map(({ id }) => id)).toEqual([dummy.id, linear.id, boosting.id]);
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

estimatorContract(boosting, ofBoosting);
