import type { NumberSpec, Params } from './estimator.ts';

/** Parameters of the boosted trees, all known. */
export interface BoostingParams {
  readonly learningRate: number;
  readonly maxLeaves: number;
  readonly minRowsPerLeaf: number;
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
}

/** Rounds where neither `iterations` nor stopping rows say how many. */
export const defaultIterations = 100;

function spec(
  name: keyof BoostingParams,
  label: string,
  explanation: string,
  [low, usual, high]: readonly [number, number, number],
  scale: NumberSpec['scale'],
): NumberSpec {
  return { kind: 'number', name, label, explanation, default: usual, min: low, max: high, scale };
}

export const boostingSpecs: readonly NumberSpec[] = [
  spec(
    'learningRate',
    'Learning rate',
    'How far each tree moves the prediction; smaller needs more trees.',
    [0.001, 0.1, 1],
    'log',
  ),
  spec('maxLeaves', 'Leaves per tree', 'More leaves catch finer patterns, and more noise.', [2, 31, 1024], 'integer'),
  spec('minRowsPerLeaf', 'Rows per leaf', 'A leaf holds at least so many training rows.', [1, 20, 10000], 'integer'),
  spec('l2', 'Leaf penalty', 'Draws the values of leaves towards zero.', [0, 0, 1000], 'linear'),
  spec('subsample', 'Share of rows', 'Each tree sees this share of the training rows.', [0.05, 1, 1], 'linear'),
  spec('columnSample', 'Share of columns', 'Each tree sees this share of the features.', [0.05, 1, 1], 'linear'),
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
  ),
  spec('minRowsPerCategory', 'Rows per category', 'Rarer categories are not singled out.', [0, 10, 10000], 'integer'),
];

/** `params` with defaults for what is absent or no number, each clamped to its range. */
export function boostingParams(params: Params): BoostingParams {
  const known = boostingSpecs.map((one) => {
    const given = params[one.name];
    const value = typeof given === 'number' && Number.isFinite(given) ? given : one.default;
    const clamped = Math.min(one.max, Math.max(one.min, value));
    return [one.name, one.scale === 'integer' ? Math.round(clamped) : clamped];
  });
  return Object.fromEntries(known) as BoostingParams;
}
