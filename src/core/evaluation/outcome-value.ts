import type { Predictions, TargetValues } from '../metrics/predictions.ts';
import { positiveIndexOf } from '../problem/positive-class.ts';
import type { OutcomeValues, ProblemDefinition } from '../problem/problem.ts';
import type { ThresholdPoint } from './evaluation.ts';
import { thresholdTable } from './thresholds.ts';

/** What the decisions at one threshold bring on average for each row, in the unit of the outcomes; NaN for no rows. */
export function valuePerRow(point: ThresholdPoint, outcomes: OutcomeValues): number {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = point;
  const rows = truePositives + falsePositives + trueNegatives + falseNegatives;
  const total =
    truePositives * outcomes.truePositive +
    falsePositives * outcomes.falsePositive +
    trueNegatives * outcomes.trueNegative +
    falseNegatives * outcomes.falseNegative;
  return total / rows;
}

/** The point whose decisions bring most for each row; of equal ones the highest threshold. Null for no points. */
export function bestPoint(points: readonly ThresholdPoint[], outcomes: OutcomeValues): ThresholdPoint | null {
  let best: ThresholdPoint | null = null;
  for (const point of points) {
    if (best === null || valuePerRow(point, outcomes) > valuePerRow(best, outcomes)) best = point;
  }
  return best;
}

/**
 * The probability from which on acting pays, for a model whose probabilities are right: gain of a hit against a miss, and
 * cost of a false alarm (Elkan 2001). NaN where it never or always pays.
 */
export function breakEvenProbability({ truePositive, falsePositive, falseNegative, trueNegative }: OutcomeValues): number {
  const alarm = trueNegative - falsePositive;
  const hit = truePositive - falseNegative;
  return alarm > 0 && hit > 0 ? alarm / (alarm + hit) : NaN;
}

/**
 * The threshold, in (0, 1], at which these predictions would have brought most by the problem's outcome values; null where the
 * problem sets none, is not binary, or every decision brings the same.
 */
export function bestThreshold(problem: ProblemDefinition, yTrue: TargetValues, yPred: Predictions): number | null {
  const { outcomes = null } = problem;
  if (!outcomes || yTrue.kind !== 'classes' || yPred.kind !== 'classes' || problem.task !== 'binary') return null;
  const positive = positiveIndexOf(problem);
  const isPositive = Uint8Array.from(yTrue.codes, (code) => (code === positive ? 1 : 0));
  const points = thresholdTable(isPositive, Float64Array.from(yTrue.codes, (_, row) => yPred.probabilities[row * 2 + positive]));
  const values = points.map((point) => valuePerRow(point, outcomes));
  const best = bestPoint(points, outcomes);
  return best === null || Math.max(...values) === Math.min(...values) ? null : Math.min(1, best.threshold);
}
