import { decodeModel, encodeModel } from '../../src/core/estimators/encode-model.ts';
import { createNet } from '../../src/engine/net-estimator.ts';
import { estimatorContract } from '../contract/estimator-contract.ts';

const small = { hiddenLayers: 1, hiddenUnits: 16, maxEpochs: 40 };

for (const [kind, params] of [['realmlp', small], ['tabm', { ...small, members: 4, learningRate: 1e-2 }]] as const) {
  estimatorContract(createNet(kind, 'wasm'), {
    params,
    missing: 'handled',
    infinite: 'handled',
    // A weight scales a row's part of its batch's loss; a row that stands twice falls into other batches.
    weights: false,
    fixesIterations: true,
    learns: true,
    tolerance: 1e-6,
    roundTrip: (model) => decodeModel(encodeModel(model), model),
  });
}
