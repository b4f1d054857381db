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
    const found = await minimiseSelecting(objectiveAt(l2), theta, l1, nWeights, total, tolerance, control);
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
