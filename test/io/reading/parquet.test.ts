import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decimalText, ticksText } from '../../../src/io/reading/parquet-columns.ts';
import { addsUp, cells, readAny } from '../../support/read-any.ts';

const file = (name: string) => new Uint8Array(readFileSync(resolve(import.meta.dirname, 'files', name)));

describe('Parquet', () => {
  it('of every common type keeps its values, with each digit of long integers', async () => {
    const { table, reading } = await readAny(file('common.parquet'), 'common.parquet');
    expect(cells(table)).toEqual({
      int8: [1, null, -128, 127],
      uint32: [0, 4294967295, null, 7],
      int64: ['9007199254740993', '-9223372036854775808', null, '5'],
      uint64: ['18446744073709551615', '1', '2', null],
      float: [0.5, null, null, -1.25],
      double: [0.1, 1e300, null, 0.30000000000000004],
      bool: ['true', 'false', null, 'true'],
      text: ['00123', 'a,b "c"', null, 'Zürich'],
      day: ['2024-02-29T00:00:00.000Z', '1969-12-31T00:00:00.000Z', null, '0001-01-01T00:00:00.000Z'],
      at_ms: ['2024-03-01T12:30:00.500Z', null, '1969-12-31T23:59:59.999Z', '2000-01-01T00:00:00.000Z'],
      at_us: ['2024-03-01T12:30:00.123Z', null, '2000-01-01T00:00:00.000Z', '2000-01-01T00:00:01.000Z'],
      at_ns: ['2023-11-14T22:13:20.123Z', null, '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'],
      time: ['01:02:03', null, '00:00:00', '23:59:59.5'],
      price: [12.3, -0.05, null, 99999999.99],
      wide: [Number('12345678901234567890.123456'), -1.000001, null, 0],
      level: ['low', 'high', null, 'low'],
      'place.city': ['Bern', null, null, 'Genève'],
      'place.zip': [3000, 8001, null, null],
      tags: ['["a","b"]', '[]', null, '["c"]'],
    });
    expect(reading.form).toMatchObject({ format: 'parquet', packing: 'none' });
    expect(reading.accounting).toMatchObject({ records: 4, header: 0, kept: 4 });
  });

  it('of several row groups is read in order', async () => {
    const { table, reading } = await readAny(file('groups.parquet'), 'groups.parquet');
    const { id, value, group } = cells(table);
    expect(id).toEqual(Array.from({ length: 2500 }, (_, i) => i));
    expect(value.slice(1998, 2003)).toEqual([1998 / 8, 1999 / 8, null, 2001 / 8, 2002 / 8]);
    expect(group[2499]).toBe('red');
    expect(addsUp(reading)).toBe(true);
  });

  it.each(['gzip', 'zstd', 'brotli', 'lz4', 'none', 'pages-v2'])('packed as %s', async (packing) => {
    const { id, group, value } = cells((await readAny(file(`${packing}.parquet`), 'x.parquet')).table);
    const n = packing === 'pages-v2' ? 40 : 60;
    expect(id).toEqual(Array.from({ length: n }, (_, i) => i));
    expect(group).toEqual(Array.from({ length: n }, (_, i) => ['red', 'green', 'blue'][i % 3]));
    expect(value).toEqual(Array.from({ length: n }, (_, i) => (i % 10 ? i / 8 : null)));
  });

  it('that is cut off or damaged is refused in words', async () => {
    await expect(readAny(file('gzip.parquet').slice(0, 400), 'x.parquet')).rejects.toThrow(/^BadPacking: .*Parquet/);
    const damaged = file('gzip.parquet');
    damaged.fill(7, 60, 120);
    await expect(readAny(damaged, 'x.parquet')).rejects.toThrow(/^BadPacking: .*Parquet/);
  });

  it('writes decimals and moments with every digit', () => {
    expect(decimalText(-5n, 2)).toBe('-0.05');
    expect(decimalText(12345678901234567890123456n, 6)).toBe('12345678901234567890.123456');
    expect(decimalText(7n, -2)).toBe('700');
    expect(ticksText(-1n, 1000n)).toBe('1969-12-31 23:59:59.999');
    expect(ticksText(1_700_000_000_123_456_789n, 1_000_000_000n)).toBe('2023-11-14 22:13:20.123456789');
    expect(ticksText(86_400_000n, 1000n)).toBe('1970-01-02');
  });
});
