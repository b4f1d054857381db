import type { ReadingOptions } from '../../core/csv/reading.ts';
import type { Control } from '../../core/math/control.ts';
import { BadPacking, NothingToRead, SheetNotFound } from './errors.ts';
import { isFilled } from './grid-header.ts';
import { gridRows } from './grid-rows.ts';
import type { RowSource } from './row-source.ts';
import type { Member } from './unpack.ts';
import { checkSizes, entryFile, zipDirectory } from './zip-entries.ts';

type Cells = readonly (readonly unknown[])[];

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\da-fA-F]+)|#(\d+)|(\w+));/g, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    return decimal === undefined ? (entities[name ?? ''] ?? whole) : String.fromCodePoint(Number(decimal));
  });
}

/** The names of a workbook's sheets, in their order. Throws BadPacking, TooLargeUnpacked, FileChanged and Cancelled. */
async function sheetNames({ file, name }: Member, control: Control): Promise<string[]> {
  const { entries } = await zipDirectory(file, name);
  checkSizes(entries, name);
  const workbook = entries.find((entry) => entry.name === 'xl/workbook.xml');
  if (!workbook) throw new BadPacking(name, 'is a workbook without sheets', 'save it again');
  const text = await (await entryFile(file, workbook, control)).text();
  return Array.from(text.matchAll(/<(?:\w+:)?sheet\s[^>]*?\bname=(?:"([^"]*)"|'([^']*)')/g), (found) => unescapeXml(found[1] ?? found[2]));
}

/** The last sheets that were read, for as long as memory allows: a preview reads the same one with each change. */
const knownSheets = new WeakMap<Blob, Map<string, WeakRef<{ cells: Cells }>>>();

async function sheetCells({ file, name }: Member, sheet: string): Promise<Cells> {
  const sheets = knownSheets.get(file) ?? new Map<string, WeakRef<{ cells: Cells }>>();
  knownSheets.set(file, sheets);
  const known = sheets.get(sheet)?.deref();
  if (known) return known.cells;
  const { readSheet } = await import('read-excel-file/web-worker');
  let cells: Cells;
  try {
    cells = await readSheet(file, sheet, { trim: false });
  } catch (error) {
    throw new BadPacking(name, `holds a sheet "${sheet}" that cannot be read`, 'save it again as .xlsx, or as CSV', error);
  }
  sheets.set(sheet, new WeakRef({ cells }));
  return cells;
}

/** Whether a sheet holds a table, and not a cover or notes: at least two rows with two cells filled. */
function holdsTable(rows: Cells): boolean {
  let full = 0;
  for (const row of rows) {
    if (row.filter(isFilled).length >= 2) full++;
    if (full === 2) return true;
  }
  return false;
}

/** The first sheet that holds a table, else the first that holds anything; null for an empty workbook. */
async function firstTable(member: Member, names: readonly string[], control: Control): Promise<{ sheet: string; rows: Cells } | null> {
  let first: { sheet: string; rows: Cells } | null = null;
  for (const sheet of names) {
    control.progress(0, `Opening the sheet ${sheet}`);
    // A sheet is parsed in one go, which nothing can stop: the page hears of it first.
    await control.breathe();
    const rows = await sheetCells(member, sheet);
    if (holdsTable(rows)) return { sheet, rows };
    if (rows.length > 0) first ??= { sheet, rows };
  }
  return first;
}

/**
 * The rows of a workbook's sheet: the one of `options`, else the first that holds a table. Titles above the table are
 * its preamble; moments are written in ISO form. Throws SheetNotFound, NothingToRead, BadPacking, TooLargeUnpacked,
 * FileChanged and Cancelled.
 */
export async function xlsxRows(member: Member, options: Pick<ReadingOptions, 'dialect' | 'sheet'>, control: Control): Promise<RowSource> {
  const names = await sheetNames(member, control);
  if (options.sheet !== undefined && !names.includes(options.sheet)) throw new SheetNotFound(member.name, options.sheet, names);
  const found = await firstTable(member, options.sheet === undefined ? names : [options.sheet], control);
  if (found) {
    const sheets = [found.sheet, ...names.filter((name) => name !== found.sheet)];
    return gridRows({ name: member.name, format: 'xlsx', sheets, rows: found.rows, mayHavePreamble: true }, options.dialect);
  }
  throw new NothingToRead(member.name, options.sheet === undefined ? 'has no sheet with anything in it' : `has nothing in its sheet "${options.sheet}"`);
}
