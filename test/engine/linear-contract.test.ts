import { decodeModel, encodeModel } from '../../src/core/estimators/encode-model.ts';
import { createLinearOn } from '../../src/engine/linear-estimator.ts';
import { estimatorContract } from '../contract/estimator-contract.ts';

estimatorContract(createLinearOn('cpu'), {
  missing: 'refused',
  infinite: 'refused',
  weights: true,
  fixesIterations: false,
  learns: true,
  // Single precision: rows in another order, or twice, add up to other last digits.
  tolerance: 1e-4,
  roundTrip: (model) => decodeModel(encodeModel(model), model),
});
