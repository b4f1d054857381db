import { selectRows, type Table } from '../table/table.ts';
import type { TrainTable } from './split.ts';

/**
 * The given rows of `table`, in that order, as rows that may be fitted on. The one place where a TrainTable is made:
 * pass rows of a split's development part only, except for the final refit on all rows.
 */
export function trainTable(table: Table, rows: Uint32Array): TrainTable {
  return selectRows(table, rows) as TrainTable;
}
