import { createRng } from '../../src/core/math/rng.ts';
import type { RecipeInput } from '../../src/core/recipe/recipe.ts';
import type { DesignMatrix, FeatureInfo } from '../../src/core/matrix/matrix.ts';
import type { Task } from '../../src/core/metrics/metric.ts';
import type { Predictions, TargetValues } from '../../src/core/metrics/predictions.ts';
import { categorical, codes, numbers, numeric } from '../support/train-set.ts';

export interface Sample {
  readonly X: DesignMatrix;
  readonly y: TargetValues;
}

/**
 * A seeded sample whose first two features tell the target, with noise; 'native' has a categorical feature and missing
 * values besides.
 */
export function sampleOf(task: Task, input: RecipeInput, nRows: number, seed = 1): Sample {
  const rng = createRng(seed).fork(`${task} ${input}`);
  const features: FeatureInfo[] = [numeric('a'), numeric('b'), numeric('noise')];
  if (input === 'native') features.push(categorical('colour', 4), numeric('gappy'));
  const values: number[] = [];
  const signals: number[] = [];
  for (let i = 0; i < nRows; i++) {
    const a = rng.normal();
    const b = rng.normal();
    values.push(a, b, rng.normal());
    if (input === 'native')
      values.push(rng.uniform() < 0.1 ? NaN : rng.int(4), rng.uniform() < 0.3 ? NaN : rng.normal());
    signals.push(2 * a - b + 0.3 * rng.normal());
  }
  const X = { nRows, features, values: Float32Array.from(values) };
  if (task === 'regression') return { X, y: numbers(signals) };
  if (task === 'binary')
    return {
      X,
      y: codes(
        signals.map((s) => (s > 0 ? 1 : 0)),
        ['no', 'yes'],
      ),
    };
  return {
    X,
    y: codes(
      signals.map((s) => (s < -1 ? 0 : s < 1 ? 1 : 2)),
      ['low', 'middle', 'high'],
    ),
  };
}

/** All numbers of the predictions, row by row. */
export function numbersOf(predictions: Predictions): number[] {
  return Array.from(predictions.kind === 'number' ? predictions.values : predictions.probabilities);
}

/** Mean loss of guessing: squared error, or log loss with probabilities floored. */
export function lossOf(predictions: Predictions, y: TargetValues): number {
  const seen = numbersOf(predictions);
  if (y.kind === 'number') return y.values.reduce((sum, value, i) => sum + (value - seen[i]) ** 2, 0) / y.values.length;
  const k = y.classes.length;
  return y.codes.reduce((sum, code, i) => sum - Math.log(Math.max(1e-15, seen[i * k + code])), 0) / y.codes.length;
}
