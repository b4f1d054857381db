import type { ThresholdPoint } from './evaluation.ts';

/** At most this many points make up a threshold table. */
const mostPoints = 201;

/** Shares at one threshold; NaN where there is nothing to take a share of. */
export interface ThresholdRates {
  readonly precision: number;
  readonly recall: number;
  readonly falsePositiveRate: number;
  readonly accuracy: number;
  readonly f1: number;
}

/** The shares that follow from a point's four counts; NaN where a denominator is 0 (precision when none is predicted). */
export function thresholdRates(point: ThresholdPoint): ThresholdRates {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = point;
  return {
    precision: truePositives / (truePositives + falsePositives),
    recall: truePositives / (truePositives + falseNegatives),
    falsePositiveRate: falsePositives / (falsePositives + trueNegatives),
    accuracy: (truePositives + trueNegatives) / (truePositives + falsePositives + trueNegatives + falseNegatives),
    f1: (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives),
  };
}

/** The points at which one of the distinct scores is the threshold, descending. */
function pointsAtScores(isPositive: Uint8Array, scores: Float64Array): ThresholdPoint[] {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
  let positives = 0;
  for (const one of isPositive) positives += one;
  const negatives = scores.length - positives;
  const points: ThresholdPoint[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  for (let place = 0; place < order.length; place++) {
    if (isPositive[order[place]] === 1) truePositives++;
    else falsePositives++;
    const threshold = scores[order[place]];
    if (place + 1 < order.length && scores[order[place + 1]] === threshold) continue;
    points.push({
      threshold,
      truePositives,
      falsePositives,
      trueNegatives: negatives - falsePositives,
      falseNegatives: positives - truePositives,
    });
  }
  return points;
}

/** At most `most` of `points`, spread evenly along the ROC curve; the first and the last are kept. */
function thinned(points: readonly ThresholdPoint[], most: number): ThresholdPoint[] {
  if (points.length <= most) return [...points];
  const share = (part: number, all: number) => (all === 0 ? 0 : part / all);
  const travelled = (point: ThresholdPoint) =>
    share(point.truePositives, point.truePositives + point.falseNegatives) +
    share(point.falsePositives, point.falsePositives + point.trueNegatives);
  const first = travelled(points[0]);
  const step = (travelled(points[points.length - 1]) - first) / (most - 1);
  const kept: ThresholdPoint[] = [];
  for (const [i, point] of points.entries()) {
    const due = first + step * kept.length - step * 1e-9;
    if (i === points.length - 1 || (kept.length < most - 1 && travelled(point) >= due)) kept.push(point);
  }
  return kept;
}

/** What the scores give at `threshold`, which need not be one of them. */
function pointAt(isPositive: Uint8Array, scores: Float64Array, threshold: number): ThresholdPoint {
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  for (let row = 0; row < scores.length; row++) {
    if (scores[row] >= threshold) counts[isPositive[row] === 1 ? 'truePositives' : 'falsePositives']++;
    else counts[isPositive[row] === 1 ? 'falseNegatives' : 'trueNegatives']++;
  }
  return { threshold, ...counts };
}

/**
 * Counts over the thresholds worth choosing among, descending: one above every score (nothing is predicted positive),
 * scores spread evenly along the ROC curve, those of `always`, and 0 (everything is). At most 201 points. `isPositive`
 * holds 1 for rows of the positive class, `scores` its probability. Empty for no rows.
 */
export function thresholdTable(
  isPositive: Uint8Array,
  scores: Float64Array,
  always: readonly number[] = [0.5],
): ThresholdPoint[] {
  if (scores.length === 0) return [];
  const highest = scores.reduce((a, b) => Math.max(a, b));
  const top = highest < 1 ? 1 : highest * (1 + Number.EPSILON);
  const fixed = [top, ...always, 0].map((threshold) => pointAt(isPositive, scores, threshold));
  const chosen = thinned(pointsAtScores(isPositive, scores), mostPoints - fixed.length);
  const byThreshold = new Map([...chosen, ...fixed].map((point) => [point.threshold, point]));
  return [...byThreshold.values()].sort((a, b) => b.threshold - a.threshold);
}
