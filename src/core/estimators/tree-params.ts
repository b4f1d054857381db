import type { NumberSpec, Params } from './estimator.ts';
import { knownParams } from './known-params.ts';

/** Parameters of the decision tree, all known. */
export interface TreeParams {
  /** 0 for no end. */
  readonly maxDepth: number;
  readonly maxLeaves: number;
  readonly minRowsPerLeaf: number;
  /** What a leaf must save, as a share of the error without any split. */
  readonly ccpAlpha: number;
  /** Weight of rows with the classes of all rows that each leaf is mixed with; nothing for numbers. */
  readonly smoothing: number;
}

/** Parameters of the decision tree. */
export const treeSpecs: readonly NumberSpec[] = [
  {
    kind: 'number',
    name: 'maxDepth',
    label: 'Depth',
    explanation: 'At most so many questions from the top to a leaf; 0 sets no end.',
    default: 5,
    min: 0,
    max: 30,
    scale: 'integer',
    tune: [2, 10],
  },
  {
    kind: 'number',
    name: 'maxLeaves',
    label: 'Leaves',
    explanation: 'Branches that save least are cut until there are at most so many leaves.',
    default: 32,
    min: 2,
    max: 1024,
    scale: 'integer',
  },
  {
    kind: 'number',
    name: 'minRowsPerLeaf',
    label: 'Rows per leaf',
    explanation: 'A leaf holds at least so many training rows.',
    default: 5,
    min: 1,
    max: 10000,
    scale: 'integer',
    tune: [1, 50],
  },
  {
    kind: 'number',
    name: 'ccpAlpha',
    label: 'Pruning',
    explanation: 'Branches are cut that save less than this share of the error for each leaf.',
    default: 0,
    min: 0,
    max: 1,
    scale: 'linear',
    tune: [0, 0.02],
  },
  {
    kind: 'number',
    name: 'smoothing',
    label: 'Smoothing of classes',
    explanation: 'Each leaf counts so many more rows, with the classes of all rows, so that none is held impossible.',
    default: 1,
    min: 0,
    max: 100,
    scale: 'linear',
  },
];

/** `params` with defaults for what is absent or no number, each clamped to its range. */
export function treeParams(params: Params): TreeParams {
  return knownParams(treeSpecs, params);
}
