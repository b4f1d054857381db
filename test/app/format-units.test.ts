import { describe, expect, it } from 'vitest';
import { formatBytes, formatClock, formatDuration, formatInstant, formatRelative } from '../../src/app/format-units.ts';

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [0.0032, '3.2 µs'],
    [640, '640 ms'],
    [999.7, '1.0 s'],
    [0.9996, '1 ms'],
    [4120, '4.1 s'],
    [59_700, '1 min 00 s'],
    [62_000, '1 min 02 s'],
    [7_500_000, '2 h 05 min'],
    [null, '–'],
    [Infinity, '–'],
  ])('%s ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
  it('runs as a clock', () => {
    expect(formatClock(38_000)).toBe('0:38');
    expect(formatClock(3_729_000)).toBe('1:02:09');
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [640_112, '640 kB'],
    [2_943_116, '2.9 MB'],
    [999_999, '1 MB'],
    [9.6e9, '9.6 GB'],
    [undefined, '–'],
  ])('%s bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('instants', () => {
  const now = new Date(2026, 10, 23, 14, 0);
  const at = (year: number, month: number, day: number, hour: number, minute: number) => new Date(year, month - 1, day, hour, minute).toISOString();
  it.each([
    [at(2026, 11, 23, 13, 59), '1 minute ago'],
    [at(2026, 11, 23, 9, 5), 'today 09:05'],
    [at(2026, 11, 22, 23, 59), 'yesterday'],
    [at(2026, 11, 12, 8, 0), '12 Nov'],
    [at(2025, 11, 12, 8, 0), '12 Nov 2025'],
    ['no date', '–'],
  ])('%s was %s', (iso, text) => expect(formatRelative(iso, now)).toBe(text));
  it('reads the instants of a table in UTC, also before the year 0', () => {
    expect(formatInstant(Date.UTC(2019, 2, 1, 23, 30))).toBe('2019-03-01');
    expect(formatInstant(Date.UTC(2019, 2, 1, 23, 30), true)).toBe('2019-03-01 23:30');
    expect(formatInstant(NaN)).toBe('–');
    expect(formatInstant(9e15)).toBe('–');
  });
});
