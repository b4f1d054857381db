import { createRng } from '../../src/core/math/rng.ts';
import type { DesignMatrix, LabelledSet, StoppingSet } from '../../src/core/matrix/matrix.ts';
import { codes as codesOf, numbers, numeric, trainSetOf as mint } from '../support/train-set.ts';

/** A dense design matrix of the given row-major values. */
export function matrixOf(values: ArrayLike<number>, nFeatures: number): DesignMatrix {
  const features = Array.from({ length: nFeatures }, (_, f) => numeric(`x${f}`));
  return { nRows: values.length / nFeatures, features, values: Float32Array.from(values) };
}

export function trainSetOf(
  { X, y }: LabelledSet,
  stopping: StoppingSet | null = null,
  weights: Float64Array | null = null,
) {
  return mint(X, y, { stopping, weights });
}

/** XOR of two signs, with noise columns: nothing that a linear model can learn. */
export function xorSet(nRows: number, seed: number): LabelledSet {
  const rng = createRng(seed);
  const values: number[] = [];
  const codes: number[] = [];
  for (let i = 0; i < nRows; i++) {
    const row = [rng.normal(), rng.normal(), rng.normal()];
    values.push(...row);
    codes.push(row[0] * row[1] > 0 ? 1 : 0);
  }
  return { X: matrixOf(values, 3), y: codesOf(codes, ['no', 'yes']) };
}

/** Three blobs around the corners of a triangle. */
export function blobsSet(nRows: number, seed: number): LabelledSet {
  const rng = createRng(seed);
  const corners = [
    [2, 0],
    [-1, 1.7],
    [-1, -1.7],
  ];
  const values: number[] = [];
  const codes: number[] = [];
  for (let i = 0; i < nRows; i++) {
    const c = rng.int(3);
    values.push(corners[c][0] + 0.6 * rng.normal(), corners[c][1] + 0.6 * rng.normal());
    codes.push(c);
  }
  return { X: matrixOf(values, 2), y: codesOf(codes, ['a', 'b', 'c']) };
}

/** y = 5000 + 800·x0 - 300·x1 + noise of deviation 50. */
export function linearSet(nRows: number, seed: number): LabelledSet {
  const rng = createRng(seed);
  const values: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < nRows; i++) {
    const row = [rng.normal(), rng.normal(), rng.normal()];
    values.push(...row);
    y.push(5000 + 800 * row[0] - 300 * row[1] + 50 * rng.normal());
  }
  return { X: matrixOf(values, 3), y: numbers(y) };
}
