import { findUnit } from './number-units.ts';
import { createNumberParser, isCode } from './numbers.ts';
import type { NumberFormat } from './reading.ts';

/** Distinct filled fields of a column and how often each stands there. */
export type FieldCounts = ReadonlyMap<string, number>;

/** What other columns of the file, or its delimiter, say about the decimal mark. */
export type DecimalHint = 'point' | 'comma' | 'perhaps-comma' | 'none';

const pointPlain: NumberFormat = { decimal: '.', thousands: '' };
const pointGrouped: NumberFormat = { decimal: '.', thousands: ',' };
const commaPlain: NumberFormat = { decimal: ',', thousands: '' };
const commaGrouped: NumberFormat = { decimal: ',', thousands: '.' };
const rare: readonly NumberFormat[] = [
  { decimal: '.', thousands: ' ' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: "'" },
];

const preference: Readonly<Record<DecimalHint, readonly NumberFormat[]>> = {
  none: [pointPlain, pointGrouped, commaPlain, commaGrouped, ...rare],
  point: [pointPlain, pointGrouped, commaPlain, commaGrouped, ...rare],
  'perhaps-comma': [pointPlain, commaPlain, pointGrouped, commaGrouped, ...rare],
  comma: [commaPlain, commaGrouped, pointPlain, pointGrouped, ...rare],
};

export interface NumberFit {
  readonly format: NumberFormat;
  /** Cells that read as numbers in that format. */
  readonly parsed: number;
  /** Of those, cells that are rather codes: leading zeros, integers beyond 2^53. */
  readonly codes: number;
  /** The decimal mark is the only one that reads so many cells, and it stands in some of them. */
  readonly decidesDecimal: boolean;
}

function countParsed(fields: FieldCounts, format: NumberFormat): number {
  const parse = createNumberParser(format);
  let parsed = 0;
  for (const [field, count] of fields) if (!Number.isNaN(parse(field))) parsed += count;
  return parsed;
}

function readsAll(fields: FieldCounts, format: NumberFormat): boolean {
  const parse = createNumberParser(format);
  for (const field of fields.keys()) if (Number.isNaN(parse(field))) return false;
  return true;
}

function countCodes(fields: FieldCounts, format: NumberFormat): number {
  const parse = createNumberParser(format);
  let codes = 0;
  for (const [field, count] of fields) if (isCode(field) && !Number.isNaN(parse(field))) codes += count;
  return codes;
}

function fitWith(fields: FieldCounts, formats: readonly NumberFormat[]): NumberFit {
  const perfect = formats.find((format) => readsAll(fields, format));
  if (perfect) {
    const doubtful = formats.some((format) => format.decimal !== perfect.decimal && readsAll(fields, format));
    const parsed = countParsed(fields, perfect);
    return { format: perfect, parsed, codes: countCodes(fields, perfect), decidesDecimal: !doubtful };
  }
  let best = formats[0];
  let parsed = -1;
  const parsedWith = { '.': 0, ',': 0 };
  for (const format of formats) {
    const count = countParsed(fields, format);
    parsedWith[format.decimal] = Math.max(parsedWith[format.decimal], count);
    if (count > parsed) [best, parsed] = [format, count];
  }
  return { format: best, parsed, codes: countCodes(fields, best), decidesDecimal: parsedWith['.'] !== parsedWith[','] };
}

/** How well one format reads the column, where it is set. */
export function fitNumberFormat(fields: FieldCounts, format: NumberFormat): NumberFit {
  return { ...fitWith(fields, [format]), decidesDecimal: true };
}

/**
 * The number format that reads most cells of the whole column. Where several read as many ("1,234" is a thousand in one
 * and one point two in another), the hint decides, and without one a comma groups and a point is decimal. A unit that most
 * cells bear belongs to the format, as does a way of writing negative numbers that some of them use.
 */
export function inferNumberFormat(fields: FieldCounts, hint: DecimalHint): NumberFit {
  const formats = preference[hint];
  const plain = fitWith(fields, formats);
  let filled = 0;
  for (const count of fields.values()) filled += count;
  if (plain.parsed === filled) return plain;
  const unit = findUnit(fields);
  if (unit === null) return plain;
  const fitted = fitWith(fields, formats.map((format) => ({ ...format, ...unit })));
  return fitted.parsed > plain.parsed ? fitted : plain;
}
