import type { DesignMatrix } from '../matrix/matrix.ts';
import { quantileOfSorted } from '../stats/quantile.ts';

/** One column of a prepared row, and the feature of the design matrix that it is made of. */
export type PreparedColumn =
  | {
      /**
       * z = (x - centre) · scale, 0 where x is missing; then z / sqrt(1 + (z / 3)²) where it is squeezed, so that no row, be it infinite, is
       * farther off than 3.
       */
      readonly kind: 'number';
      readonly feature: number;
      readonly centre: number;
      readonly scale: number;
      readonly squeezed: boolean;
    }
  /** 1 where the feature is missing, else 0. */
  | { readonly kind: 'missing'; readonly feature: number }
  /** The code, or -1 where it is missing or none of `levels`. */
  | { readonly kind: 'code'; readonly feature: number; readonly levels: number };

/** What squeezed values tend to. */
const farthest = 3;

/** The finite values of a feature, ascending. */
export function valuesOf({ values, nRows, features }: DesignMatrix, feature: number): Float64Array {
  const found = new Float64Array(nRows);
  let n = 0;
  for (let row = 0; row < nRows; row++) {
    const value = values[row * features.length + feature];
    if (Number.isFinite(value)) found[n++] = value;
  }
  return found.subarray(0, n).sort();
}

function hasMissing({ values, nRows, features }: DesignMatrix, feature: number): boolean {
  for (let row = 0; row < nRows; row++) if (Number.isNaN(values[row * features.length + feature])) return true;
  return false;
}

/** Median and spread of the feature: the quartiles' distance, or half its range where that is 0; a constant one is scaled by 0. */
function robustUnit(ascending: Float64Array): { centre: number; scale: number } {
  if (ascending.length === 0) return { centre: 0, scale: 0 };
  const spread = quantileOfSorted(ascending, 0.75) - quantileOfSorted(ascending, 0.25);
  const range = ascending[ascending.length - 1] - ascending[0];
  const unit = spread > 0 ? spread : range / 2;
  return { centre: quantileOfSorted(ascending, 0.5), scale: unit > 0 && Number.isFinite(1 / unit) ? 1 / unit : 0 };
}

/**
 * How rows of a native matrix are prepared for a net (as RealMLP does, Holzmüller et al. 2024): numbers centred at the median, scaled by the
 * quartiles and squeezed, with a column beside them that says where they are missing if any is; categories as codes. Fitted on X alone.
 */
export function fitPreparation(X: DesignMatrix): PreparedColumn[] {
  return X.features.flatMap(({ kind, levels }, feature): PreparedColumn[] => {
    if (kind === 'categorical') return [{ kind: 'code', feature, levels: levels?.length ?? 0 }];
    const number: PreparedColumn = { kind: 'number', feature, ...robustUnit(valuesOf(X, feature)), squeezed: true };
    return hasMissing(X, feature) ? [number, { kind: 'missing', feature }] : [number];
  });
}

function prepareCell(column: PreparedColumn, x: number): number {
  switch (column.kind) {
    case 'number': {
      const z = (x - column.centre) * column.scale;
      if (Number.isNaN(z)) return 0;
      if (!Number.isFinite(z)) return z > 0 ? farthest : -farthest;
      return column.squeezed ? z / Math.sqrt(1 + (z / farthest) * (z / farthest)) : z;
    }
    case 'missing':
      return Number.isNaN(x) ? 1 : 0;
    case 'code':
      return x >= 0 && x < column.levels ? x : -1;
  }
}

/** The prepared rows: row-major nRows × columns, all finite. */
export function prepareRows(columns: readonly PreparedColumn[], { values, nRows, features }: DesignMatrix): Float32Array {
  const width = features.length;
  const out = new Float32Array(nRows * columns.length);
  for (let row = 0; row < nRows; row++) {
    for (let c = 0; c < columns.length; c++) out[row * columns.length + c] = prepareCell(columns[c], values[row * width + columns[c].feature]);
  }
  return out;
}
