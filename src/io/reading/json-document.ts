import type { Dialect } from '../../core/csv/reading.ts';
import { Cancelled, type Control } from '../../core/math/control.ts';
import { JsonTooLarge, NoRowsInJson, NotJson } from './errors.ts';
import { createFlattening, isJsonObject, type JsonObject } from './flattening.ts';
import { gridRows } from './grid-rows.ts';
import { jsonText, parseJson } from './json-elements.ts';
import { createTally, noDialect, type RowSource, type Tally } from './row-source.ts';
import type { Member } from './unpack.ts';

/** The largest JSON that is taken as a whole, in megabytes. */
const largestMb = 128;
const batchRows = 2000;

type Rows = { readonly objects: readonly JsonObject[] } | { readonly lists: readonly (readonly unknown[])[]; readonly names: readonly unknown[] | null };

function rowsOfList(list: readonly unknown[], names: readonly unknown[] | null): Rows | null {
  const filled = list.filter((value) => value !== null);
  if (filled.length > 0 && filled.every(isJsonObject)) return { objects: filled };
  if (filled.length > 0 && filled.every(Array.isArray)) return { lists: filled, names };
  return null;
}

/** Columns under their names, each a list of one length or an object by row, as a data frame is often written. */
function rowsOfColumns(document: JsonObject): Rows | null {
  const names = Object.keys(document);
  const columns = Object.values(document);
  if (names.length === 0) return null;
  if (columns.every(Array.isArray) && columns.every(({ length }) => length === columns[0].length && length > 0)) {
    const flat = columns.every((column) => column.every((cell: unknown) => cell === null || typeof cell !== 'object'));
    return flat ? { lists: columns[0].map((_: unknown, row: number) => columns.map((column) => column[row])), names } : null;
  }
  if (columns.length > 1 && columns.every(isJsonObject)) {
    const keys = Object.keys(columns[0]);
    const alike = keys.length > 0 && columns.every((column) => Object.keys(column).length === keys.length && keys.every((key) => Object.hasOwn(column, key)));
    return alike ? { lists: keys.map((key) => columns.map((column) => column[key])), names } : null;
  }
  return null;
}

/** The rows of a document: {"columns": …, "data": …}, columns by name, or the one list of rows somewhere inside. */
function rowsOfDocument(document: JsonObject, depth = 0): Rows | null {
  const columns = document.columns ?? document.header ?? document.fields;
  const list = document.data ?? document.rows ?? document.values ?? document.records;
  if (Array.isArray(columns) && Array.isArray(list)) {
    const names = columns.map((column: unknown) => (isJsonObject(column) ? (column.name ?? column.label ?? '') : column));
    const found = rowsOfList(list, names);
    if (found) return found;
  }
  if (Array.isArray(list)) {
    const found = rowsOfList(list, null);
    if (found) return found;
  }
  const lists = Object.values(document).flatMap((value) => (Array.isArray(value) ? (rowsOfList(value, null) ?? []) : []));
  if (lists.length === 1) return lists[0];
  if (lists.length > 1) return null;
  const byColumn = rowsOfColumns(document);
  if (byColumn) return byColumn;
  if (depth >= 3) return null;
  const inner = Object.values(document).flatMap((value) => (isJsonObject(value) ? (rowsOfDocument(value, depth + 1) ?? []) : []));
  return inner.length === 1 ? inner[0] : null;
}

async function parseWhole(member: Member, control: Control): Promise<unknown> {
  if (member.file.size > largestMb * (1 << 20)) throw new JsonTooLarge(member.name, largestMb);
  let text = '';
  for await (const part of jsonText(member.file, member.name, control)) text += part;
  try {
    return parseJson(text);
  } catch (error) {
    const place = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    const line = place === undefined ? 1 : text.slice(0, Number(place)).split('\n').length;
    throw new NotJson(member.name, line, error instanceof Error ? error.message.slice(0, 120) : 'it cannot be parsed');
  }
}

function rowsOfObjects(member: Member, objects: readonly JsonObject[]): RowSource {
  const flattening = createFlattening(member.name);
  for (const row of objects) flattening.learn(row);
  let tally: Tally = createTally(0, 0);
  return {
    name: member.name,
    format: 'json',
    dialect: noDialect(true),
    sheets: [],
    header: flattening.header(),
    written: flattening.written(),
    async *rows(control) {
      tally = createTally(0, 0);
      for (let from = 0; from < objects.length; from += batchRows) {
        if (control.cancelled()) throw new Cancelled();
        const part = objects.slice(from, from + batchRows);
        tally.kept(part.length);
        yield { records: part.map((row) => flattening.record(row)), lines: part.map((_, index) => from + index + 1) };
        control.progress(Math.min(1, (from + part.length) / objects.length));
        await control.breathe();
      }
    },
    counts: () => tally.counts(),
  };
}

/** The rows of a JSON file that is an object; it is parsed as a whole. Throws JsonTooLarge, NotJson and NoRowsInJson. */
export async function documentRows(member: Member, set: Partial<Dialect> | undefined, control: Control): Promise<RowSource> {
  const document = await parseWhole(member, control);
  if (!isJsonObject(document)) throw new NoRowsInJson(member.name, 'a single value');
  const rows = rowsOfDocument(document);
  if (rows === null) throw new NoRowsInJson(member.name, 'an object in which no single list of rows can be found');
  if ('objects' in rows) return rowsOfObjects(member, rows.objects);
  const grid = { name: member.name, format: 'json', sheets: [], mayHavePreamble: false } as const;
  if (rows.names === null) return gridRows({ ...grid, rows: rows.lists }, set);
  return gridRows({ ...grid, rows: [rows.names.map(String), ...rows.lists] }, { header: true, preamble: 0 });
}
