import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberReader } from '../../../../src/io/csv/plain/number-reader.ts';

/** The number that all of `text` is, up to the comma behind it, or NaN. */
function readAll(text: string, decimal = '.'): number {
  const bytes = new TextEncoder().encode(`${text},`);
  const reader = new NumberReader(decimal.charCodeAt(0));
  const value = reader.read(bytes, 0);
  return reader.end === bytes.length - 1 ? value : NaN;
}

const digits = (most: number) => fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: most }).map((all) => all.join(''));

describe('numbers from bytes', () => {
  it('are those that Number reads, to the last bit, or left to others', () => {
    let read = 0;
    const decimals = fc.tuple(fc.constantFrom('', '-', '+'), digits(4), digits(18));
    fc.assert(
      fc.property(decimals, ([sign, whole, rest]) => {
        const text = `${sign}${whole}.${rest}`;
        const value = readAll(text);
        if (Number.isNaN(value)) return;
        read++;
        expect(value).toBe(Number(text));
      }),
      { numRuns: 20_000 },
    );
    expect(read).toBeGreaterThan(12_000);
  });

  it('have as many digits as a float64 takes, and hardly one of them is left to others', () => {
    let left = 0;
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (value) => {
        const text = String(value);
        const found = readAll(text);
        if (Number.isNaN(found)) left++;
        else expect(found).toBe(value);
      }),
      { numRuns: 10_000 },
    );
    expect(left).toBeLessThan(3000);
  });

  it('next to the middle of two float64 are rounded as they should be', () => {
    // Halves of the last place of numbers around 2^53, where nine and eighteen digits meet.
    for (let i = 0; i < 2000; i++) {
      const text = `${900719925474 + i}.${String(4096 + i * 7).padStart(5, '0')}5`;
      const value = readAll(text);
      if (!Number.isNaN(value)) expect(value).toBe(Number(text));
    }
  });

  it.each([
    ['0', 0],
    ['-0', -0],
    ['.5', 0.5],
    ['5.', 5],
    [' 12 ', 12],
    ['+3', 3],
    ['123456789', 123456789],
    ['1234567890', 1234567890],
    ['999999999999999', 999999999999999],
    ['0.000000001', 1e-9],
    ['0.1234567890123456', 0.1234567890123456],
  ])('%j is %d', (text, value) => expect(readAll(text)).toBe(value));

  it.each(['', '-', '.', '007', '00', '1e5', '1.2.3', '1,5', '0x1', '1234567890123456', '12 3', '１', '--1', '1_000'])('%j is left to others', (text) => {
    expect(readAll(text)).toBeNaN();
  });

  it('may have a decimal comma', () => {
    const reader = new NumberReader(44);
    expect(reader.read(new TextEncoder().encode('-12,25;'), 0)).toBe(-12.25);
    expect(reader.end).toBe(6);
  });
});
