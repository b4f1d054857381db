import type { Predictions } from '../metrics/predictions.ts';

/** Thrown where a model gives something other than one finite prediction per row. */
export class PredictionsUnusable extends Error {
  readonly code = 'PredictionsUnusable';
  constructor(why: string) {
    super(`PredictionsUnusable: ${why}; the model was left out`);
    this.name = 'PredictionsUnusable';
  }
}

/** Returns where the predictions are one per row and finite; throws PredictionsUnusable. */
export function checkPredictions(predictions: Predictions, nRows: number): void {
  const [numbers, perRow] =
    predictions.kind === 'number' ? [predictions.values, 1] : [predictions.probabilities, predictions.classes.length];
  if (numbers.length !== nRows * perRow) {
    throw new PredictionsUnusable(`there are ${numbers.length / perRow} predictions for ${nRows} rows`);
  }
  const bad = numbers.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new PredictionsUnusable(`the prediction of row ${Math.floor(bad / perRow) + 1} is not a finite number`);
}

/** The folds' predictions, one after the other. */
export function joinPredictions(parts: readonly Predictions[]): Predictions {
  const [first] = parts;
  const numbers = parts.map((part) => (part.kind === 'number' ? part.values : part.probabilities));
  const joined = new Float64Array(numbers.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of numbers) {
    joined.set(part, at);
    at += part.length;
  }
  return first.kind === 'number' ? { kind: 'number', values: joined } : { ...first, probabilities: joined };
}

/** The rows of all parts, one after the other. */
export function joinRows(parts: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
