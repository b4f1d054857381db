/** True values of the target for n rows. Codes index into `classes`. */
export type TargetValues =
  | { readonly kind: 'classes'; readonly codes: Int32Array; readonly classes: readonly string[] }
  | { readonly kind: 'number'; readonly values: Float64Array };

/** Predictions for n rows: class probabilities, row-major n × classes.length, rows summing to 1; or numbers. */
export type Predictions =
  | { readonly kind: 'classes'; readonly probabilities: Float64Array; readonly classes: readonly string[] }
  | { readonly kind: 'number'; readonly values: Float64Array };

/** The number of rows in `target`. */
export function targetLength(target: TargetValues): number {
  return target.kind === 'classes' ? target.codes.length : target.values.length;
}

/** The target's values at the given rows, in that order. */
export function selectTarget(target: TargetValues, rows: Uint32Array): TargetValues {
  if (target.kind === 'classes') return { ...target, codes: Int32Array.from(rows, (row) => target.codes[row]) };
  return { kind: 'number', values: Float64Array.from(rows, (row) => target.values[row]) };
}

/** The predictions at the given rows, in that order. */
export function selectPredictions(predictions: Predictions, rows: Uint32Array): Predictions {
  if (predictions.kind === 'number') {
    return { kind: 'number', values: Float64Array.from(rows, (row) => predictions.values[row]) };
  }
  const k = predictions.classes.length;
  const probabilities = new Float64Array(rows.length * k);
  for (let i = 0; i < rows.length; i++) {
    for (let c = 0; c < k; c++) probabilities[i * k + c] = predictions.probabilities[rows[i] * k + c];
  }
  return { ...predictions, probabilities };
}
