import type { Control } from '../math/control.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { selectRows, type Table } from '../table/table.ts';
import { profileTable } from './profile-table.ts';
import type { Profile } from './profile.ts';

/** Tables of fewer cells are profiled in about a second, so a glance would only flicker. */
const largeFrom = 3_000_000;
/** Cells that are looked at: well under a second of work. */
const glanceCells = 400_000;
const fewestRows = 1_000;

/** Whether a table is so large that a first look at some of its rows is worth showing. */
export function isLarge(table: Table): boolean {
  return table.nRows * table.columns.length > largeFrom && table.nRows > fewestRows;
}

/**
 * A first profile from evenly taken rows: what columns hold, without findings, which are drawn from all rows alone. `glance`
 * says how many rows were looked at. Throws Cancelled.
 */
export async function glanceAt(table: Table, problem: ProblemDefinition, control: Control): Promise<Profile> {
  const count = Math.min(table.nRows, Math.max(fewestRows, Math.floor(glanceCells / table.columns.length)));
  const rows = Uint32Array.from({ length: count }, (_, i) => Math.floor((i * table.nRows) / count));
  const { columns } = await profileTable(selectRows(table, rows), problem, null, control);
  return { nRows: table.nRows, glance: count, columns, findings: [] };
}
