import { typeFields } from '../csv/type-fields.ts';
import type { TargetValues } from '../metrics/predictions.ts';
import { classIndices } from '../problem/target-classes.ts';
import { fieldsOf } from './raw-rows.ts';
import type { RawRows, Release } from './release.ts';

/** The target of those rows that carry one. */
export interface KnownTarget {
  /** Numbers of the rows whose target could be read, ascending. */
  readonly rows: Uint32Array;
  readonly yTrue: TargetValues;
}

/**
 * The target as the rows carry it, read as in training: rows whose target is missing, unreadable or a class that the
 * release does not know are left out. Null where no row is left, or the rows have no such column.
 */
export function targetFields({ problem, targetFormat }: Pick<Release, 'problem' | 'targetFormat'>, rows: RawRows): KnownTarget | null {
  const fields = fieldsOf(rows, problem.target);
  if (fields === null) return null;
  const { column } = typeFields(targetFormat, fields);
  const known: number[] = [];
  if (problem.task === 'regression') {
    const values = column.kind === 'number' ? column.values : new Float64Array(rows.nRows).fill(NaN);
    for (let row = 0; row < rows.nRows; row++) if (Number.isFinite(values[row])) known.push(row);
    const kept = Uint32Array.from(known);
    return known.length === 0 ? null : { rows: kept, yTrue: { kind: 'number', values: Float64Array.from(kept, (row) => values[row]) } };
  }
  const indices = classIndices(column, problem);
  const codes: number[] = [];
  for (let row = 0; row < rows.nRows; row++) {
    if (indices[row] < 0) continue;
    known.push(row);
    codes.push(indices[row]);
  }
  if (known.length === 0) return null;
  return { rows: Uint32Array.from(known), yTrue: { kind: 'classes', codes: Int32Array.from(codes), classes: problem.classes } };
}
