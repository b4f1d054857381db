import { areCompactDates, fitDateOrder, inferDateOrder, type DateFit } from './infer-date-order.ts';
import { fitNumberFormat, inferNumberFormat, type DecimalHint, type FieldCounts, type NumberFit } from './infer-number-format.ts';
import { createMissingTest, defaultMissingTokens, defaultNumericMissingTokens } from './missing-tokens.ts';
import type { ColumnKind } from '../table/table.ts';
import { plainNumbers } from './numbers.ts';
import type { ColumnFormat, Dialect, ReadingOptions } from './reading.ts';

/** Over this share of filled cells against it, an inferred kind is given up. */
export const maxContradictingShare = 0.05;

/** Over this share of filled cells with leading zeros or beyond 2^53, a column holds codes, not numbers. */
export const maxCodeShare = 0.001;

/** What is known of the file besides a column's own fields. */
export interface InferenceContext {
  readonly options: Pick<ReadingOptions, 'kinds' | 'missingTokens' | 'formats'>;
  readonly hint: DecimalHint;
}

/** The kind that the user set for a column, or undefined. */
export function kindSet(kinds: ReadingOptions['kinds'], name: string): ColumnKind | undefined {
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}

/** The number format and date order that the user set for a column; neither where none was. */
export function formatSet(
  formats: ReadingOptions['formats'],
  name: string,
): NonNullable<ReadingOptions['formats']>[string] {
  return formats && Object.hasOwn(formats, name) ? formats[name] : {};
}

/**
 * Whether labels are free text rather than categories: over 50 distinct ones, and they are over half of the filled cells
 * or over 60 characters long on average.
 */
export function isFreeText(distinct: number, filled: number, meanLength: number): boolean {
  return distinct > 50 && (distinct > 0.5 * filled || meanLength > 60);
}

/** Distinct fields among the given ones, with counts, without those that mean missing. */
export function countFilled(fields: Iterable<string>, missingTokens: readonly string[]): Map<string, number> {
  const isMissing = createMissingTest(missingTokens);
  const counts = new Map<string, number>();
  for (const field of fields) counts.set(field, (counts.get(field) ?? 0) + 1);
  for (const field of counts.keys()) if (isMissing(field)) counts.delete(field);
  return counts;
}

function total(counts: FieldCounts): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

/** The missing tokens of a column of that kind. */
function tokensFor(kind: ColumnKind, options: InferenceContext['options']): readonly string[] {
  const numeric = kind === 'number' || kind === 'datetime';
  return options.missingTokens ?? (numeric ? defaultNumericMissingTokens : defaultMissingTokens);
}

function isNumeric(fit: NumberFit, filled: number): boolean {
  return fit.parsed > 0 && fit.parsed >= (1 - maxContradictingShare) * filled && fit.codes <= maxCodeShare * filled;
}

function withoutNumericMissing(counts: FieldCounts, context: InferenceContext): FieldCounts {
  const isMissing = createMissingTest(tokensFor('number', context.options));
  const missing = [...counts.keys()].filter(isMissing);
  if (missing.length === 0) return counts;
  const values = new Map(counts);
  for (const field of missing) values.delete(field);
  return values;
}

function dateFit(values: FieldCounts, set: ColumnKind | undefined, number: NumberFit, context: InferenceContext): DateFit {
  const none: DateFit = { order: 'ymd', parsed: 0, unsure: false };
  const filled = total(values);
  const mayBeCompact = set === undefined || set === 'datetime';
  if (mayBeCompact && areCompactDates(values)) return { order: 'compact', parsed: filled, unsure: false };
  if (set !== undefined && set !== 'datetime') return none;
  if (set === undefined && isNumeric(number, filled)) return none;
  const dayFirst = context.hint === 'comma' || context.hint === 'perhaps-comma';
  return inferDateOrder(values, dayFirst, set === undefined ? maxContradictingShare * filled : Infinity);
}

/**
 * The format of a column, from its distinct filled fields and their counts: numbers where at least 95% of the filled
 * cells read as such, else dates by the same rule, else free text or categories (see isFreeText). Numbers that are all days
 * written in eight digits are dates. A column without a filled cell is a category with no levels. What the user set stands:
 * the kind, with its number format or date order inferred, or either of these, by which alone the cells are then read.
 */
export function inferFormat(name: string, counts: FieldCounts, context: InferenceContext): ColumnFormat {
  const set = kindSet(context.options.kinds, name);
  const written = formatSet(context.options.formats, name);
  const values = withoutNumericMissing(counts, context);
  const filled = total(values);
  const number = written.number ? fitNumberFormat(values, written.number) : inferNumberFormat(values, context.hint);
  const date = written.date ? fitDateOrder(values, written.date) : dateFit(values, set, number, context);
  const isDate = date.parsed > 0 && date.parsed >= (1 - maxContradictingShare) * filled;
  const dateFirst = isDate && (date.order === 'compact' || written.date !== undefined);
  const inferred = dateFirst ? 'datetime' : isNumeric(number, filled) ? 'number' : isDate ? 'datetime' : labelKind(counts);
  const kind = set ?? inferred;
  return {
    name,
    kind,
    number: kind === 'number' ? number.format : plainNumbers,
    date: kind === 'datetime' ? date.order : 'ymd',
    ...(kind === 'datetime' && date.unsure ? { dateOrderUnsure: true as const } : {}),
    missingTokens: tokensFor(kind, context.options),
  };
}

function labelKind(counts: FieldCounts): ColumnKind {
  const filled = total(counts);
  let length = 0;
  for (const [field, count] of counts) length += field.length * count;
  return isFreeText(counts.size, filled, length / filled) ? 'text' : 'category';
}

/**
 * What the file says about the decimal mark: the mark of the columns that leave no doubt, else a semicolon between fields
 * makes a decimal comma likely.
 */
export function inferDecimalHint(
  columns: readonly FieldCounts[],
  context: Omit<InferenceContext, 'hint'>,
  delimiter: Dialect['delimiter'],
): DecimalHint {
  let comma = 0;
  let point = 0;
  for (const counts of columns) {
    const values = withoutNumericMissing(counts, { ...context, hint: 'none' });
    const fit = inferNumberFormat(values, 'none');
    if (!fit.decidesDecimal || !isNumeric(fit, total(values))) continue;
    if (fit.format.decimal === ',') comma++;
    else point++;
  }
  if (comma !== point) return comma > point ? 'comma' : 'point';
  return delimiter === ';' ? 'perhaps-comma' : 'none';
}

/**
 * Formats of all columns from sample records (each as long as `names`), deciding number formats and date orders on the
 * whole sample and not cell by cell.
 */
export function inferFormats(
  names: readonly string[],
  records: readonly (readonly string[])[],
  options: Pick<ReadingOptions, 'kinds' | 'missingTokens'>,
  delimiter: Dialect['delimiter'],
): ColumnFormat[] {
  const tokens = options.missingTokens ?? defaultMissingTokens;
  const columns = names.map((_, column) =>
    countFilled(
      records.map((record) => record[column]),
      tokens,
    ),
  );
  const hint = inferDecimalHint(columns, { options }, delimiter);
  return names.map((name, column) => inferFormat(name, columns[column], { options, hint }));
}
