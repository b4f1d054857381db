import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { DesignMatrix, TrainSet } from '../../../src/core/matrix/matrix.ts';
import { fitNet } from '../../../src/engine/net-fit.ts';
import { withNets, type NetDevice } from './net-backends.ts';

const nFeatures = 8;
const params = { hiddenLayers: 2, hiddenUnits: 16, batchSize: 64, maxEpochs: 4 };

function matrixOf(nRows: number, seed: number): DesignMatrix {
  const rng = createRng(seed);
  const features = Array.from({ length: nFeatures }, (_, j) => ({ name: `x${j}`, source: `x${j}`, kind: 'numeric' as const, levels: null }));
  return { nRows, features, values: Float32Array.from({ length: nRows * nFeatures }, () => rng.normal()) };
}

const classesOf = ({ nRows, values }: DesignMatrix) => ({
  kind: 'classes' as const,
  codes: Int32Array.from({ length: nRows }, (_, row) => (values[row * nFeatures] > 0 ? 1 : 0)),
  classes: ['no', 'yes'],
});

/** One training as the estimator of RealMLP does it, stopping rows and all, on a net that is as small as one can be: the bench looks for what it leaves behind. */
export async function trainOnce(device: NetDevice): Promise<void> {
  const X = matrixOf(512, 1);
  const stoppingX = matrixOf(64, 2);
  const train = { X, y: classesOf(X), weights: null, stopping: { X: stoppingX, y: classesOf(stoppingX), weights: null } } as unknown as TrainSet;
  const { model } = await fitNet('realmlp', (work) => withNets(device, work), train, params, createRng(0), uncontrolled);
  const { shape, parameters } = model.state;
  await withNets(device, (backend) => backend.predict(shape, parameters, new Float32Array(4 * shape.nBase), 4));
}
