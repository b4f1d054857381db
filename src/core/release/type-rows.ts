import { typeFields } from '../csv/type-fields.ts';
import type { Table } from '../table/table.ts';
import { fieldsOf } from './raw-rows.ts';
import type { RawRows, Release } from './release.ts';

/** Raw rows as typed columns, one for each input of the contract. */
export interface TypedRows {
  readonly table: Table;
  /** Cells that contradict their column's kind and were taken as missing; columns without any are left out. */
  readonly contradictions: Readonly<Record<string, number>>;
  readonly absentColumns: readonly string[];
}

/**
 * The rows from `from` up to `to` read by the release's input contract. A column that the rows lack reads as missing
 * throughout; columns that are not in the contract are not read.
 */
export function typeRows(release: Pick<Release, 'inputs'>, rows: RawRows, from = 0, to = rows.nRows): TypedRows {
  const absentColumns: string[] = [];
  const counts: [string, number][] = [];
  const columns = release.inputs.map(({ format }) => {
    const fields = fieldsOf(rows, format.name);
    if (fields === null) absentColumns.push(format.name);
    const { column, contradictions } = typeFields(format, fields?.slice(from, to) ?? new Array<string>(to - from).fill(''));
    if (contradictions.count > 0) counts.push([format.name, contradictions.count]);
    return column;
  });
  return { table: { nRows: to - from, columns }, contradictions: Object.fromEntries(counts), absentColumns };
}
