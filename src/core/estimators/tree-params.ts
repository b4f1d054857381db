import type { NumberSpec, Params, ParamSpec } from './estimator.ts';

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
  return {
    maxDepth: numberOf(treeSpecs, params, 'maxDepth'),
    maxLeaves: numberOf(treeSpecs, params, 'maxLeaves'),
    minRowsPerLeaf: numberOf(treeSpecs, params, 'minRowsPerLeaf'),
    ccpAlpha: numberOf(treeSpecs, params, 'ccpAlpha'),
    smoothing: numberOf(treeSpecs, params, 'smoothing'),
  };
}

/** The number `name` of `specs` as given or by default, within its range; whole where its scale is. */
export function numberOf(specs: readonly ParamSpec[], params: Params, name: string): number {
  const spec = specs.find((one): one is NumberSpec => one.kind === 'number' && one.name === name)!;
  const given = params[name];
  const value = typeof given === 'number' && Number.isFinite(given) ? given : spec.default;
  const clamped = Math.min(spec.max, Math.max(spec.min, value));
  return spec.scale === 'integer' ? Math.round(clamped) : clamped;
}

/** The choice `name` of `specs` as given, where it is one of its options, or by default. */
export function choiceOf(specs: readonly ParamSpec[], params: Params, name: string): string {
  const spec = specs.find((one) => one.kind === 'choice' && one.name === name);
  if (spec?.kind !== 'choice') return '';
  return spec.options.find(({ value }) => value === params[name])?.value ?? spec.default;
}
