import { decodeModel, encodeModel } from '../../src/core/estimators/encode-model.ts';
import type { Estimator } from '../../src/core/estimators/estimator.ts';
import { createMlp } from '../../src/engine/net-estimator.ts';
import { estimatorContract } from '../contract/estimator-contract.ts';

estimatorContract(createMlp('cpu') as Estimator, {
  params: { hiddenUnits: 16, maxEpochs: 40, learningRate: 1e-2 },
  missing: 'refused',
  infinite: 'refused',
  // A weight scales a row's part of its batch's loss; a row that stands twice falls into other batches.
  weights: false,
  fixesIterations: true,
  learns: true,
  tolerance: 1e-6,
  roundTrip: (model) => decodeModel(encodeModel(model), model),
});
