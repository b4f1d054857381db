import { requireFiniteX, requireTrainSet } from './checks.ts';
import type { Estimator, FittedModel, Params } from './estimator.ts';
import { createLinearDesign } from './linear-design.ts';
import { fitLogistic } from './linear-logistic.ts';
import { predictLinear, type LinearState } from './linear-predict.ts';
import { fitRidge } from './linear-ridge.ts';
import { classWeights, presentClasses, taskOf } from './targets.ts';
import type { Control } from '../math/control.ts';
import type { DesignMatrix, TrainSet } from '../matrix/matrix.ts';

/** The penalty asked for, or null where the learner chooses: `lambda` absent or 0. */
function penaltyOf(params: Params): number | null {
  const { lambda } = params;
  return typeof lambda === 'number' && lambda > 0 ? lambda : null;
}

async function logisticState(
  X: DesignMatrix,
  codes: Int32Array,
  nClasses: number,
  given: Float64Array | null,
  lambda: number,
  control: Control,
): Promise<{ state: LinearState; iterations: number }> {
  const present = presentClasses(classWeights(codes, nClasses, given));
  const outputClasses = Array.from(present);
  if (present.length < 2) {
    const state: LinearState = {
      coefficients: new Float64Array(),
      intercepts: new Float64Array(),
      outputClasses,
      lambda,
    };
    return { state, iterations: 0 };
  }
  const K = present.length === 2 ? 1 : present.length;
  const weights = given ?? new Float64Array(X.nRows).fill(1);
  const indexOf = new Int32Array(nClasses);
  present.forEach((c, i) => (indexOf[c] = i));
  // A row of weight 0 may bear a class that no weighted row has; its index does not matter.
  const own = codes.map((code) => indexOf[code]);
  const { coefficients, intercepts, iterations } = await fitLogistic(
    createLinearDesign(X, K),
    own,
    weights,
    K,
    lambda,
    control,
  );
  return { state: { coefficients, intercepts, outputClasses, lambda }, iterations };
}

async function ridgeState(
  train: TrainSet,
  y: Float64Array,
  lambda: number | null,
  control: Control,
): Promise<LinearState> {
  const fitted = await fitRidge(train.X, y, train.weights, lambda, control);
  return {
    coefficients: fitted.coefficients,
    intercepts: Float64Array.of(fitted.intercept),
    outputClasses: [],
    lambda: fitted.lambda,
  };
}

/**
 * L2-penalised linear model: logistic for two classes, softmax for more, ridge for numbers. `lambda` multiplies half the
 * squared coefficients beside the sum of losses in classification (scikit-learn's 1 / C), and the squared coefficients
 * beside the sum of squared errors in regression (scikit-learn's alpha); intercepts are not penalised. 0 chooses: 1 for
 * classes, generalised cross-validation for numbers. Solved to convergence, so that `iterations` and stopping rows change
 * nothing. Classes that no row has get probability 0. Refuses NaN and infinities.
 */
export const linear: Estimator<LinearState> = {
  id: 'linear',
  label: 'Linear model',
  family: 'linear',
  input: 'dense',
  params: [
    {
      kind: 'number',
      name: 'lambda',
      label: 'Penalty',
      explanation: 'How strongly coefficients are drawn towards zero; 0 lets the learner choose.',
      default: 0,
      min: 0,
      max: 1e6,
      scale: 'log',
    },
  ],

  async fit(train, params, _rng, control) {
    requireTrainSet(train);
    requireFiniteX(train.X);
    const { X, y, weights } = train;
    const lambda = penaltyOf(params);
    const classes = y.kind === 'classes' ? [...y.classes] : [];
    const { state, iterations } =
      y.kind === 'classes'
        ? await logisticState(X, y.codes, y.classes.length, weights, lambda ?? 1, control)
        : { state: await ridgeState(train, y.values, lambda, control), iterations: 1 };
    control.progress(1);
    return {
      model: { learner: 'linear', task: taskOf(y), classes, nFeatures: X.features.length, iterations, state },
      curve: [],
    };
  },

  predict: predictLinear,

  sizeBytes: (model: FittedModel<LinearState>) => 8 * (model.state.coefficients.length + model.state.intercepts.length),
};
