import type { Contradictions, Dialect, Reading, SourceForm } from '../core/csv/reading.ts';
import type { Profile } from '../core/profile/profile.ts';
import { formatCount, formatInteger } from './format.ts';
import { formatBytes } from './format-units.ts';
import { delimiterOptions, encodingOptions } from './data-reading-options.ts';

/** That the figures are of some rows only, while the others are counted or after that was stopped; null where they are of all. */
export function glanceSentence({ glance, nRows }: Profile, counting: boolean): string | null {
  if (glance === undefined) return null;
  const looked = `So far by a look at ${formatCount(glance, 'row')}`;
  return counting ? `${looked}; all ${formatInteger(nRows)} are being counted.` : `${looked}; counting the others was stopped. Read the file again to count all.`;
}

/** "24,420 rows and 15 columns, read without loss." */
export function readingSentence(reading: Reading, nColumns: number): string {
  const { kept, rejected, contradictions } = reading.accounting;
  const size = `${formatCount(kept, 'row')} and ${formatCount(nColumns, 'column')}`;
  const odd = contradictions.reduce((sum, { count }) => sum + count, 0);
  if (rejected > 0) return `${size} were read; ${formatCount(rejected, 'row')} could not be.`;
  return odd > 0 ? `${size}, with ${formatCount(odd, 'cell')} that could not be read.` : `${size}, read without loss.`;
}

const formatNames: Readonly<Record<SourceForm['format'], string>> = {
  delimited: 'Delimited text',
  json: 'JSON',
  ndjson: 'JSON lines',
  xlsx: 'Excel workbook',
  parquet: 'Parquet',
};

/** "Excel workbook", "JSON lines in a gzip", "Delimited text in a zip". */
export function formText({ format, packing }: Pick<SourceForm, 'format' | 'packing'>): string {
  return packing === 'none' ? formatNames[format] : `${formatNames[format]} in a ${packing}`;
}

/** Whether lines of the file are lines of text, and not rows of a sheet or objects. */
const isText = (form: Pick<SourceForm, 'format'> | undefined) => form === undefined || form.format === 'delimited';

/** "header in line 3" or "no header"; comments may stand anywhere, so that with them lines are not counted. */
function headerText({ dialect: { header = true, preamble = 0 }, accounting }: Pick<Reading, 'dialect' | 'accounting'>, place: 'line' | 'row'): string {
  if (header && preamble === 0 && (accounting.comments ?? 0) > 0) return `header in first ${place} that is no comment`;
  return header ? `header in ${place} ${formatInteger(preamble + 1)}` : 'no header';
}

const labelOf = (options: readonly { readonly value: string; readonly label: string }[], value: string) =>
  options.find((option) => option.value === value)?.label ?? value;

/** How the layout was taken: "comma, UTF-8, header in line 1", "sheet Sales, header in row 3". */
export function layoutText(reading: Pick<Reading, 'dialect' | 'form' | 'accounting'>): string {
  const { dialect, form } = reading;
  if (isText(form)) {
    const packed = form && form.packing !== 'none' ? [`in a ${form.packing}`] : [];
    return [...packed, labelOf(delimiterOptions, dialect.delimiter), labelOf(encodingOptions, dialect.encoding), headerText(reading, 'line')].join(', ');
  }
  if (form?.format === 'xlsx') return [formText(form), `sheet ${form.sheets[0]}`, headerText(reading, 'row')].join(', ');
  return form ? formText(form) : '';
}

/** "adult.csv · 2.9 MB · comma, UTF-8, header in line 1 · 24,420 kept, 2 rejected, 1 blank". */
export function accountingLine(reading: Reading): string {
  const { fileName, sizeBytes, accounting } = reading;
  const records = `${formatInteger(accounting.kept)} kept, ${formatInteger(accounting.rejected)} rejected, ${formatInteger(accounting.blank)} blank`;
  return [fileName, formatBytes(sizeBytes), layoutText(reading), records].join(' · ');
}

/** The sum that shows that nothing was lost; parts that are zero in most files are named only where they are not. */
export function accountingSum({ accounting, form }: Reading): string {
  const { records, header, kept, rejected, blank, preamble = 0, comments = 0 } = accounting;
  const parts = [`${formatInteger(header)} header`, `${formatInteger(kept)} kept`, `${formatInteger(rejected)} rejected`, `${formatInteger(blank)} blank`];
  if (preamble > 0) parts.push(`${formatInteger(preamble)} before the header`);
  if (comments > 0) parts.push(formatCount(comments, 'comment'));
  return `${formatCount(records, isText(form) || form?.format === 'ndjson' ? 'record' : 'row')} = ${parts.join(' + ')}`;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Names of at most three things, and how many more there are. */
function few(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${formatInteger(names.length - 3)} more` : names.join(', ');
}

function quoteText({ quote = '"', escape = 'double' }: Dialect): string {
  if (quote === null) return 'mean nothing';
  return `${quote}, inside it ${escape === 'double' ? 'written twice' : 'after a backslash'}`;
}

function textFacts(dialect: Dialect): Fact[] {
  return [
    { label: 'Encoding', value: labelOf(encodingOptions, dialect.encoding) },
    { label: 'Delimiter', value: labelOf(delimiterOptions, dialect.delimiter) },
    { label: 'Quotes', value: quoteText(dialect) },
    ...(dialect.comment ? [{ label: 'Comments', value: `begin with ${dialect.comment}` }] : []),
  ];
}

const orderNames = { ymd: 'year first', dmy: 'day first', mdy: 'month first', compact: 'eight digits' } as const;

/** How numbers and dates are written, where that is not the plain way. */
function formatFacts({ formats }: Reading): Fact[] {
  const numbers = formats.filter(({ kind }) => kind === 'number');
  const comma = numbers.filter(({ number }) => number.decimal === ',').map(({ name }) => name);
  const units = numbers.flatMap(({ name, number }) => (number.unit ? [`${number.unit} in ${name}`] : []));
  const orders = (['dmy', 'mdy', 'compact'] as const).flatMap((order) => {
    const names = formats.filter(({ kind, date }) => kind === 'datetime' && date === order).map(({ name }) => name);
    return names.length > 0 ? [`${orderNames[order]} in ${few(names)}`] : [];
  });
  return [
    ...(comma.length > 0 ? [{ label: 'Decimal comma', value: comma.length === numbers.length ? 'in every number' : few(comma) }] : []),
    ...(units.length > 0 ? [{ label: 'Units', value: few(units) }] : []),
    ...(orders.length > 0 ? [{ label: 'Dates', value: orders.join('; ') }] : []),
  ];
}

/** Everything that was taken for granted about the file, for the reader to check. */
export function readingFacts(reading: Reading): Fact[] {
  const { dialect, form, accounting } = reading;
  const marks = [...new Set((accounting.missingMarks ?? []).map(({ token }) => token))];
  const members = form && form.members.length > 1 ? [{ label: 'Files', value: few(form.members.map(({ name, rows }) => `${name} (${formatCount(rows, 'row')})`)) }] : [];
  const sheet = form?.format === 'xlsx' ? [{ label: 'Sheet', value: `${form.sheets[0]}${form.sheets.length > 1 ? ` of ${form.sheets.length}` : ''}` }] : [];
  const hasHeader = isText(form) || form?.format === 'xlsx';
  return [
    { label: 'Format', value: formText(form ?? { format: 'delimited', packing: 'none' }) },
    ...members,
    ...sheet,
    ...(isText(form) ? textFacts(dialect) : []),
    ...(hasHeader ? [{ label: 'Header', value: headerText(reading, isText(form) ? 'line' : 'row').replace('header in ', '').replace('no header', 'none: columns are numbered') }] : []),
    ...formatFacts(reading),
    { label: 'Missing', value: marks.length > 0 ? `empty cells and ${few(marks)}` : 'empty cells' },
  ];
}

/** Columns whose dates say nothing of whether the day or the month stands first. */
export function unsureDates({ formats }: Reading): readonly { readonly column: string; readonly read: 'dmy' | 'mdy' }[] {
  return formats.flatMap(({ name, kind, date, dateOrderUnsure }) => (kind === 'datetime' && dateOrderUnsure && (date === 'dmy' || date === 'mdy') ? [{ column: name, read: date }] : []));
}

/** "line 12" or "line 12 of b.csv". */
export function placeText({ line, file }: { readonly line: number; readonly file?: string }): string {
  return file === undefined ? `line ${formatInteger(line)}` : `line ${formatInteger(line)} of ${file}`;
}

/** The title of what was read: "How a.csv was read", "How 2 files (a.csv, b.csv) were read". */
export function readingTitle({ fileName, form }: Pick<Reading, 'fileName' | 'form'>): string {
  return `How ${fileName} ${form?.packing === 'none' && form.members.length > 1 ? 'were' : 'was'} read`;
}

/** A column's name as it stands in the file, where its spaces may be all that was changed. */
export function nameInFile(name: string): string {
  return name.trim() === '' ? '(blank)' : /^\s|\s$|\s{2}/.test(name) ? `“${name}”` : name;
}

/** "age: 3 cells taken as missing". */
export function contradictionText({ column, count }: Contradictions): string {
  return `${column}: ${formatCount(count, 'cell')} taken as missing`;
}

/** Missing tokens as typed, separated by commas; the empty cell always counts. */
export function parseTokens(text: string): string[] {
  return [...new Set(text.split(',').map((token) => token.trim()).filter((token) => token !== ''))];
}

/** The tokens in use over all columns. */
export function tokensInUse({ formats }: Pick<Reading, 'formats'>): string[] {
  return [...new Set(formats.flatMap(({ missingTokens }) => missingTokens))].filter((token) => token !== '');
}
