import type { Control } from '../math/control.ts';
import type { LinearDesign } from './linear-design.ts';
import { penaltyAt } from './linear-descent.ts';
import { centreOverClasses, createLogisticObjective, type LogisticFit } from './linear-logistic.ts';
import { choosePenalty } from './linear-path.ts';
import { minimiseSelecting } from './newton-orthant.ts';

/** Slopes below this share of the total weight are none. */
const finest = 1e-7;
const onThePath = 1e-4;

/**
 * Elastic net for classes: least of Σ wᵢ lossᵢ + lambda (l1Ratio ‖β‖₁ + (1 - l1Ratio) ‖β‖² / 2) with unpenalised
 * intercepts and loss as in `fitLogistic`; lambda is 1 / C of scikit-learn, null chooses it by `choosePenalty`. Every class
 * must occur. Intercepts of more than two classes have mean 0; coefficients stay where the penalty puts them.
 */
export async function fitElasticClasses(
  design: LinearDesign,
  codes: Int32Array,
  weights: Float64Array,
  K: number,
  lambda: number | null,
  l1Ratio: number,
  control: Control,
): Promise<LogisticFit & { readonly lambda: number }> {
  const nWeights = K * design.nFeatures;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const objectiveAt = createLogisticObjective(design, codes, weights, K);
  let theta = objectiveAt(0).start;
  let iterations = 0;
  const solve = async (at: number, tolerance: number): Promise<number> => {
    const { l1, l2 } = penaltyAt(at, l1Ratio);
    const found = await minimiseSelecting(objectiveAt(l2), theta, l1, nWeights, total, tolerance, control, (point) => {
      if (K > 1) shiftOverClasses(point, design.nFeatures, K, l1, l2);
    });
    theta = found.theta;
    iterations += found.iterations;
    return found.value;
  };
  let done = 0;
  const chosen =
    lambda ??
    (await choosePenalty(greatestSlope(objectiveAt(0), nWeights) / l1Ratio, total, Math.max(1, K - 1), async (at) => {
      control.progress(Math.min(0.9, 0.02 * done++));
      const value = await solve(at, onThePath);
      const { l1, l2 } = penaltyAt(at, l1Ratio);
      let nonZero = 0;
      let penalty = 0;
      for (let j = 0; j < nWeights; j++) {
        if (theta[j] !== 0) nonZero++;
        penalty += l1 * Math.abs(theta[j]) + (l2 / 2) * theta[j] * theta[j];
      }
      return { deviance: 2 * (value - penalty), nonZero };
    }));
  await solve(chosen, finest);
  const coefficients = theta.slice(0, nWeights);
  const intercepts = theta.slice(nWeights);
  if (K > 1) centreOverClasses(new Float64Array(), intercepts, 0, K);
  return { coefficients, intercepts, iterations, lambda: chosen };
}

/** The greatest slope of a coefficient where all are 0: the least penalty on absolute values that keeps them there. */
function greatestSlope(objective: ReturnType<ReturnType<typeof createLogisticObjective>>, nWeights: number): number {
  objective.evaluate(objective.start);
  let most = 0;
  for (let j = 0; j < nWeights; j++) most = Math.max(most, Math.abs(objective.gradient[j]));
  return most;
}

/**
 * Shifts the coefficients of each feature by what all classes share, which no probability notices, to the least penalty:
 * Newton's method cannot see that way down, since the loss is flat along it.
 */
function shiftOverClasses(theta: Float64Array, p: number, K: number, l1: number, l2: number): void {
  const own = new Float64Array(K);
  const penaltyAfter = (shift: number) => {
    let sum = 0;
    for (let c = 0; c < K; c++) sum += l1 * Math.abs(own[c] - shift) + (l2 / 2) * (own[c] - shift) ** 2;
    return sum;
  };
  for (let j = 0; j < p; j++) {
    let mean = 0;
    for (let c = 0; c < K; c++) {
      own[c] = theta[c * p + j];
      mean += own[c] / K;
    }
    let best = 0;
    let least = penaltyAfter(0) * (1 - 1e-12);
    // The least of a convex function is at a kink, or between two, where the slopes of both parts cancel.
    const candidates = [...own];
    if (l2 > 0) for (let above = 0; above <= K; above++) candidates.push(mean + (l1 * (2 * above - K)) / (K * l2));
    for (const shift of candidates) {
      const penalty = penaltyAfter(shift);
      if (penalty >= least) continue;
      least = penalty;
      best = shift;
    }
    if (best !== 0) for (let c = 0; c < K; c++) theta[c * p + j] -= best;
  }
}
