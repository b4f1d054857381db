import { decodeModel, encodeModel } from '../../src/core/estimators/encode-model.ts';
import type { ContractOptions } from './estimator-contract.ts';

/** What boosted trees declare, whichever kernels grow them. */
export const ofBoosting: ContractOptions = {
  params: { minRowsPerLeaf: 5, minRowsPerCategory: 5 },
  missing: 'handled',
  infinite: 'handled',
  weights: true,
  fixesIterations: true,
  learns: true,
  tolerance: 1e-9,
  roundTrip: (model) => decodeModel(encodeModel(model), model),
};
