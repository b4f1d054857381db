import type { TargetValues } from '../metrics/predictions.ts';
import type { TreeMemory } from './tree-kernels.ts';

/** What a model of numbers or classes is boosted towards. */
export type LossId = 'auto' | 'absolute' | 'quantile' | 'poisson' | 'gamma';

/** Scores of a boosted model and how they become a loss. A score row has nOutputs numbers. */
export interface BoostingLoss {
  readonly nOutputs: number;
  /** Codes of the classes that training rows have, ascending; empty for numbers. */
  readonly outputClasses: readonly number[];
  /** The best constant score (length nOutputs). */
  readonly baseScores: Float64Array;
  /** Second derivatives are the weights. */
  readonly constantHessian: boolean;
  /** 'log': the prediction is e to the power of the score. */
  readonly link: 'identity' | 'log';
  /** The value of a leaf, before the learning rate, is held within ± this. */
  readonly largestStep: number;
  /** Writes to the memory of a fit what stays there; absent where nothing does. */
  begin?(memory: TreeMemory): void;
  /** Readies derivatives at the memory's scores and returns the mean loss of the training rows. */
  prepare(memory: TreeMemory): number;
  /** Writes the memory's weighted derivatives for one output. */
  derivatives(output: number, memory: TreeMemory): void;
  /** The mean loss of other rows with these scores; weighted, where they have weights. */
  lossOf(y: TargetValues, scores: Float64Array, weights?: Float64Array | null): number;
  /** The value that minimises the loss of these rows, where derivatives do not tell; absent where they do. */
  leafValue?(rows: Uint32Array, scores: Float64Array): number;
}
