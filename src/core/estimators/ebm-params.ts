import type { NumberSpec, Params } from './estimator.ts';
import { knownParams } from './known-params.ts';

/** Parameters of the explainable boosting machine, all known. */
export interface EbmParams {
  readonly learningRate: number;
  /** Pairs of features that get a grid of their own, at most. */
  readonly nPairs: number;
  /** Models on parts of the rows whose shapes are averaged; 0 chooses by size. */
  readonly bags: number;
  /** Pieces that one step may part a feature into. */
  readonly maxLeaves: number;
  /** Each piece of a step holds at least so many rows, by weight. */
  readonly minRowsPerLeaf: number;
  /** Added to the sum of second derivatives of every piece. */
  readonly l2: number;
  /** Rounds, fixed; 0 lets the stopping rows decide, or is 200 where there are none. */
  readonly iterations: number;
  /** Rounds at most while the stopping rows decide. */
  readonly maxIterations: number;
  /** Rounds without a better loss on the stopping rows before stopping. */
  readonly patience: number;
  /** Bins of values per feature, beside the one for missing values; 2 … 255. */
  readonly maxBins: number;
}

/** Rounds where neither `iterations` nor stopping rows say how many. */
export const defaultRounds = 200;

function spec(
  name: keyof EbmParams,
  label: string,
  explanation: string,
  [low, usual, high]: readonly [number, number, number],
  scale: NumberSpec['scale'],
  tune?: readonly [number, number],
): NumberSpec {
  return {
    kind: 'number',
    name,
    label,
    explanation,
    default: usual,
    min: low,
    max: high,
    scale,
    ...(tune && { tune }),
  };
}

export const ebmSpecs: readonly NumberSpec[] = [
  spec(
    'learningRate',
    'Learning rate',
    'How far each step moves a shape; smaller is smoother and takes more rounds.',
    [0.001, 0.08, 1],
    'log',
    [0.01, 0.2],
  ),
  spec('nPairs', 'Pairs', 'How many pairs of features may act together, at most.', [0, 10, 100], 'integer', [0, 30]),
  spec('bags', 'Bags', 'How many models on parts of the rows are averaged; 0 chooses by size.', [0, 0, 50], 'integer'),
  spec(
    'maxLeaves',
    'Pieces per step',
    'Into how many pieces one step may part a feature.',
    [2, 3, 16],
    'integer',
    [2, 5],
  ),
  spec(
    'minRowsPerLeaf',
    'Rows per piece',
    'A piece of a step holds at least so many training rows.',
    [1, 4, 10000],
    'integer',
    [2, 50],
  ),
  spec('l2', 'Step penalty', 'Draws each step towards zero.', [0, 1, 1000], 'linear'),
  spec(
    'iterations',
    'Rounds',
    'How often every feature is visited; 0 lets rows set aside decide.',
    [0, 0, 20000],
    'integer',
  ),
  spec(
    'maxIterations',
    'Rounds at most',
    'Where rows set aside decide, at most so many rounds.',
    [1, 1000, 20000],
    'integer',
  ),
  spec('patience', 'Patience', 'Rounds without improvement before stopping.', [1, 40, 1000], 'integer'),
  spec('maxBins', 'Bins', 'Into how many bins the values of a feature are sorted, at most.', [2, 255, 255], 'integer'),
];

/** The parameters given, clamped to their ranges, the rest at their defaults. */
export function ebmParams(params: Params): EbmParams {
  return knownParams(ebmSpecs, params);
}
