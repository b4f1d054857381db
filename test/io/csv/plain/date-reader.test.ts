import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDatetime } from '../../../../src/core/csv/datetimes.ts';
import { DateReader } from '../../../../src/io/csv/plain/date-reader.ts';

/** The instant that all of `text` is, up to the comma behind it, or NaN. */
function readAll(text: string): number {
  const bytes = new TextEncoder().encode(`${text},`);
  const reader = new DateReader();
  const value = reader.read(bytes, 0);
  return reader.end === bytes.length - 1 ? value : NaN;
}

const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'));

describe('date-times from bytes', () => {
  it('are those that strings give, or left to others', () => {
    const text = fc
      .tuple(two, two, fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), fc.constantFrom('', ' ', 'T', 't'), two, two, fc.constantFrom('', ':00', ':59', ':60', ':30.250', ':30.2', ':30,250'), fc.constantFrom('', 'Z', ' PM', '+02:00'))
      .map(([century, year, month, day, mark, hour, minute, second, zone]) => {
        const date = `${century}${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        return mark === '' ? date : `${date}${mark}${hour}:${minute}${second}${zone}`;
      });
    fc.assert(
      fc.property(text, (written) => {
        const value = readAll(written);
        if (!Number.isNaN(value)) expect(value).toBe(parseDatetime(written, 'ymd'));
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads every day of four centuries', () => {
    for (let day = Date.UTC(1600, 0, 1); day < Date.UTC(2000, 0, 3); day += 86_400_000) {
      const written = new Date(day).toISOString().slice(0, 10);
      if (readAll(written) !== day) expect([written, readAll(written)]).toEqual([written, day]);
    }
  });

  it.each([
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2024-02-29 10:30', Date.UTC(2024, 1, 29, 10, 30)],
    ['2024-02-29T10:30:05', Date.UTC(2024, 1, 29, 10, 30, 5)],
    ['2024-02-29T10:30:05.250Z', Date.UTC(2024, 1, 29, 10, 30, 5, 250)],
  ])('%s is read', (written, instant) => expect(readAll(written)).toBe(instant));

  it.each(['2023-02-29', '2024-13-01', '2024-1-01', '01/02/2024', '2024-01-01 24:00', '2024-01-01 10:30 PM', '2024-01-01T10:30+01:00', '-001-01-01'])(
    '%s is left to others',
    (written) => expect(readAll(written)).toBeNaN(),
  );
});
