import type { Control } from '../math/control.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import { createLinearColumns } from './linear-columns.ts';
import { createBreath, descend, penaltyAt, penaltyOf, type ElasticPenalty } from './linear-descent.ts';
import { greatestGradient, nonZeros } from './linear-elastic-numbers.ts';
import { centreOverClasses, logShares, sigmoidRow, softmaxRow, type LogisticFit } from './linear-logistic.ts';
import { choosePenalty } from './linear-path.ts';
import { weightedRows } from './targets.ts';

const maxCycles = 500;
/** Gains of the objective below this share of the total weight end the search. */
const finest = 1e-13;
const onThePath = 1e-7;
/** A row's curvature counts as no less than this share of its weight, so that certain rows do not stall the steps. */
const leastCurvature = 1e-6;

/**
 * Elastic net for classes: least of Σ wᵢ lossᵢ + lambda (l1Ratio ‖β‖₁ + (1 - l1Ratio) ‖β‖² / 2) with unpenalised
 * intercepts and loss as in `fitLogistic`; lambda is 1 / C of scikit-learn, null chooses it by `choosePenalty`. Proximal
 * Newton steps with line search, one class at a time, each solved by coordinate descent (Friedman, Hastie & Tibshirani,
 * 2010; Lee, Sun & Saunders, 2014). Every class must occur.
 */
export async function fitElasticClasses(
  X: DesignMatrix,
  allCodes: Int32Array,
  given: Float64Array,
  K: number,
  lambda: number | null,
  l1Ratio: number,
  control: Control,
): Promise<LogisticFit & { readonly lambda: number }> {
  const rows = weightedRows(X.nRows, given);
  const breathe = createBreath(control);
  await breathe(Infinity);
  const columns = createLinearColumns(X, rows);
  const { nRows: n, nFeatures: p } = columns;
  const w = Float64Array.from(rows, (row) => given[row]);
  const codes = Int32Array.from(rows, (row) => allCodes[row]);
  const total = w.reduce((sum, weight) => sum + weight, 0);
  const betas = Array.from({ length: K }, () => new Float64Array(p));
  const intercepts = logShares(codes, w, K, 0);
  const scores = new Float64Array(n * K);
  for (let i = 0; i < scores.length; i++) scores[i] = intercepts[i % K];
  const proba = new Float64Array(n * K);
  const [curvature, slope, direction] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  let iterations = 0;

  const evaluate = (): number => {
    proba.set(scores);
    let loss = 0;
    for (let i = 0; i < n; i++) {
      loss += w[i] * (K === 1 ? sigmoidRow(proba, i, codes[i]) : softmaxRow(proba, i * K, K, codes[i]));
    }
    return loss;
  };
  const readSlope = (c: number): void => {
    for (let i = 0; i < n; i++) {
      const share = proba[i * K + c];
      const hit = K === 1 ? codes[i] : codes[i] === c ? 1 : 0;
      slope[i] = w[i] * (hit - share);
      curvature[i] = w[i] * Math.max(leastCurvature, share * (1 - share));
    }
  };
  /** One step of the coefficients of class c from loss `loss`; returns the new loss and the gain that was foreseen. */
  const step = async (c: number, loss: number, penalty: ElasticPenalty, inner: number) => {
    readSlope(c);
    const old = betas[c];
    const next = old.slice();
    let foreseen = 0;
    const pulls = slope.slice();
    const move = await descend(columns, curvature, slope, next, penalty, inner, breathe);
    direction.fill(move);
    for (let j = 0; j < p; j++) if (next[j] !== old[j]) columns.add(j, next[j] - old[j], direction);
    for (let i = 0; i < n; i++) foreseen += pulls[i] * direction[i];
    const before = penaltyOf(penalty, old);
    foreseen += before - penaltyOf(penalty, next);
    if (!(foreseen > 0)) return { loss, gain: 0 };
    const start = scores.slice();
    for (let share = 1; share > 1e-8; share /= 2) {
      const tried = share === 1 ? next : old.map((value, j) => value + share * (next[j] - value));
      for (let i = 0; i < n; i++) scores[i * K + c] = start[i * K + c] + share * direction[i];
      const reached = evaluate();
      if (reached + penaltyOf(penalty, tried) <= loss + before - 1e-4 * share * foreseen) {
        betas[c] = tried;
        intercepts[c] += share * move;
        return { loss: reached, gain: foreseen };
      }
    }
    scores.set(start);
    return { loss: evaluate(), gain: 0 };
  };
  const fitAt = async (at: number, tolerance: number): Promise<number> => {
    const penalty = penaltyAt(at, l1Ratio);
    let loss = evaluate();
    for (let cycle = 0; cycle < maxCycles; cycle++) {
      let gain = 0;
      for (let c = 0; c < K; c++) {
        const done = await step(c, loss, penalty, 0.1 * tolerance * total);
        loss = done.loss;
        gain += done.gain;
      }
      iterations++;
      if (gain <= tolerance * total) break;
    }
    return loss;
  };

  evaluate();
  const greatest = Math.max(
    ...betas.map((_, c) => {
      readSlope(c);
      return greatestGradient(p, (j) => columns.dot(j, slope) / l1Ratio);
    }),
  );
  let done = 0;
  const chosen =
    lambda ??
    (greatest > 0
      ? await choosePenalty(greatest, total, Math.max(1, K - 1), async (at) => {
          control.progress(Math.min(0.9, 0.02 * done++));
          return {
            deviance: 2 * (await fitAt(at, onThePath)),
            nonZero: betas.reduce((sum, b) => sum + nonZeros(b), 0),
          };
        })
      : 1);
  await fitAt(chosen, finest);
  const coefficients = new Float64Array(K * p);
  betas.forEach((beta, c) => coefficients.set(beta, c * p));
  // Coefficients stay where the penalty put them: a shift shared by all classes would undo its zeros.
  if (K > 1) centreOverClasses(new Float64Array(), intercepts, 0, K);
  return { coefficients, intercepts, iterations, lambda: chosen };
}
