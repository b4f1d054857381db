import { log } from '../math/log.ts';
import { rocAuc } from '../metrics/roc-auc.ts';
import type { NetRows } from './net-runner.ts';

/** What decides which epoch is the best: the loss, the share of wrong classes, the area under the ROC curve, or the absolute error of numbers. */
export type StopOn = 'loss' | 'error' | 'roc_auc' | 'mae';

/** Measures of answers against what is known. */
export interface Watched {
  /** The mean log loss, or half the mean squared error of standardised numbers; weighted. */
  readonly loss: number;
  /** What was asked to decide, the less the better: the loss, the weighted share of wrong classes, 1 less the area, or the weighted mean of absolute errors. */
  readonly score: number;
}

/** The weighted mean over the rows of what each loses. */
function meanOver({ nRows, weights }: NetRows, lossOf: (row: number) => number): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < nRows; row++) {
    const weight = weights ? weights[row] : 1;
    sum += weight * lossOf(row);
    total += weight;
  }
  return sum / total;
}

/** 1 where another class is at least as probable as the row's own, else 0. */
function isWrong(answers: Float32Array, { targets }: NetRows, k: number, row: number): number {
  const p = answers[row * k + targets[row]];
  for (let c = 0; c < k; c++) if (c !== targets[row] && !(answers[row * k + c] < p)) return 1;
  return 0;
}

/** 1 less the area, each row counting once; NaN where the rows are of one class. */
function unranked(answers: Float32Array, { targets }: NetRows, k: number): number {
  const classes = Array.from({ length: k }, (_, c) => String(c));
  const truth = { kind: 'classes', codes: Int32Array.from(targets), classes } as const;
  return 1 - rocAuc.compute(truth, { kind: 'classes', probabilities: Float64Array.from(answers), classes }, { positiveIndex: 1, threshold: 0.5 });
}

/**
 * How good `answers` (row-major probabilities of nOutputs classes, or numbers where `isNumber`) are for the rows; a NaN among them makes the loss
 * NaN. The score is the loss where `stopOn` is not defined for such rows.
 */
export function watch(answers: Float32Array, rows: NetRows, nOutputs: number, isNumber: boolean, stopOn: StopOn): Watched {
  const { targets } = rows;
  if (isNumber) {
    const loss = meanOver(rows, (row) => 0.5 * (answers[row] - targets[row]) ** 2);
    return { loss, score: stopOn === 'mae' ? meanOver(rows, (row) => Math.abs(answers[row] - targets[row])) : loss };
  }
  const loss = meanOver(rows, (row) => {
    const p = answers[row * nOutputs + targets[row]];
    return Number.isNaN(p) ? NaN : -log(Math.max(p, 1e-15));
  });
  if (stopOn === 'error') return { loss, score: meanOver(rows, (row) => isWrong(answers, rows, nOutputs, row)) };
  const area = stopOn === 'roc_auc' ? unranked(answers, rows, nOutputs) : NaN;
  return { loss, score: Number.isNaN(area) ? loss : area };
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
