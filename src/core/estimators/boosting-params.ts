import type { LossId } from './boosting-loss.ts';
import type { Monotone, NumberSpec, Params, ParamSpec } from './estimator.ts';
import { knownParams } from './known-params.ts';

/** Parameters of the boosted trees, all known. */
export interface BoostingParams {
  readonly loss: LossId;
  /** The share of targets below the prediction, where loss is 'quantile'. */
  readonly quantile: number;
  readonly learningRate: number;
  readonly maxLeaves: number;
  /** Divisions from the root to a leaf at most; 0 for no limit. */
  readonly maxDepth: number;
  /** Least sum of weights of a leaf. */
  readonly minRowsPerLeaf: number;
  /** Least sum of second derivatives of a leaf: XGBoost's min_child_weight. */
  readonly minHessian: number;
  /** Added to the sum of second derivatives of every leaf. */
  readonly l2: number;
  /** Share of rows that each tree sees, in (0, 1]. */
  readonly subsample: number;
  /** Share of features that each tree sees, in (0, 1]. */
  readonly columnSample: number;
  /** Rounds, fixed; 0 lets the stopping rows decide, or is 100 where there are none. */
  readonly iterations: number;
  /** Rounds at most while the stopping rows decide. */
  readonly maxIterations: number;
  /** Rounds without a better loss on the stopping rows before stopping. */
  readonly patience: number;
  /** Bins of values per feature, beside the one for missing values; 2 … 255. */
  readonly maxBins: number;
  /** Added to a category's second derivatives where categories are ranked, so that rare ones rank near the middle. */
  readonly categorySmoothing: number;
  /** Categories with fewer rows than this in a node are not singled out there. */
  readonly minRowsPerCategory: number;
  /** By source column: whether numbers may only raise (1) or only lower (-1) a number, or the odds of the later of two classes. */
  readonly monotone: Monotone;
}

/** Rounds where neither `iterations` nor stopping rows say how many. */
export const defaultIterations = 100;

type Tuned = Pick<NumberSpec, 'tune'>;

function spec(
  name: keyof BoostingParams,
  label: string,
  explanation: string,
  [low, usual, high]: readonly [number, number, number],
  scale: NumberSpec['scale'],
  tuned: Tuned = {},
): NumberSpec {
  return { kind: 'number', name, label, explanation, default: usual, min: low, max: high, scale, ...tuned };
}

const losses: readonly { readonly value: LossId; readonly label: string }[] = [
  { value: 'auto', label: 'Squared error, or log loss of classes' },
  { value: 'absolute', label: 'Absolute error: the median' },
  { value: 'quantile', label: 'A quantile' },
  { value: 'poisson', label: 'Poisson: counts' },
  { value: 'gamma', label: 'Gamma: amounts above 0' },
];

/** Every parameter of the boosted trees, those that matter most first. */
export const boostingSpecs: readonly ParamSpec[] = [
  spec(
    'learningRate',
    'Learning rate',
    'How far each tree moves the prediction; smaller needs more trees.',
    [0.001, 0.1, 1],
    'log',
    { tune: [0.01, 0.3] },
  ),
  spec('maxLeaves', 'Leaves per tree', 'More leaves catch finer patterns, and more noise.', [2, 31, 1024], 'integer', {
    tune: [4, 255],
  }),
  spec('maxDepth', 'Depth of trees', 'Divisions one after another at most; 0 for no limit.', [0, 0, 64], 'integer'),
  spec('minRowsPerLeaf', 'Rows per leaf', 'A leaf holds at least so many training rows.', [1, 20, 10000], 'integer', {
    tune: [1, 100],
  }),
  spec(
    'minHessian',
    'Curvature per leaf',
    'A leaf has at least this sum of second derivatives: fewer rows where they are doubtful.',
    [1e-6, 1e-3, 1e6],
    'log',
    { tune: [1e-3, 30] },
  ),
  spec('l2', 'Leaf penalty', 'Draws the values of leaves towards zero.', [0, 0, 1000], 'linear', { tune: [0, 20] }),
  spec('subsample', 'Share of rows', 'Each tree sees this share of the training rows.', [0.05, 1, 1], 'linear', {
    tune: [0.5, 1],
  }),
  spec('columnSample', 'Share of columns', 'Each tree sees this share of the features.', [0.05, 1, 1], 'linear', {
    tune: [0.4, 1],
  }),
  spec('iterations', 'Trees, fixed', 'How many rounds to train; 0 stops by itself.', [0, 0, 100000], 'integer'),
  spec(
    'maxIterations',
    'Trees at most',
    'Rounds at most where training stops by itself.',
    [1, 1000, 100000],
    'integer',
  ),
  spec('patience', 'Patience', 'Rounds without improvement before training stops.', [1, 20, 1000], 'integer'),
  spec('maxBins', 'Bins', 'How finely the values of a number are told apart.', [2, 255, 255], 'integer'),
  spec(
    'categorySmoothing',
    'Category smoothing',
    'How far rare categories are ranked towards the middle.',
    [0, 10, 1000],
    'linear',
    { tune: [0, 100] },
  ),
  spec('minRowsPerCategory', 'Rows per category', 'Rarer categories are not singled out.', [0, 10, 10000], 'integer', {
    tune: [1, 50],
  }),
  {
    kind: 'choice',
    name: 'loss',
    label: 'Loss',
    explanation: 'What the trees make small. All but the first are for numbers.',
    default: 'auto',
    options: losses,
  },
  spec(
    'quantile',
    'Quantile',
    'The share of targets below the prediction, for that loss.',
    [0.01, 0.5, 0.99],
    'linear',
  ),
  {
    kind: 'monotone',
    name: 'monotone',
    label: 'Directions',
    explanation: 'Numbers that may move the prediction one way only.',
  },
];

/** `params` with defaults for what is absent or of another kind; numbers are clamped to their ranges. */
export function boostingParams(params: Params): BoostingParams {
  return knownParams(boostingSpecs, params);
}
