import type { InputColumn } from '../core/release/release.ts';
import { formatCompact, formatNumber } from './format.ts';
import { formatInstant } from './format-units.ts';

const mostOptions = 200;

/** One field of the form, made from one column of the release's input contract. */
export interface FormField {
  readonly name: string;
  readonly kind: InputColumn['format']['kind'];
  /** What the field holds at first: the median or the most frequent label, as it would stand in a file. */
  readonly usual: string;
  /** Labels to offer; empty for numbers and instants. */
  readonly options: readonly string[];
  readonly min: number | null;
  readonly max: number | null;
  readonly decimal: '.' | ',';
}

function usualNumber(median: number | null, decimal: '.' | ','): string {
  if (median === null || Number.isNaN(median)) return '';
  return String(Number(median.toPrecision(12))).replace('.', decimal);
}

function usualOf({ format, median, levels }: InputColumn): string {
  if (format.kind === 'number') return usualNumber(median, format.number.decimal);
  if (format.kind === 'datetime') return median === null ? '' : formatInstant(median);
  return levels?.[0] ?? '';
}

/** The fields of the form, in the contract's order. */
export function formFields(inputs: readonly InputColumn[]): FormField[] {
  return inputs.map((input) => ({
    name: input.format.name,
    kind: input.format.kind,
    usual: usualOf(input),
    options: input.levels?.slice(0, mostOptions) ?? [],
    min: input.min,
    max: input.max,
    decimal: input.format.number.decimal,
  }));
}

/** The usual value of every field, by name. */
export function usualValues(fields: readonly FormField[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ name, usual }) => [name, usual]));
}

/** What to say about a value that was typed: beyond what training saw, or not a number; null where there is nothing to say. */
export function fieldNote(field: FormField, value: string): string | null {
  const text = value.trim();
  if (text === '') return 'taken as missing';
  if (field.kind === 'number') {
    const number = Number(field.decimal === ',' ? text.replace(',', '.') : text);
    if (Number.isNaN(number)) return 'not a number';
    const { min, max } = field;
    if (min !== null && max !== null && (number < min || number > max)) return `training saw ${formatCompact(min)} to ${formatNumber(max)}`;
  }
  if (field.kind === 'category' && field.options.length > 0 && field.options.length < mostOptions && !field.options.includes(text)) {
    return 'not seen in training';
  }
  return null;
}
