const msPerDay = 86_400_000;
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Days from 1970-01-01 to a day of the Gregorian calendar, with `month` and `day` from 1; NaN where there is none. */
function daysOf(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1) return NaN;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  if (day > length) return NaN;
  // Leap days before this year since the year 0, which is one itself.
  const before = year - 1;
  const leaps = year === 0 ? 0 : 1 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const dayOfYear = daysBefore[month - 1] + day - 1 + (leap && month > 2 ? 1 : 0);
  return year * 365 + leaps + dayOfYear - 719_528;
}

/** Two digits as a number; negative or above 99 where they are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - 48;
  const units = bytes[at + 1] - 48;
  return tens < 0 || tens > 9 || units < 0 || units > 9 ? 1000 : tens * 10 + units;
}

/**
 * Reads date-times straight from bytes: "2024-03-01", with an optional time behind a space or a T to the minute, the second
 * or the millisecond ("10:30", "10:30:05.250"), and an optional Z. All other ways to write one are left to others.
 */
export class DateReader {
  /** Just behind the last date-time that was read. */
  end = 0;

  /** The instant that begins at `at`, in milliseconds since 1970-01-01T00:00Z, or NaN where it is none or not plain. */
  read(bytes: Uint8Array, at: number): number {
    if (bytes[at + 4] !== 45 || bytes[at + 7] !== 45) return NaN;
    const century = twoDigits(bytes, at);
    const yearOfCentury = twoDigits(bytes, at + 2);
    const month = twoDigits(bytes, at + 5);
    const day = twoDigits(bytes, at + 8);
    if (century > 99 || yearOfCentury > 99) return NaN;
    const date = daysOf(century * 100 + yearOfCentury, month, day) * msPerDay;
    this.end = at + 10;
    const mark = bytes[at + 10];
    return mark === 32 || mark === 84 ? date + this.#timeOfDay(bytes, at + 11) : date;
  }

  #timeOfDay(bytes: Uint8Array, at: number): number {
    const hour = twoDigits(bytes, at);
    const minute = twoDigits(bytes, at + 3);
    if (bytes[at + 2] !== 58 || hour > 23 || minute > 59) return NaN;
    let ms = (hour * 60 + minute) * 60_000;
    let end = at + 5;
    if (bytes[end] === 58) {
      const second = twoDigits(bytes, end + 1);
      if (second > 59) return NaN;
      ms += second * 1000;
      end += 3;
      if (bytes[end] === 46) {
        const tenths = bytes[end + 1] - 48;
        const rest = twoDigits(bytes, end + 2);
        if (tenths < 0 || tenths > 9 || rest > 99) return NaN;
        ms += tenths * 100 + rest;
        end += 4;
      }
    }
    if (bytes[end] === 90) end++;
    this.end = end;
    return ms;
  }
}
