import type { ChoiceSpec, NumberSpec, Params, ParamSpec } from './estimator.ts';
import { knownParams } from './known-params.ts';

export type KnnWeighting = 'uniform' | 'distance';
export type KnnMetric = 'euclidean' | 'manhattan';

/** Parameters of nearest neighbours, all known. */
export interface KnnParams {
  /** Neighbours, by weight. */
  readonly k: number;
  readonly weighting: KnnWeighting;
  readonly metric: KnnMetric;
  /** Rows' worth of the shares of all classes that is mixed into the neighbours' votes. */
  readonly prior: number;
}

const k: NumberSpec = {
  kind: 'number',
  name: 'k',
  label: 'Neighbours',
  explanation: 'How many of the most similar training rows are asked; more give smoother answers.',
  default: 15,
  min: 1,
  max: 1000,
  scale: 'integer',
  tune: [3, 100],
};

const weighting: ChoiceSpec = {
  kind: 'choice',
  name: 'weighting',
  label: 'Say of a neighbour',
  explanation: 'Whether nearer neighbours count for more.',
  default: 'uniform',
  options: [
    { value: 'uniform', label: 'the same for each' },
    { value: 'distance', label: 'less with distance' },
  ],
  tune: ['uniform', 'distance'],
};

const metric: ChoiceSpec = {
  kind: 'choice',
  name: 'metric',
  label: 'Distance',
  explanation: 'How differences of features add up to a distance.',
  default: 'euclidean',
  options: [
    { value: 'euclidean', label: 'straight line' },
    { value: 'manhattan', label: 'sum of differences' },
  ],
  tune: ['euclidean', 'manhattan'],
};

const prior: NumberSpec = {
  kind: 'number',
  name: 'prior',
  label: 'Prior rows',
  explanation: 'Mixes in so many rows of the overall class shares, so that no class is ruled out by a few neighbours.',
  default: 1,
  min: 0,
  max: 100,
  scale: 'linear',
};

export const knnSpecs: readonly ParamSpec[] = [k, weighting, metric, prior];

/** The parameters given, clamped to their ranges, the rest at their defaults. */
export function knnParams(given: Params): KnnParams {
  return knownParams(knnSpecs, given);
}
