import type { FeatureTable } from '../recipe/recipe.ts';
import type { DesignMatrix } from './matrix.ts';

/** Thrown where a feature holds an infinite value. */
export class InfiniteFeature extends Error {
  readonly code = 'InfiniteFeature';
  constructor(name: string, row: number) {
    super(`InfiniteFeature: feature "${name}" is infinite in row ${row + 1}; drop the column, or treat such values as missing`);
    this.name = 'InfiniteFeature';
  }
}

/** The features as one row-major float32 matrix; NaN stays NaN. Throws InfiniteFeature. */
export function buildMatrix({ nRows, features }: FeatureTable): DesignMatrix {
  const width = features.length;
  const values = new Float32Array(nRows * width);
  features.forEach((feature, j) => {
    for (let row = 0; row < nRows; row++) {
      const value = feature.values[row];
      if (value === Infinity || value === -Infinity) throw new InfiniteFeature(feature.name, row);
      values[row * width + j] = value;
    }
  });
  return { nRows, features: features.map(({ name, source, kind, levels }) => ({ name, source, kind, levels })), values };
}

/** A matrix with the given rows of X in the given order; repeats are allowed. */
export function selectMatrixRows(X: DesignMatrix, rows: Uint32Array): DesignMatrix {
  const width = X.features.length;
  const values = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) values.set(X.values.subarray(rows[i] * width, (rows[i] + 1) * width), i * width);
  return { nRows: rows.length, features: X.features, values };
}
