import { parseDatetime } from './datetimes.ts';
import type { FieldCounts } from './infer-number-format.ts';
import type { DateOrder } from './reading.ts';

function countParsed(fields: FieldCounts, order: DateOrder): number {
  let parsed = 0;
  for (const [field, count] of fields) if (!Number.isNaN(parseDatetime(field, order))) parsed += count;
  return parsed;
}

/**
 * The order of day and month that reads most cells of the whole column. Where both read as many (no day above 12), dates
 * with points are day first ("01.03.2024"), as are those of a file with decimal commas; others are month first.
 */
export function inferDateOrder(fields: FieldCounts, dayFirst: boolean): { order: DateOrder; parsed: number } {
  const yearFirst = countParsed(fields, 'ymd');
  const day = countParsed(fields, 'dmy');
  const month = countParsed(fields, 'mdy');
  if (yearFirst >= day && yearFirst >= month) return { order: 'ymd', parsed: yearFirst };
  if (day !== month) return day > month ? { order: 'dmy', parsed: day } : { order: 'mdy', parsed: month };
  const pointed = [...fields.keys()].some((field) => /^\s*\d{1,2}\.\d{1,2}\./.test(field));
  return { order: dayFirst || pointed ? 'dmy' : 'mdy', parsed: day };
}
