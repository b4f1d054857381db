import type { ColumnFormat, DateOrder, Dialect, NumberFormat } from '../core/csv/reading.ts';

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

export const delimiterOptions: readonly Choice[] = [
  { value: ',', label: 'comma' },
  { value: ';', label: 'semicolon' },
  { value: '\t', label: 'tab' },
  { value: '|', label: 'bar' },
  { value: ':', label: 'colon' },
  { value: ' ', label: 'spaces' },
  { value: '^', label: 'caret' },
  { value: '~', label: 'tilde' },
  { value: '\u001f', label: 'unit separator' },
];

export const encodingOptions: readonly Choice<Dialect['encoding']>[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'windows-1252', label: 'Windows-1252' },
];

export const quoteOptions: readonly Choice[] = [
  { value: '"', label: 'double "' },
  { value: "'", label: "single '" },
  { value: '', label: 'none' },
];

export const escapeOptions: readonly Choice<'double' | 'backslash'>[] = [
  { value: 'double', label: 'written twice' },
  { value: 'backslash', label: 'after a backslash' },
];

export const headerOptions: readonly Choice<'yes' | 'no'>[] = [
  { value: 'yes', label: 'names the columns' },
  { value: 'no', label: 'is data already' },
];

export const commentOptions: readonly Choice[] = [
  { value: '', label: 'none' },
  { value: '#', label: '#' },
  { value: '//', label: '//' },
  { value: '%', label: '%' },
  { value: ';', label: ';' },
  { value: '--', label: '--' },
];

/** The options with one for `value` where it is not among them: any single character may be set or found. */
export function withValue(options: readonly Choice[], value: string): readonly Choice[] {
  return options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
}

const marks: readonly (readonly [NumberFormat['decimal'], NumberFormat['thousands'], string])[] = [
  ['.', '', '1234.5'],
  ['.', ',', '1,234.5'],
  [',', '', '1234,5'],
  [',', '.', '1.234,5'],
  [',', ' ', '1 234,5'],
  ['.', ' ', '1 234.5'],
  ['.', "'", "1'234.5"],
  [',', "'", "1'234,5"],
];

export const numberOptions: readonly Choice[] = marks.map(([decimal, thousands, label]) => ({ value: decimal + thousands, label }));

export const dateOptions: readonly Choice<DateOrder>[] = [
  { value: 'ymd', label: 'year first' },
  { value: 'dmy', label: 'day first' },
  { value: 'mdy', label: 'month first' },
  { value: 'compact', label: '20240301' },
];

/** The value of numberOptions that a format is. */
export function numberValue({ number }: ColumnFormat): string {
  return number.decimal + number.thousands;
}

/** The format with the marks that a value of numberOptions stands for; its unit stays. */
export function withMarks({ number }: ColumnFormat, value: string): NumberFormat {
  const found = marks.find(([decimal, thousands]) => decimal + thousands === value);
  return found ? { ...number, decimal: found[0], thousands: found[1] } : number;
}
