import type { Control, CurvePoint } from '../math/control.ts';
import type { Rng } from '../math/rng.ts';
import type { DesignMatrix, TrainSet } from '../matrix/matrix.ts';
import type { Task } from '../metrics/metric.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { RecipeInput } from '../recipe/recipe.ts';

/** Every kind of model; 'ensemble' is a weighted list of the others, which no Estimator fits. */
export type LearnerId = 'dummy' | 'linear' | 'knn' | 'tree' | 'forest' | 'extra-trees' | 'boosting' | 'ebm' | 'mlp' | 'realmlp' | 'tabm' | 'ensemble';

/** How a numeric feature may move the prediction, by the name of the source column: 1 never down as it grows, -1 never up. */
export type Monotone = Readonly<Record<string, 1 | -1>>;

/** Documented parameters by name; every value is plain JSON. */
export type Params = Readonly<Record<string, number | string | boolean | Monotone>>;

export type Family = 'baseline' | 'linear' | 'neighbours' | 'tree' | 'additive' | 'net' | 'ensemble';

interface SpecBase {
  readonly name: string;
  readonly label: string;
  readonly explanation: string;
}

export interface NumberSpec extends SpecBase {
  readonly kind: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log' | 'integer';
  /** The range that tuning draws from, on `scale`; absent where the parameter is not tuned. */
  readonly tune?: readonly [low: number, high: number];
}

export interface ChoiceSpec extends SpecBase {
  readonly kind: 'choice';
  readonly default: string;
  /** `tasks` are those that a value is for; absent for all. */
  readonly options: readonly { readonly value: string; readonly label: string; readonly tasks?: readonly Task[] }[];
  /** The values that tuning draws from; absent where the parameter is not tuned. */
  readonly tune?: readonly string[];
}

/** Which features may move the prediction in one direction only; a value of type Monotone, absent for none. */
export interface MonotoneSpec extends SpecBase {
  readonly kind: 'monotone';
}

/** One parameter of a learner, from which a form, its checks and its search space are built. */
export type ParamSpec = NumberSpec | ChoiceSpec | MonotoneSpec;

/**
 * A trained model as plain data: what is stored, posted between workers and exported. `state` holds only JSON values
 * and typed arrays and is read by its learner alone.
 */
export interface FittedModel<State = unknown> {
  readonly learner: LearnerId;
  readonly task: Task;
  /** Class labels by index of the probabilities; empty for regression. */
  readonly classes: readonly string[];
  readonly nFeatures: number;
  /** Rounds, epochs or solver iterations that were kept; with it as `iterations` a refit needs no stopping rows. */
  readonly iterations: number;
  readonly state: State;
}

export interface FitResult<State = unknown> {
  readonly model: FittedModel<State>;
  readonly curve: readonly CurvePoint[];
  /** What the user should know of how the fit ended, as a sentence: that it diverged, or lost its device; absent where all went well. */
  readonly note?: string;
}

/**
 * A learner. `fit` is a pure function of (train, params, rng): same inputs, same bits. It leaves its inputs unchanged,
 * refuses non-finite values that it does not declare (a 'native' learner takes NaN as missing), and handles a target
 * of one class by predicting that class. `params.iterations`, where > 0, fixes the count and stopping rows are ignored.
 */
export interface Estimator<State = unknown> {
  readonly id: LearnerId;
  readonly label: string;
  readonly family: Family;
  readonly input: RecipeInput;
  readonly params: readonly ParamSpec[];
  fit(train: TrainSet, params: Params, rng: Rng, control: Control): Promise<FitResult<State>>;
  /** Class probabilities or numbers for each row of X, each row on its own. Throws FeatureCountMismatch. */
  predict(model: FittedModel<State>, X: DesignMatrix): Predictions;
  /** The model's size in bytes, as exported. */
  sizeBytes(model: FittedModel<State>): number;
}

/** Thrown where X has another number of features than the model was fitted on. */
export class FeatureCountMismatch extends Error {
  readonly code = 'FeatureCountMismatch';
  constructor(expected: number, seen: number) {
    super(`FeatureCountMismatch: the model was fitted on ${expected} features and was given ${seen}`);
    this.name = 'FeatureCountMismatch';
  }
}

/** Thrown where a value that a learner cannot take stands in X or y. */
export class NonFiniteInput extends Error {
  readonly code = 'NonFiniteInput';
  constructor(where: string) {
    super(`NonFiniteInput: ${where} holds a value that is not a finite number; impute or drop it first`);
    this.name = 'NonFiniteInput';
  }
}
