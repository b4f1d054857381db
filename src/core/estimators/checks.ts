import type { DesignMatrix, LabelledSet, StoppingSet } from '../matrix/matrix.ts';
import { targetLength } from '../metrics/predictions.ts';
import { FeatureCountMismatch, NonFiniteInput, type FittedModel } from './estimator.ts';

/** Thrown where there is no row to fit on. */
export class NoTrainingRows extends Error {
  readonly code = 'NoTrainingRows';
  constructor() {
    super('NoTrainingRows: there are 0 rows to fit on; give at least one row with a known target');
    this.name = 'NoTrainingRows';
  }
}

/** Thrown where rows, targets and weights are not of one length, or weights are negative or all zero. */
export class MalformedTrainSet extends Error {
  readonly code = 'MalformedTrainSet';
  constructor(reason: string) {
    super(`MalformedTrainSet: ${reason}`);
    this.name = 'MalformedTrainSet';
  }
}

/** Throws FeatureCountMismatch unless X has as many features as the model was fitted on. */
export function requireFeatureCount(model: FittedModel, X: DesignMatrix): void {
  if (X.features.length !== model.nFeatures) throw new FeatureCountMismatch(model.nFeatures, X.features.length);
}

/** Throws NonFiniteInput where `values` holds NaN or an infinity; the message names the feature of row-major X. */
export function requireFiniteX(X: DesignMatrix): void {
  const { values } = X;
  for (let i = 0; i < values.length; i++) {
    // x - x is 0 for finite numbers and NaN otherwise.
    if (values[i] - values[i] !== 0) {
      throw new NonFiniteInput(
        `feature "${X.features[i % X.features.length].name}", row ${Math.floor(i / X.features.length)},`,
      );
    }
  }
}

/** Throws NonFiniteInput where `values` holds an infinity, for learners that take NaN as missing. */
export function requireNoInfinity(X: DesignMatrix): void {
  const { values } = X;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === Infinity || values[i] === -Infinity) {
      throw new NonFiniteInput(`feature "${X.features[i % X.features.length].name}", row ${Math.floor(i / X.features.length)},`);
    }
  }
}

function requireShape(set: LabelledSet, what: string): void {
  const { X, y } = set;
  if (targetLength(y) !== X.nRows) {
    throw new MalformedTrainSet(
      `${what} have ${X.nRows} inputs and ${targetLength(y)} targets; give one target for each row`,
    );
  }
  if (X.values.length !== X.nRows * X.features.length) {
    throw new MalformedTrainSet(
      `${what} hold ${X.values.length} values for ${X.nRows} rows of ${X.features.length} features`,
    );
  }
  if (y.kind === 'number' && !y.values.every(Number.isFinite)) throw new NonFiniteInput('the target');
  if (y.kind === 'classes' && y.codes.some((code) => code < 0 || code >= y.classes.length)) {
    throw new MalformedTrainSet(
      `the target holds a class code outside 0 … ${y.classes.length - 1}; leave out rows without a target`,
    );
  }
}

function requireWeights(weights: Float64Array, nRows: number): void {
  if (weights.length !== nRows) {
    throw new MalformedTrainSet(`${nRows} rows have ${weights.length} weights; give one weight for each row`);
  }
  if (!weights.every((weight) => Number.isFinite(weight) && weight >= 0)) {
    throw new MalformedTrainSet('a weight is negative or not finite; weights are numbers from 0 up');
  }
  if (!weights.some((weight) => weight > 0)) throw new NoTrainingRows();
}

/**
 * Checks what every learner needs of its training set: at least one row (NoTrainingRows), equal lengths and sound
 * weights (MalformedTrainSet), a finite target (NonFiniteInput). Values of X are left to the learner.
 */
export function requireTrainSet(train: {
  readonly X: DesignMatrix;
  readonly y: LabelledSet['y'];
  readonly weights: Float64Array | null;
  readonly stopping: StoppingSet | null;
}): void {
  if (train.X.nRows === 0) throw new NoTrainingRows();
  requireShape(train, 'training rows');
  if (train.weights) requireWeights(train.weights, train.X.nRows);
  if (train.stopping && train.stopping.X.nRows > 0) {
    requireShape(train.stopping, 'stopping rows');
    if (train.stopping.weights) requireWeights(train.stopping.weights, train.stopping.X.nRows);
    if (train.stopping.X.features.length !== train.X.features.length) {
      throw new FeatureCountMismatch(train.X.features.length, train.stopping.X.features.length);
    }
    if (train.stopping.y.kind !== train.y.kind)
      throw new MalformedTrainSet('stopping rows have another kind of target');
  }
}
