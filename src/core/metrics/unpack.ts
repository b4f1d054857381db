import type { Predictions, TargetValues } from './predictions.ts';

/** Thrown where truth and predictions are not about the same rows, classes or kind of target. */
export class PredictionsMismatch extends Error {
  readonly code = 'PredictionsMismatch';
  constructor(what: string) {
    super(`PredictionsMismatch: ${what}; pass the predictions that were made for these rows`);
    this.name = 'PredictionsMismatch';
  }
}

/** Truth and probabilities over the same n rows and k classes. */
export interface ClassPair {
  readonly nRows: number;
  readonly nClasses: number;
  readonly codes: Int32Array;
  readonly probabilities: Float64Array;
}

/** Truth and predicted numbers over the same n rows. */
export interface NumberPair {
  readonly nRows: number;
  readonly yTrue: Float64Array;
  readonly yPred: Float64Array;
}

/** Both sides as classes; throws PredictionsMismatch where kinds, classes or lengths differ. */
export function classPair(yTrue: TargetValues, yPred: Predictions): ClassPair {
  if (yTrue.kind !== 'classes' || yPred.kind !== 'classes') {
    throw new PredictionsMismatch(`expected classes, saw truth of kind "${yTrue.kind}" and predictions of kind "${yPred.kind}"`);
  }
  const nClasses = yTrue.classes.length;
  if (nClasses !== yPred.classes.length || yTrue.classes.some((label, i) => label !== yPred.classes[i])) {
    throw new PredictionsMismatch(`the classes are [${yTrue.classes.join(', ')}] and [${yPred.classes.join(', ')}]`);
  }
  const nRows = yTrue.codes.length;
  if (yPred.probabilities.length !== nRows * nClasses) {
    throw new PredictionsMismatch(
      `${nRows} rows of ${nClasses} classes need ${nRows * nClasses} probabilities, saw ${yPred.probabilities.length}`,
    );
  }
  return { nRows, nClasses, codes: yTrue.codes, probabilities: yPred.probabilities };
}

/** Both sides as numbers; throws PredictionsMismatch where kinds or lengths differ. */
export function numberPair(yTrue: TargetValues, yPred: Predictions): NumberPair {
  if (yTrue.kind !== 'number' || yPred.kind !== 'number') {
    throw new PredictionsMismatch(`expected numbers, saw truth of kind "${yTrue.kind}" and predictions of kind "${yPred.kind}"`);
  }
  if (yTrue.values.length !== yPred.values.length) {
    throw new PredictionsMismatch(`there are ${yTrue.values.length} true values and ${yPred.values.length} predictions`);
  }
  return { nRows: yTrue.values.length, yTrue: yTrue.values, yPred: yPred.values };
}
