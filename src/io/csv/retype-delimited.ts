import { asLabels } from '../../core/csv/revise-format.ts';
import type { Reading, ReadingOptions } from '../../core/csv/reading.ts';
import { createNextTyping, type TypedColumn } from '../../core/csv/typing.ts';
import type { Control } from '../../core/math/control.ts';
import type { Table } from '../../core/table/table.ts';
import { FileChanged } from './errors.ts';
import { delimitedRecords } from './plain/delimited-records.ts';
import { createRecordSieve } from './record-sieve.ts';
import { accountingOfColumns, pass } from './type-records.ts';

export interface ReadBefore {
  readonly table: Table;
  readonly reading: Reading;
}

/** Whether `retypeAsLabels` can read that source: one delimited file, not packed, every byte of which was text. */
export function canRetype({ form, accounting }: Reading): boolean {
  const single = form === undefined || (form.format === 'delimited' && form.packing === 'none' && form.members.length === 1);
  return single && !accounting.replacedCharacters;
}

/**
 * What was read before with the column `name` read as categories, as it stands in the file: the same as reading the file
 * again with that kind set, in one pass that types this column alone. `options` set the kind. Throws FileChanged, Cancelled.
 */
export async function retypeAsLabels(
  file: Blob,
  { table, reading }: ReadBefore,
  name: string,
  options: ReadingOptions,
  control: Control,
): Promise<ReadBefore> {
  const { dialect, fileName, accounting } = reading;
  const place = table.columns.findIndex((column) => column.name === name);
  const columns = table.columns.map((column, index): TypedColumn => {
    const contradictions = accounting.contradictions.find((found) => found.column === column.name);
    const marks = (accounting.missingMarks ?? []).filter((mark) => mark.column === column.name);
    return {
      column,
      format: reading.formats[index],
      contradictions: contradictions ?? { column: column.name, count: 0, examples: [] },
      marks: new Map(marks.map(({ token, count }) => [token, count])),
    };
  });
  const again = new Map([[place, asLabels(reading.formats[place], { options, hint: 'none' })]]);
  const source = {
    dialect,
    open: (direct: Parameters<typeof delimitedRecords>[4]) =>
      delimitedRecords(file, fileName, { dialect, strict: dialect.encoding !== 'windows-1252' }, control, direct),
  };
  const typed = await pass(source, fileName, createRecordSieve(fileName, dialect), control, () =>
    createNextTyping({ nRows: table.nRows, columns, again }, options),
  );
  if (typed.nRows !== table.nRows) throw new FileChanged(fileName);
  return {
    table: { nRows: typed.nRows, columns: typed.columns.map(({ column }) => column) },
    reading: {
      ...reading,
      formats: typed.columns.map(({ format }) => format),
      accounting: { ...accounting, ...accountingOfColumns(typed.columns) },
    },
  };
}
