import { columnByName, type Column, type ColumnKind, type Table } from '../table/table.ts';
import { ColumnKindChanged, ColumnNotEncoded, NoFeatureColumns } from './recipe-errors.ts';
import type { Feature, FeatureTable } from './recipe.ts';
import type { WorkColumn } from './transformer.ts';

const greatestFloat32 = 3.4028234663852886e38;
const isText = (kind: ColumnKind) => kind === 'category' || kind === 'text';

/** Infinite numbers are taken as missing: no learner, mean or scale can use them. */
function withoutInfinities(column: Column): Column {
  if (column.kind !== 'number') return column;
  if (!column.values.some((value) => value === Infinity || value === -Infinity)) return column;
  return { ...column, values: column.values.map((value) => (Number.isFinite(value) ? value : NaN)) };
}

/**
 * The named columns of `table`, ready for a recipe's first step. Throws ColumnNotFound, ColumnKindChanged (text and
 * category stand for each other) and NoFeatureColumns.
 */
export function openColumns(table: Table, columns: readonly { readonly name: string; readonly kind?: ColumnKind }[]): WorkColumn[] {
  if (columns.length === 0) throw new NoFeatureColumns();
  return columns.map(({ name, kind }) => {
    const column = columnByName(table, name);
    if (kind !== undefined && column.kind !== kind && !(isText(kind) && isText(column.kind))) {
      throw new ColumnKindChanged(name, kind, column.kind);
    }
    return { column: withoutInfinities(column), source: name, final: false };
  });
}

function toFloat32(values: Float64Array): Float32Array {
  const rounded = new Float32Array(values);
  for (let i = 0; i < rounded.length; i++) {
    if (rounded[i] === Infinity) rounded[i] = greatestFloat32;
    else if (rounded[i] === -Infinity) rounded[i] = -greatestFloat32;
  }
  return rounded;
}

function toFeature({ column, source, final }: WorkColumn): Feature {
  if (column.kind === 'number') {
    return { name: column.name, source, kind: 'numeric', levels: null, values: toFloat32(column.values) };
  }
  if (column.kind === 'category' && final) {
    const values = new Float32Array(column.codes);
    for (let i = 0; i < values.length; i++) if (values[i] < 0) values[i] = NaN;
    return { name: column.name, source, kind: 'categorical', levels: column.levels, values };
  }
  throw new ColumnNotEncoded(column.name, column.kind);
}

/** The features with names of their own: a name that was taken already has a number after it. */
function withUniqueNames(features: readonly Feature[]): Feature[] {
  const taken = new Set<string>();
  return features.map((feature) => {
    let { name } = feature;
    for (let i = 2; taken.has(name); i++) name = `${feature.name} (${i})`;
    taken.add(name);
    return name === feature.name ? feature : { ...feature, name };
  });
}

/**
 * The finished features, their names unique. Numbers beyond the range of float32 are set to its greatest value; throws
 * ColumnNotEncoded where a column is still dates, labels or text.
 */
export function closeColumns(nRows: number, columns: readonly WorkColumn[]): FeatureTable {
  return { nRows, features: withUniqueNames(columns.map(toFeature)) };
}
