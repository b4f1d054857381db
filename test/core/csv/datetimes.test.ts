import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDatetime } from '../../../src/core/csv/datetimes.ts';

const at = (iso: string) => Date.parse(iso);

describe('dates and times', () => {
  it.each([
    ['2024-03-01', '2024-03-01T00:00Z'],
    ['2024/3/1', '2024-03-01T00:00Z'],
    ['2024-03', '2024-03-01T00:00Z'],
    ['2024-02-29 23:59', '2024-02-29T23:59Z'],
    ['2024-03-01T12:30:45', '2024-03-01T12:30:45Z'],
    ['2024-03-01 12:30:45.250', '2024-03-01T12:30:45.250Z'],
    ['2024-03-01T12:30Z', '2024-03-01T12:30Z'],
    ['2024-03-01T12:30:00+02:00', '2024-03-01T10:30Z'],
    ['2024-03-01T12:30:00-0530', '2024-03-01T18:00Z'],
    ['2024-03-01 1:05 PM', '2024-03-01T13:05Z'],
    ['2024-03-01 12:05 am', '2024-03-01T00:05Z'],
    [' 1969-12-31 ', '1969-12-31T00:00Z'],
    ['2024-03-01 12:30 UTC', '2024-03-01T12:30Z'],
    ['1 Mar 2024', '2024-03-01T00:00Z'],
    ['1 March 2024', '2024-03-01T00:00Z'],
    ['March 1, 2024', '2024-03-01T00:00Z'],
    ['Mar 1 2024', '2024-03-01T00:00Z'],
    ['1st Sept. 2024', '2024-09-01T00:00Z'],
    ['01-Mar-24', '2024-03-01T00:00Z'],
    ['01-MAR-1999', '1999-03-01T00:00Z'],
    ['01MAR2024', '2024-03-01T00:00Z'],
    ['01/Mar/2024', '2024-03-01T00:00Z'],
    ['Fri, 1 Mar 2024 12:30:45 +0200', '2024-03-01T10:30:45Z'],
    ['Friday, March 1, 2024, 3:05 pm', '2024-03-01T15:05Z'],
    ['1. März 2024', '2024-03-01T00:00Z'],
    ['3. Dez. 2024 08:00', '2024-12-03T08:00Z'],
    ['14 juillet 2024', '2024-07-14T00:00Z'],
    ['2 août 2024', '2024-08-02T00:00Z'],
    ['1 de enero de 2024', '2024-01-01T00:00Z'],
    ['5 gen 2024', '2024-01-05T00:00Z'],
    ['March 2024', '2024-03-01T00:00Z'],
  ])('reads %j whatever the order of the column', (field, iso) => {
    for (const order of ['ymd', 'dmy', 'mdy'] as const) expect(parseDatetime(field, order)).toBe(at(iso));
  });

  it('reads day and month in the order of the column', () => {
    expect(parseDatetime('3/4/2024', 'dmy')).toBe(at('2024-04-03T00:00Z'));
    expect(parseDatetime('3/4/2024', 'mdy')).toBe(at('2024-03-04T00:00Z'));
    expect(parseDatetime('3/4/2024', 'ymd')).toBeNaN();
    expect(parseDatetime('31.12.1999 23:15', 'dmy')).toBe(at('1999-12-31T23:15Z'));
    expect(parseDatetime('12/31/99', 'mdy')).toBe(at('1999-12-31T00:00Z'));
    expect(parseDatetime('12/31/05', 'mdy')).toBe(at('2005-12-31T00:00Z'));
    expect(parseDatetime('13/04/2024', 'mdy')).toBeNaN();
  });

  it('reads two digits for a year after slashes, or where day and month have two as well', () => {
    expect(parseDatetime('31.12.99', 'dmy')).toBe(at('1999-12-31T00:00Z'));
    expect(parseDatetime('12-31-24', 'mdy')).toBe(at('2024-12-31T00:00Z'));
    expect(parseDatetime('1.2.24', 'dmy')).toBeNaN();
    expect(parseDatetime('31 12 2024', 'dmy')).toBe(at('2024-12-31T00:00Z'));
  });

  it('reads eight digits as a date only where the column is written so', () => {
    expect(parseDatetime('20240301', 'compact')).toBe(at('2024-03-01T00:00Z'));
    expect(parseDatetime('20240301T123045Z', 'compact')).toBe(at('2024-03-01T12:30:45Z'));
    expect(parseDatetime('2024-03-01', 'compact')).toBe(at('2024-03-01T00:00Z'));
    expect(parseDatetime('20240230', 'compact')).toBeNaN();
    expect(parseDatetime('1/3/2024', 'compact')).toBeNaN();
  });

  it.each([
    '',
    'March',
    'Mar 32 2024',
    '30 Feb 2024',
    'Mar-24',
    '1 Foo 2024',
    'paid on 1 Mar 2024',
    '1 Mar 2024x',
    `1 Mar ${' '.repeat(80)}2024`,
    '2024',
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-32',
    '31/4/2024',
    '2024-01-01 24:00',
    '2024-01-01 12:60',
    '12:30',
    '1.2.3',
    '3-4/2024',
    'yesterday',
    '2024-01-01x',
    '20240101',
    '2024-01-01 13:00 PM',
  ])('reads no date from %j', (field) => {
    for (const order of ['ymd', 'dmy', 'mdy'] as const) expect(parseDatetime(field, order)).toBeNaN();
  });

  it('agrees with the platform on every instant of the years 1 to 9999', () => {
    const years = {
      min: new Date('0001-01-01T00:00:00.000Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(fc.date(years), (date) => {
        expect(parseDatetime(date.toISOString(), 'ymd')).toBe(date.getTime());
      }),
      { numRuns: 2000 },
    );
  });
});
