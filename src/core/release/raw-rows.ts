import type { RawRows } from './release.ts';

/**
 * Rows to score from the records of a file: the field of each named column, row by row. `names` are the file's column
 * names as used (unique), in the order of the fields; `wanted`, where given, keeps only those columns. A record that is
 * too short reads as missing from there on.
 */
export function rawRowsOf(names: readonly string[], records: readonly (readonly string[])[], wanted?: ReadonlySet<string>): RawRows {
  const columns = names.flatMap((name, at) =>
    wanted && !wanted.has(name) ? [] : [[name, records.map((record) => record[at] ?? '')] as const],
  );
  // fromEntries defines own properties, so that a column called __proto__ is a column like any other.
  return { nRows: records.length, columns: Object.fromEntries(columns) };
}

/** The fields of the column called `name`, or null where the rows have no such column. */
export function fieldsOf(rows: RawRows, name: string): readonly string[] | null {
  return Object.hasOwn(rows.columns, name) ? rows.columns[name] : null;
}
