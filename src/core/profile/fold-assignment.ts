import { createRng } from '../math/rng.ts';

/** One of two folds for each of n rows, at random but always the same. */
export function assignFolds(n: number): Uint8Array {
  const rng = createRng(0).fork('association folds');
  const folds = new Uint8Array(n);
  for (let row = 0; row < n; row++) folds[row] = rng.int(2);
  return folds;
}
