import type { NumberSpec, Params } from './estimator.ts';

/** Parameters of the linear model, all known. */
export interface LinearParams {
  /** The penalty asked for, or null where the learner chooses. */
  readonly lambda: number | null;
  /** Share of the penalty on absolute coefficients, in [0, 1]. */
  readonly l1Ratio: number;
}

export const linearSpecs: readonly NumberSpec[] = [
  {
    kind: 'number',
    name: 'lambda',
    label: 'Penalty',
    explanation: 'How strongly coefficients are drawn towards zero; 0 lets the learner choose.',
    default: 0,
    min: 0,
    max: 1e6,
    scale: 'log',
    tune: [1e-2, 1e3],
  },
  {
    kind: 'number',
    name: 'l1Ratio',
    label: 'Share that selects',
    explanation:
      'The share of the penalty that sets weak coefficients to exactly 0: 0 keeps all (ridge), 1 is the lasso.',
    default: 0,
    min: 0,
    max: 1,
    scale: 'linear',
    tune: [0, 1],
  },
];

/** The parameters given, the rest at their defaults; a penalty absent or not above 0 is left to the learner. */
export function linearParams({ lambda, l1Ratio }: Params): LinearParams {
  return {
    lambda: typeof lambda === 'number' && lambda > 0 ? lambda : null,
    l1Ratio: typeof l1Ratio === 'number' && Number.isFinite(l1Ratio) ? Math.min(1, Math.max(0, l1Ratio)) : 0,
  };
}
