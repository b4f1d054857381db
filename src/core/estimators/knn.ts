import { createBreath } from './breath.ts';
import { requireFiniteX, requireTrainSet } from './checks.ts';
import type { Estimator } from './estimator.ts';
import { encodeKnn } from './knn-encode.ts';
import { knnParams, knnSpecs } from './knn-params.ts';
import { predictKnn, type KnnState } from './knn-predict.ts';
import { buildKnnTree } from './knn-tree.ts';
import { classWeights, taskOf, totalWeight, weightedRows } from './targets.ts';

/**
 * k nearest neighbours (Fix & Hodges, 1951), exact: predicts from the training rows at the least distances, as
 * scikit-learn's KNeighborsClassifier and KNeighborsRegressor where no two distances tie and `prior` is 0. Distances are
 * in the units of the recipe, which scales them. Sample weights weigh votes, and k counts weight: a row of weight 2 is
 * two rows. The model keeps its training rows, and so does its file. Refuses NaN and infinities.
 */
export const knn: Estimator<KnnState> = {
  id: 'knn',
  label: 'Nearest neighbours',
  family: 'neighbours',
  input: 'dense',
  params: knnSpecs,

  async fit(train, params, _rng, control) {
    requireTrainSet(train);
    requireFiniteX(train.X);
    const { X, y, weights } = train;
    const breathe = createBreath(control);
    await breathe(Infinity);
    const p = X.features.length;
    const { tree, order } = await buildKnnTree(X.values, weightedRows(X.nRows, weights), p, breathe);
    const values = new Float32Array(order.length * p);
    order.forEach((row, i) => values.set(X.values.subarray(row * p, (row + 1) * p), i * p));
    const known = y.kind === 'classes' ? y.codes : y.values;
    const total = totalWeight(X.nRows, weights);
    const classes = y.kind === 'classes' ? [...y.classes] : [];
    const state: KnnState = {
      ...knnParams(params),
      nRows: order.length,
      values,
      targets: Float64Array.from(order, (row) => known[row]),
      weights: weights && Float64Array.from(order, (row) => weights[row]),
      shares:
        y.kind === 'classes'
          ? classWeights(y.codes, classes.length, weights).map((weight) => weight / total)
          : new Float64Array(),
      tree,
    };
    control.progress(1);
    return { model: { learner: 'knn', task: taskOf(y), classes, nFeatures: p, iterations: 0, state }, curve: [] };
  },

  predict: predictKnn,

  sizeBytes: (model) => encodeKnn(model).length,
};
