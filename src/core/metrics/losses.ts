import type { NumberPair } from './unpack.ts';

/** One loss per row, from its true and its predicted number. */
export function rowLosses(pair: NumberPair, loss: (yTrue: number, yPred: number) => number): Float64Array {
  const losses = new Float64Array(pair.nRows);
  for (let row = 0; row < pair.nRows; row++) losses[row] = loss(pair.yTrue[row], pair.yPred[row]);
  return losses;
}
