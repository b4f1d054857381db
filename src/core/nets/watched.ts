import { log } from '../math/log.ts';
import type { NetRows } from './net-runner.ts';

/** Measures of answers against what is known. */
export interface Watched {
  /** The mean log loss, or half the mean squared error of standardised numbers; weighted. */
  readonly loss: number;
  /** The weighted share of rows whose most probable class is another; 0 for numbers. */
  readonly error: number;
}

/** How good `answers` (row-major probabilities of nOutputs classes, or numbers where `isNumber`) are for the rows; NaN where one is not a number. */
export function watch(answers: Float32Array, rows: NetRows, nOutputs: number, isNumber: boolean): Watched {
  let loss = 0;
  let wrong = 0;
  let total = 0;
  for (let row = 0; row < rows.nRows; row++) {
    const weight = rows.weights ? rows.weights[row] : 1;
    total += weight;
    if (isNumber) {
      const error = answers[row] - rows.targets[row];
      loss += 0.5 * weight * error * error;
      continue;
    }
    const target = rows.targets[row];
    const p = answers[row * nOutputs + target];
    loss += Number.isNaN(p) ? NaN : -weight * log(Math.max(p, 1e-15));
    for (let c = 0; c < nOutputs; c++) {
      if (c === target || answers[row * nOutputs + c] < p) continue;
      wrong += weight;
      break;
    }
  }
  return { loss: loss / total, error: wrong / total };
}

/** The loss of the best answer that is the same for every row: the entropy of the classes, or half the variance; weighted. */
export function constantLoss(rows: NetRows, nOutputs: number, isNumber: boolean): number {
  const totals = new Float64Array(nOutputs);
  let total = 0;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < rows.nRows; row++) {
    const weight = rows.weights ? rows.weights[row] : 1;
    total += weight;
    sum += weight * rows.targets[row];
    squares += weight * rows.targets[row] ** 2;
    if (!isNumber) totals[rows.targets[row]] += weight;
  }
  if (isNumber) return 0.5 * Math.max(0, squares / total - (sum / total) ** 2);
  return totals.reduce((entropy, weight) => (weight > 0 ? entropy - (weight / total) * log(weight / total) : entropy), 0);
}
