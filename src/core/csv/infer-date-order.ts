import { parseDatetime } from './datetimes.ts';
import type { FieldCounts } from './infer-number-format.ts';
import type { ColumnFormat, DateOrder } from './reading.ts';

/** How dates are written in a column, and how many of its cells read so. */
export interface DateFit {
  readonly order: DateOrder;
  readonly parsed: number;
  /** Day before month reads as many cells as month before day, and their order matters. */
  readonly unsure: boolean;
}

/** Fewer different dates than this could be other numbers by chance. */
const fewestCompact = 3;

/**
 * The order of day and month that reads most cells of the whole column. Where both read as many (no day above 12), dates
 * with points are day first ("01.03.2024"), as are those of a file with decimal commas; others are month first, and it is
 * unsure. Counting stops where over `tolerated` cells are no dates in any order.
 */
export function inferDateOrder(fields: FieldCounts, dayFirst: boolean, tolerated = Infinity): DateFit {
  let yearFirst = 0;
  let day = 0;
  let month = 0;
  let missed = 0;
  for (const [field, count] of fields) {
    const first = parseDatetime(field, 'ymd');
    if (!Number.isNaN(first)) {
      yearFirst += count;
      day += count;
      month += count;
      continue;
    }
    const asDay = !Number.isNaN(parseDatetime(field, 'dmy'));
    const asMonth = !Number.isNaN(parseDatetime(field, 'mdy'));
    if (asDay) day += count;
    if (asMonth) month += count;
    if (!asDay && !asMonth && (missed += count) > tolerated) break;
  }
  if (yearFirst >= day && yearFirst >= month) return { order: 'ymd', parsed: yearFirst, unsure: false };
  if (day !== month) {
    return day > month ? { order: 'dmy', parsed: day, unsure: false } : { order: 'mdy', parsed: month, unsure: false };
  }
  const pointed = [...fields.keys()].some((field) => /^\s*\d{1,2}\.\d{1,2}\./.test(field));
  return { order: dayFirst || pointed ? 'dmy' : 'mdy', parsed: day, unsure: !pointed };
}

/** How well one order reads the column, where it is set. */
export function fitDateOrder(fields: FieldCounts, order: DateOrder): DateFit {
  let parsed = 0;
  for (const [field, count] of fields) if (!Number.isNaN(parseDatetime(field, order))) parsed += count;
  return { order, parsed, unsure: false };
}

/** Whether all fields are days of the years 1900 to 2099 written in eight digits, which chance hardly does to numbers. */
export function areCompactDates(fields: FieldCounts): boolean {
  for (const field of fields.keys()) {
    if (!/^\s*(?:19|20)\d{6}(?:[T ]?\d{4}(?:\d{2})?Z?)?\s*$/.test(field)) return false;
    if (Number.isNaN(parseDatetime(field, 'compact'))) return false;
  }
  return fields.size >= fewestCompact;
}

/** The format without the doubt about its date order where the column, once read, has a day that can be no month. */
export function withDateOrderSeen(format: ColumnFormat, values: Float64Array): ColumnFormat {
  if (!format.dateOrderUnsure) return format;
  const msPerDay = 86_400_000;
  for (const value of values) {
    if (Number.isNaN(value) || dayOfMonth(Math.floor(value / msPerDay)) <= 12) continue;
    const { dateOrderUnsure: _, ...sure } = format;
    return sure;
  }
  return format;
}

/** The day of the month of a day counted from 1970-01-01 (Hinnant, 2013). */
function dayOfMonth(days: number): number {
  const shifted = days + 719_468;
  const dayOfEra = shifted - Math.floor(shifted / 146_097) * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  return dayOfYear - Math.floor((153 * Math.floor((5 * dayOfYear + 2) / 153) + 2) / 5) + 1;
}
