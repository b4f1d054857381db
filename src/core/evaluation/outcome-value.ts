import type { OutcomeValues } from '../problem/problem.ts';
import type { ThresholdPoint } from './evaluation.ts';

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
