import { requireFiniteX, requireTrainSet } from './checks.ts';
import type { Estimator, FittedModel } from './estimator.ts';
import { createLinearDesign } from './linear-design.ts';
import { fitElasticClasses } from './linear-elastic-classes.ts';
import { fitElasticNumbers } from './linear-elastic-numbers.ts';
import { fitLogistic, type LogisticFit } from './linear-logistic.ts';
import { linearParams, linearSpecs, type LinearParams } from './linear-params.ts';
import { predictLinear, type LinearState } from './linear-predict.ts';
import { fitRidge, type GramOf } from './linear-ridge.ts';
import { classWeights, presentClasses, taskOf } from './targets.ts';
import type { Control } from '../math/control.ts';
import type { DesignMatrix, TrainSet } from '../matrix/matrix.ts';

/** How the two fits without l1Ratio are computed; with it, core computes alone. */
export interface LinearSolvers {
  /** The fit of `fitLogistic`, by rows of X: every code below max(2, K) has a row of positive weight. */
  logistic(X: DesignMatrix, codes: Int32Array, weights: Float64Array, K: number, lambda: number, control: Control): Promise<LogisticFit>;
  /** See GramOf; null for the exact one. */
  readonly gram: GramOf | null;
}

const plainSolvers: LinearSolvers = {
  logistic: (X, codes, weights, K, lambda, control) => fitLogistic(createLinearDesign(X, K), codes, weights, K, lambda, control),
  gram: null,
};

async function logisticState(
  solvers: LinearSolvers,
  X: DesignMatrix,
  codes: Int32Array,
  nClasses: number,
  given: Float64Array | null,
  { lambda, l1Ratio }: LinearParams,
  control: Control,
): Promise<{ state: LinearState; iterations: number }> {
  const present = presentClasses(classWeights(codes, nClasses, given));
  const outputClasses = Array.from(present);
  if (present.length < 2) {
    const state: LinearState = {
      coefficients: new Float64Array(),
      intercepts: new Float64Array(),
      outputClasses,
      lambda: lambda ?? 1,
    };
    return { state, iterations: 0 };
  }
  const K = present.length === 2 ? 1 : present.length;
  const weights = given ?? new Float64Array(X.nRows).fill(1);
  const indexOf = new Int32Array(nClasses);
  present.forEach((c, i) => (indexOf[c] = i));
  // A row of weight 0 may bear a class that no weighted row has; its index does not matter.
  const own = codes.map((code) => indexOf[code]);
  if (l1Ratio > 0) {
    const design = createLinearDesign(X, K);
    const { iterations, ...fitted } = await fitElasticClasses(design, own, weights, K, lambda, l1Ratio, control);
    return { state: { ...fitted, outputClasses }, iterations };
  }
  const { iterations, ...fitted } = await solvers.logistic(X, own, weights, K, lambda ?? 1, control);
  return { state: { ...fitted, outputClasses, lambda: lambda ?? 1 }, iterations };
}

async function numbersState(
  solvers: LinearSolvers,
  train: TrainSet,
  y: Float64Array,
  { lambda, l1Ratio }: LinearParams,
  control: Control,
): Promise<LinearState> {
  const { X, weights } = train;
  const fitted =
    l1Ratio > 0
      ? await fitElasticNumbers(X, y, weights, lambda, l1Ratio, control)
      : await fitRidge(X, y, weights, lambda, control, solvers.gram);
  return {
    coefficients: fitted.coefficients,
    intercepts: Float64Array.of(fitted.intercept),
    outputClasses: [],
    lambda: fitted.lambda,
  };
}

/**
 * Linear model with an elastic-net penalty: logistic for two classes, softmax for more, least squares for numbers. It is
 * the least of Σ wᵢ lossᵢ + lambda (l1Ratio ‖β‖₁ + (1 - l1Ratio) ‖β‖² / 2), where the loss is log loss, or half the
 * squared error; intercepts are not penalised. For classes lambda is scikit-learn's 1 / C; for numbers it is the alpha of
 * its Ridge, or that of its ElasticNet and Lasso times the sum of weights. lambda 0 chooses: without l1Ratio 1 for classes
 * and by generalised cross-validation for numbers, with l1Ratio by the corrected Akaike criterion along a path. Solved to
 * convergence, so that `iterations` and stopping rows change nothing. Classes that no row has get probability 0. Refuses
 * NaN and infinities.
 */
export const linear: Estimator<LinearState> = createLinear(plainSolvers);

/** The same learner, with the fits without l1Ratio computed by `solvers`. */
export function createLinear(solvers: LinearSolvers): Estimator<LinearState> {
  return {
    id: 'linear',
    label: 'Linear model',
    family: 'linear',
    input: 'dense',
    params: linearSpecs,

    async fit(train, params, _rng, control) {
      requireTrainSet(train);
      requireFiniteX(train.X);
      const { X, y, weights } = train;
      const own = linearParams(params);
      const classes = y.kind === 'classes' ? [...y.classes] : [];
      const { state, iterations } =
        y.kind === 'classes'
          ? await logisticState(solvers, X, y.codes, y.classes.length, weights, own, control)
          : { state: await numbersState(solvers, train, y.values, own, control), iterations: 1 };
      control.progress(1);
      return {
        model: { learner: 'linear', task: taskOf(y), classes, nFeatures: X.features.length, iterations, state },
        curve: [],
      };
    },

    predict: predictLinear,

    sizeBytes: (model: FittedModel<LinearState>) => 8 * (model.state.coefficients.length + model.state.intercepts.length),
  };
}
