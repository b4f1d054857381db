import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';

const megabytes = 2_000_000;
const filled = (pattern: string) => pattern.repeat(Math.ceil(megabytes / pattern.length));

describe('quotes made to be slow end within 10 seconds, with a table or a sentence', () => {
  it.each([
    ['one line of ",', filled('",')],
    ['one line of ", after a sound row', `a,b\n1,2\n${filled('",')}`],
    ['many lines of ",', `a,b\n1,2\n${filled(`${'",'.repeat(50)}\n`)}`],
    ['quotes alone', filled('"')],
    ['a quote on every line', `a\n${filled('"x\n')}`],
    ['a quote that opens on every line', `a,b\n${filled(',"\n')}`],
    ['spaces after closing quotes', `a,b\n${filled(`"x"${' '.repeat(5000)},1\n`)}`],
    ['text after closing quotes', `a,b\n${filled('"x"y,1\n')}`],
  ])('%s', { timeout: 10_000 }, async (_, content) => {
    const outcome = await readDelimited(new Blob([content]), 'x.csv', { kinds: {} }, uncontrolled).then(
      ({ reading: { accounting: { header, kept, rejected, blank, preamble = 0, comments = 0, records } } }) =>
        header + kept + rejected + blank + preamble + comments === records,
      (error: unknown) => /^(TooManyColumns|UnclosedQuote|HeaderOnly|AllRowsRejected): /.test((error as Error).message),
    );
    expect(outcome).toBe(true);
  });

  it(
    'a quote that never closes in a file larger than any record stops before the end',
    { timeout: 20_000 },
    async () => {
      const line = `${'x'.repeat(99)}\n`;
      const file = new Blob(['a,b\n1,2\n3,"', ...Array.from({ length: 40 }, () => line.repeat(10_000))]);
      let reached = 0;
      const control = { ...uncontrolled, progress: (fraction: number) => void (reached = fraction) };
      await expect(readDelimited(file, 'x.csv', { kinds: {} }, control)).rejects.toThrow(/^UnclosedQuote: .*line 3 /);
      expect(reached).toBeLessThan(0.6);
    },
  );
});
