import { roundsFor } from '../metrics/bootstrap.ts';
import type { WeightedScore } from '../metrics/metric.ts';
import { metricOf } from '../metrics/registry.ts';
import { createRng } from '../math/rng.ts';
import { metricContext } from '../problem/positive-class.ts';
import { answersAt } from './judge.ts';
import type { RunInput } from './run-input.ts';
import { seedFor } from './run-input.ts';
import type { CandidateValues } from './run.ts';

/** Resamples, a quarter of those of an interval: their mean needs fewer than its tails. */
const share = 0.25;

/** The index of the best score, the first of equals; NaN is worst. */
function bestOf(scores: readonly number[], sign: number): number {
  let best = -1;
  scores.forEach((score, i) => {
    if (!Number.isNaN(score) && (best < 0 || sign * score > sign * scores[best])) best = i;
  });
  return best;
}

/**
 * By how much the score of the best of several candidates flatters it because it was chosen by that score, in the unit of the
 * problem's metric and at least 0. By bootstrap (Tsamardinos et al., 2018): rows are drawn, the candidate that is best on
 * them is taken, and its score on them is held against its score on the rows that were not drawn; the mean difference is what choosing
 * adds, less what the candidates' scores differ by chance between the two on average. All candidates have predicted the same rows. Null
 * for fewer than two, and where the metric is not defined.
 */
export function selectionBias(input: RunInput, candidates: readonly CandidateValues[]): number | null {
  if (candidates.length < 2) return null;
  const [{ rows }] = candidates;
  const yTrue = answersAt(input, rows);
  const metric = metricOf(input.problem.metric);
  const context = metricContext(input.problem);
  const scores: WeightedScore[] = candidates.map(({ predictions }) => metric.prepare(yTrue, predictions, context));
  const sign = metric.greaterIsBetter ? 1 : -1;
  const n = rows.length;
  const drawn = new Uint32Array(n);
  const others = new Uint32Array(n);
  const rng = createRng(seedFor(input.settings, 'selection'));
  let chosen = 0;
  let average = 0;
  let rounds = 0;
  for (let round = Math.ceil(share * roundsFor(n)); round > 0; round--) {
    drawn.fill(0);
    for (let i = 0; i < n; i++) drawn[rng.int(n)]++;
    for (let i = 0; i < n; i++) others[i] = drawn[i] === 0 ? 1 : 0;
    const inside = scores.map((score) => score(drawn));
    const outside = scores.map((score) => score(others));
    const best = bestOf(inside, sign);
    const gaps = inside.map((score, i) => sign * (score - outside[i]));
    if (best < 0 || gaps.some(Number.isNaN)) continue;
    chosen += gaps[best];
    average += gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    rounds++;
  }
  return rounds > 0 ? Math.max(0, (chosen - average) / rounds) : null;
}
