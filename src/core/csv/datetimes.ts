import { monthOf } from './month-names.ts';
import type { DateOrder } from './reading.ts';

const time =
  '(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?: ?([AaPp])\\.?[Mm]\\.?)?(?: ?(Z|z|UTC|GMT|[+-]\\d{2}:?(?:\\d{2})?))?';
const afterDate = `(?:(?:,? |[Tt])${time})?$`;
const yearFirst = new RegExp(`^(\\d{4})(?:-(\\d{2})|([-/.])(\\d{1,2})\\3(\\d{1,2})(?:[Tt ] ?${time})?)$`);
const yearLast = new RegExp(`^(\\d{1,2})([-/. ])(\\d{1,2})\\2(\\d{4}|\\d{2})${afterDate}`);
/** Its fifth group, am or pm, never matches. */
const compact = new RegExp(
  '^(\\d{4})(\\d{2})(\\d{2})(?:[Tt ]?(\\d{2})(\\d{2})(?:(\\d{2})(?:[.,](\\d{1,9}))?)?((?!))?(Z|z|[+-]\\d{2}:?(?:\\d{2})?)?)?$',
);
const monthName = '(\\p{L}{3,10})\\.?';
const weekday = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,? )?';
const dayNamed = new RegExp(
  `^${weekday}(\\d{1,2})(?:st|nd|rd|th|\\.)?[-/ ]?(?:de )?${monthName}(?:[-/, ]|, | de )?(\\d{4}|\\d{2})${afterDate}`,
  'iu',
);
const monthNamed = new RegExp(`^${weekday}${monthName}[- ](\\d{1,2})(?:st|nd|rd|th)?(?:,? |-)(\\d{4})${afterDate}`, 'iu');
const monthAlone = new RegExp(`^${monthName}[- ](\\d{4})$`, 'u');
/** Nothing longer is a date. */
const longest = 64;

const msPerDay = 86_400_000;

/** Days from 1970-01-01 to a day of the proleptic Gregorian calendar; NaN where there is no such day (Hinnant, 2013). */
function daysFromCivil(year: number, month: number, day: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  if (month < 1 || month > 12 || day < 1 || day > length) return NaN;
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Milliseconds of the day for the groups of `time` from `at` on, its offset taken off; NaN where there is no such time. */
function timeOfDay(match: RegExpExecArray, at: number): number {
  if (match[at] === undefined) return 0;
  let hour = Number(match[at]);
  const minute = Number(match[at + 1]);
  const second = Number(match[at + 2] ?? 0);
  const half = match[at + 4]?.toLowerCase();
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return NaN;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  if (hour > 23 || minute > 59 || second > 59) return NaN;
  const fraction = Math.round(Number(`0.${match[at + 3] ?? '0'}`) * 1000);
  return ((hour * 60 + minute) * 60 + second) * 1000 + fraction - offsetMs(match[at + 5]);
}

function offsetMs(written: string | undefined): number {
  if (written === undefined || /^[ZzUG]/.test(written)) return 0;
  const hours = Number(written.slice(1, 3));
  const minutes = Number(written.slice(3).replace(':', ''));
  if (hours > 15 || minutes > 59) return NaN;
  return (written.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** The year that two digits mean, from 1969 to 2068, as POSIX has it; four digits are the year itself. */
function fullYear(written: string): number {
  const year = Number(written);
  return written.length === 4 ? year : year + (year < 69 ? 2000 : 1900);
}

/** An instant whose month is named, whatever the order of the column. */
function parseNamed(text: string): number {
  const dayBefore = dayNamed.exec(text);
  if (dayBefore) {
    const days = daysFromCivil(fullYear(dayBefore[3]), monthOf(dayBefore[2]), Number(dayBefore[1]));
    return days * msPerDay + timeOfDay(dayBefore, 4);
  }
  const monthBefore = monthNamed.exec(text);
  if (monthBefore) {
    const days = daysFromCivil(Number(monthBefore[3]), monthOf(monthBefore[1]), Number(monthBefore[2]));
    return days * msPerDay + timeOfDay(monthBefore, 4);
  }
  const alone = monthAlone.exec(text);
  return alone ? daysFromCivil(Number(alone[2]), monthOf(alone[1]), 1) * msPerDay : NaN;
}

function parseCompact(text: string): number {
  const match = compact.exec(text);
  if (!match) return NaN;
  return daysFromCivil(Number(match[1]), Number(match[2]), Number(match[3])) * msPerDay + timeOfDay(match, 4);
}

/** Whether two digits can be a year: after slashes, or where day and month are written with two digits as well. */
function mayShortenYear(match: RegExpExecArray): boolean {
  return match[2] === '/' || (match[2] !== ' ' && match[1].length === 2 && match[3].length === 2);
}

/**
 * The instant written in `field`, in milliseconds since 1970-01-01T00:00Z, or NaN where it is none. Read are, in any order of
 * a column, year-first dates ("2024-03-01", "2024/3/1", "2024-03") and those that name the month ("1 Mar 2024", "March 1,
 * 2024", "01-Mar-24", "1. März 2024"); day or month first as `order` says ("1/3/2024", "01.03.2024", "1/3/24" with years
 * from 1969 to 2068); where it is 'compact', "20240301"; each with an optional time to the minute, second or finer, am or
 * pm, and offset. Without an offset the wall clock is taken as UTC.
 */
export function parseDatetime(field: string, order: DateOrder): number {
  if (field.length > longest) return NaN;
  const text = field.trim();
  const iso = yearFirst.exec(text);
  if (iso) {
    return daysFromCivil(Number(iso[1]), Number(iso[2] ?? iso[4]), Number(iso[5] ?? 1)) * msPerDay + timeOfDay(iso, 6);
  }
  if (order === 'compact') return parseCompact(text);
  if (order !== 'ymd') {
    const match = yearLast.exec(text);
    if (match) {
      if (match[4].length === 2 && !mayShortenYear(match)) return NaN;
      const [first, second] = [Number(match[1]), Number(match[3])];
      const year = fullYear(match[4]);
      const days = order === 'dmy' ? daysFromCivil(year, second, first) : daysFromCivil(year, first, second);
      return days * msPerDay + timeOfDay(match, 5);
    }
  }
  return parseNamed(text);
}
