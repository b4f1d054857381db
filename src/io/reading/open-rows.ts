import type { ReadingOptions } from '../../core/csv/reading.ts';
import type { Control } from '../../core/math/control.ts';
import { delimitedRows } from './delimited-rows.ts';
import { readHead } from './recognise.ts';
import type { RowSource } from './row-source.ts';
import type { Member } from './unpack.ts';

export type LayoutOptions = Pick<ReadingOptions, 'dialect' | 'sheet'>;

async function beginsWithBrace({ file, name }: Member): Promise<boolean> {
  const head = new TextDecoder().decode(await readHead(file, name));
  return head.replaceAll('\u0000', '').replace(/^[\ufeff\ufffd\s]+/, '').startsWith('{');
}

/**
 * The rows of a file by its format; what reads one is fetched when it is first needed. With `headOnly` no more of it is
 * looked at than its first rows need, where the format allows.
 */
export async function openRows(member: Member, options: LayoutOptions, headOnly: boolean, control: Control): Promise<RowSource> {
  switch (member.format) {
    case 'delimited':
      return delimitedRows(member, options.dialect, headOnly, control);
    case 'xlsx':
      return (await import('./xlsx-rows.ts')).xlsxRows(member, options, control);
    case 'parquet':
      return (await import('./parquet-rows.ts')).parquetRows(member, control);
    case 'json':
      if (await beginsWithBrace(member)) return (await import('./json-document.ts')).documentRows(member, options.dialect, control);
      return (await import('./json-rows.ts')).listRows(member, options.dialect, headOnly, control);
    case 'ndjson':
      return (await import('./json-rows.ts')).listRows(member, options.dialect, headOnly, control);
  }
}
