import { withUnit } from './number-units.ts';
import type { NumberFormat } from './reading.ts';

/** The plain format: a decimal point and no grouping. */
export const plainNumbers: NumberFormat = { decimal: '.', thousands: '' };

/** Every power of ten up to this one is a float64 exactly, as is every integer of up to 15 digits. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

const groupMarks = { ',': ',', '.': '\\.', ' ': '[ \\u00a0\\u202f]', "'": "['\\u2019]" } as const;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSpace(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0x202f || code === 0xfeff;
}

/**
 * The number written in `field` with `decimalCode` as its decimal mark and no grouping; NaN where it is none. At most 15
 * digits and small exponents are computed exactly from the digits (Clinger 1990); the rest goes through Number.
 */
function parseUngrouped(field: string, decimalCode: number): number {
  let end = field.length;
  let at = 0;
  while (at < end && isSpace(field.charCodeAt(at))) at++;
  while (end > at && isSpace(field.charCodeAt(end - 1))) end--;
  const sign = field.charCodeAt(at);
  const negative = sign === 45 || sign === 0x2212;
  if (negative || sign === 43) at++;
  const start = at;
  let mantissa = 0;
  let digits = 0;
  let places = 0;
  let seen = false;
  for (; at < end; at++) {
    const digit = field.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    seen = true;
    if (digit > 0 || digits > 0) digits++;
    mantissa = mantissa * 10 + digit;
  }
  if (at < end && field.charCodeAt(at) === decimalCode) {
    for (at++; at < end; at++) {
      const digit = field.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) break;
      seen = true;
      places++;
      if (digit > 0 || digits > 0) digits++;
      mantissa = mantissa * 10 + digit;
    }
  }
  if (!seen) return NaN;
  let simple = digits <= 15 && places <= 22;
  if (at < end) {
    if ((field.charCodeAt(at) | 32) !== 101) return NaN;
    at++;
    if (field.charCodeAt(at) === 43 || field.charCodeAt(at) === 45) at++;
    if (at === end) return NaN;
    for (; at < end; at++) if (!isDigit(field.charCodeAt(at))) return NaN;
    simple = false;
  }
  const magnitude = simple
    ? mantissa / powersOfTen[places]
    : Number(field.slice(start, end).replace(String.fromCharCode(decimalCode), '.'));
  if (magnitude === Infinity) return NaN;
  return negative ? -magnitude : magnitude;
}

/**
 * A parser of fields in `format`: the number, or NaN where the field is none. Grouping must be complete ("1,234,567",
 * never "12,34"), may be absent, and goes with no exponent; surrounding spaces are allowed. The unit may stand before or behind
 * a number, once, and need not. Hexadecimal, infinities and other units are no numbers here, nor is what overflows float64.
 */
export function createNumberParser(format: NumberFormat): (field: string) => number {
  const parse = createDigitsParser(format);
  return format.unit === undefined && format.negative === undefined ? parse : withUnit(parse, format);
}

function createDigitsParser(format: NumberFormat): (field: string) => number {
  const decimalCode = format.decimal.charCodeAt(0);
  if (format.thousands === '') return (field) => parseUngrouped(field, decimalCode);
  const mark = groupMarks[format.thousands];
  const decimal = format.decimal === '.' ? '\\.' : ',';
  const grouped = new RegExp(`^\\s*[+\\-\\u2212]?[1-9]\\d{0,2}(?:${mark}\\d{3})+(?:${decimal}\\d*)?\\s*$`);
  const marks = new RegExp(mark, 'g');
  return (field) => {
    const ungrouped = parseUngrouped(field, decimalCode);
    if (!Number.isNaN(ungrouped) || !grouped.test(field)) return ungrouped;
    return parseUngrouped(field.trim().replace(marks, ''), decimalCode);
  };
}

/**
 * Whether a field that reads as a number is rather a code that a number would spoil: it has leading zeros ("00123"), or is
 * an integer beyond 2^53, where float64 loses digits.
 */
export function isCode(field: string): boolean {
  let at = 0;
  let first = field.charCodeAt(at);
  while (isSpace(first) || first === 43 || first === 45) first = field.charCodeAt(++at);
  if (first === 48) return isDigit(field.charCodeAt(at + 1));
  if (field.length - at < 16) return false;
  const digits = /^\d+(?=\s*$)/.exec(field.slice(at))?.[0];
  return digits !== undefined && !Number.isSafeInteger(Number(digits));
}
