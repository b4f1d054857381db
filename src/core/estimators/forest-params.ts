import type { ChoiceSpec, NumberSpec, Params, ParamSpec } from './estimator.ts';
import { knownParams } from './known-params.ts';

/** Parameters of random forests and extra trees, all known. */
export interface ForestParams {
  readonly nTrees: number;
  /** Share of features tried at each split, in (0, 1]; 0 leaves it to the task. */
  readonly maxFeatures: number;
  /** Weight of rows in each leaf, at least; 0 leaves it to the count of rows. */
  readonly minRowsPerLeaf: number;
  /** 0 for no end. */
  readonly maxDepth: number;
  readonly sampling: 'bootstrap' | 'subset';
  /** Rows drawn for each tree, as a share of all. */
  readonly subsample: number;
}

const nTrees: NumberSpec = {
  kind: 'number',
  name: 'nTrees',
  label: 'Trees',
  explanation: 'More trees make the mean steadier, and take longer.',
  default: 200,
  min: 1,
  max: 5000,
  scale: 'integer',
};

const minRowsPerLeaf: NumberSpec = {
  kind: 'number',
  name: 'minRowsPerLeaf',
  label: 'Rows per leaf',
  explanation: 'A leaf holds at least so many training rows; 0 is 1 row, and more in large tables.',
  default: 0,
  min: 0,
  max: 10000,
  scale: 'integer',
  tune: [1, 20],
};

const maxFeatures: NumberSpec = {
  kind: 'number',
  name: 'maxFeatures',
  label: 'Share of features',
  explanation: 'So many of the features are tried at each split; 0 chooses by the task.',
  default: 0,
  min: 0,
  max: 1,
  scale: 'linear',
  tune: [0.1, 1],
};

const maxDepth: NumberSpec = {
  kind: 'number',
  name: 'maxDepth',
  label: 'Depth',
  explanation: 'At most so many questions from the top to a leaf; 0 sets no end.',
  default: 0,
  min: 0,
  max: 100,
  scale: 'integer',
};

const sampling = (usual: ForestParams['sampling']): ChoiceSpec => ({
  kind: 'choice',
  name: 'sampling',
  label: 'Rows of a tree',
  explanation: 'Whether a row may be drawn several times for one tree.',
  default: usual,
  options: [
    { value: 'bootstrap', label: 'Drawn with replacement' },
    { value: 'subset', label: 'Drawn once at most' },
  ],
});

const subsample: NumberSpec = {
  kind: 'number',
  name: 'subsample',
  label: 'Share of rows',
  explanation: 'Each tree is grown on so many draws, as a share of the training rows.',
  default: 1,
  min: 0.05,
  max: 1,
  scale: 'linear',
};

/** Parameters of the random forest. */
export const forestSpecs: readonly ParamSpec[] = [
  nTrees,
  maxFeatures,
  minRowsPerLeaf,
  maxDepth,
  sampling('bootstrap'),
  subsample,
];

/** Parameters of extra trees; each sees all rows unless told otherwise. */
export const extraTreesSpecs: readonly ParamSpec[] = [
  nTrees,
  maxFeatures,
  minRowsPerLeaf,
  maxDepth,
  sampling('subset'),
  subsample,
];

/** `params` with the defaults of `specs` for what is absent or of another kind, each clamped to its range. */
export function forestParams(specs: readonly ParamSpec[], params: Params): ForestParams {
  return knownParams(specs, params);
}
