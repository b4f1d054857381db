import type { Dialect, Reading } from '../core/csv/reading.ts';
import { formatCount, formatInteger } from './format.ts';
import { formatBytes } from './format-units.ts';

export const delimiterOptions: readonly { readonly value: Dialect['delimiter']; readonly label: string }[] = [
  { value: ',', label: 'comma' },
  { value: ';', label: 'semicolon' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'bar' },
];

export const encodingOptions: readonly { readonly value: Dialect['encoding']; readonly label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'windows-1252', label: 'Windows-1252' },
];

/** "24,420 rows and 15 columns, read without loss." */
export function readingSentence(reading: Reading, nColumns: number): string {
  const { kept, rejected, contradictions } = reading.accounting;
  const size = `${formatCount(kept, 'row')} and ${formatCount(nColumns, 'column')}`;
  const odd = contradictions.reduce((sum, { count }) => sum + count, 0);
  if (rejected > 0) return `${size} were read; ${formatCount(rejected, 'row')} could not be.`;
  return odd > 0 ? `${size}, with ${formatCount(odd, 'cell')} that could not be read.` : `${size}, read without loss.`;
}

/** "adult.csv · 2.9 MB · comma, UTF-8, header in line 1 · 24,424 records: 24,420 kept, 2 rejected, 1 blank". */
export function accountingLine(reading: Reading): string {
  const { fileName, sizeBytes, dialect, accounting } = reading;
  const delimiter = delimiterOptions.find(({ value }) => value === dialect.delimiter)?.label ?? dialect.delimiter;
  const encoding = encodingOptions.find(({ value }) => value === dialect.encoding)?.label ?? dialect.encoding;
  const header = accounting.header === 1 ? 'header in line 1' : 'no header';
  const records = `${formatInteger(accounting.kept)} kept, ${formatInteger(accounting.rejected)} rejected, ${formatInteger(accounting.blank)} blank`;
  return [fileName, formatBytes(sizeBytes), `${delimiter}, ${encoding}, ${header}`, records].join(' · ');
}

/** The sum that shows that nothing was lost. */
export function accountingSum(reading: Reading): string {
  const { records, header, kept, rejected, blank } = reading.accounting;
  return `${formatInteger(records)} records = ${formatInteger(header)} header + ${formatInteger(kept)} kept + ${formatInteger(rejected)} rejected + ${formatInteger(blank)} blank`;
}

/** Missing tokens as typed, separated by commas; the empty cell always counts. */
export function parseTokens(text: string): string[] {
  return [...new Set(text.split(',').map((token) => token.trim()).filter((token) => token !== ''))];
}

/** The tokens in use over all columns, as typed. */
export function tokensText(reading: Reading): string {
  const used = new Set(reading.formats.flatMap(({ missingTokens }) => missingTokens));
  return [...used].filter((token) => token !== '').join(', ');
}
