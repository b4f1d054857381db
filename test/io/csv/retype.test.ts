import { describe, expect, it } from 'vitest';
import type { ReadingOptions } from '../../../src/core/csv/reading.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';
import { canRetype, retypeAsLabels } from '../../../src/io/csv/retype-delimited.ts';

const rows = Array.from({ length: 6000 }, (_, i) => `${i % 3 === 0 ? '01' : String(i % 3)},${i / 8},${i % 50 === 0 ? 'NA' : 'x'}`);
const fileOf = (...more: string[]) => new Blob([`label,x,s\n${[...rows, ...more].join('\n')}\n`]);
const asCategory: ReadingOptions = { kinds: { label: 'category' } };

describe('one column read again as labels', () => {
  it.each([
    ['numbers', ['5,6,7']],
    ['numbers that are contradicted, missing and rejected', ['oops,6,7', 'NA,1,2', '"1",2,3', '1,2', ' 1 ,2,z']],
  ])('of %s is what reading the whole file with that kind gives', async (_, more) => {
    const file = fileOf(...more);
    const former = await readDelimited(file, 'x.csv', { kinds: { label: 'number' } }, uncontrolled);
    const whole = await readDelimited(file, 'x.csv', asCategory, uncontrolled);
    expect(former.table.columns[0].kind).toBe('number');
    expect(await retypeAsLabels(file, former, 'label', asCategory, uncontrolled)).toEqual(whole);
  });

  it('of a file that has changed is refused', async () => {
    const former = await readDelimited(fileOf(), 'x.csv', { kinds: {} }, uncontrolled);
    await expect(retypeAsLabels(fileOf('1,2,3'), former, 'label', asCategory, uncontrolled)).rejects.toThrow(/^FileChanged/);
  });

  it('is not for packed files, several files, or broken bytes', async () => {
    const { reading } = await readDelimited(fileOf(), 'x.csv', { kinds: {} }, uncontrolled);
    const form = { format: 'delimited', packing: 'none', members: [{ name: 'x.csv', rows: 1 }], sheets: [] } as const;
    expect([reading, { ...reading, form }].map(canRetype)).toEqual([true, true]);
    const others = [
      { ...reading, form: { ...form, packing: 'gzip' as const } },
      { ...reading, form: { ...form, members: [...form.members, ...form.members] } },
      { ...reading, form: { ...form, format: 'xlsx' as const } },
      { ...reading, accounting: { ...reading.accounting, replacedCharacters: 2 } },
    ];
    expect(others.map(canRetype)).toEqual([false, false, false, false]);
  });
});
