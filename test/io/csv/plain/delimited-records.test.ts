import { describe, expect, it } from 'vitest';
import { Cancelled, uncontrolled } from '../../../../src/core/math/control.ts';
import { createRng } from '../../../../src/core/math/rng.ts';
import { columnByName } from '../../../../src/core/table/table.ts';
import { readDelimited } from '../../../../src/io/csv/read-delimited.ts';

/** A file of four megabytes whose rows are all plain, but for those that `line` makes otherwise. */
function largeFile(line = (row: string, _index: number) => row): Blob {
  const rng = createRng(8);
  const rows = Array.from({ length: 200_000 }, (_, index) => line(`${index},${rng.uniform().toFixed(6)},${['left', 'right'][rng.int(2)]}`, index));
  return new Blob([`id,x,side\n${rows.join('\n')}\n`]);
}

describe('a large file of plain rows', () => {
  it('is worked on in pieces of a megabyte at most, each with its turn and its progress', async () => {
    const file = largeFile();
    const shares: number[] = [];
    let note = '';
    let breaths = 0;
    const control = {
      cancelled: () => false,
      progress(share: number, said?: string) {
        shares.push(share);
        note = said ?? note;
      },
      breathe: () => Promise.resolve(void breaths++),
    };
    await readDelimited(file, 'x.csv', { kinds: {} }, control);
    const steps = shares.map((share, i) => (share - (shares[i - 1] ?? 0)) * file.size);
    expect(Math.max(...steps)).toBeLessThan(1.1 * (1 << 20));
    expect(breaths).toBeGreaterThanOrEqual(shares.length);
    expect(shares.at(-1)).toBe(1);
    expect(note).toMatch(/^200,000 rows/);
  });

  it('is given up at the next piece once it is cancelled', async () => {
    let asked = 0;
    let reached = 0;
    const control = { ...uncontrolled, cancelled: () => ++asked > 4, progress: (share: number) => void (reached = share) };
    await expect(readDelimited(largeFile(), 'x.csv', { kinds: {} }, control)).rejects.toThrow(Cancelled);
    expect(reached).toBeLessThan(0.7);
  });

  it('keeps the lines of what is rejected and of what contradicts far down, with plain rows around', async () => {
    const file = largeFile((row, index) => (index === 150_000 ? '1,2' : index === 160_000 ? '7,"oops\nit is",left' : index === 190_000 ? 'a,b,"le""ft"' : row));
    const { table, reading } = await readDelimited(file, 'x.csv', { kinds: {} }, uncontrolled);
    const { rejectedRows, contradictions, records, kept } = reading.accounting;
    expect({ records, kept, rows: table.nRows }).toEqual({ records: 200_001, kept: 199_999, rows: 199_999 });
    expect(rejectedRows).toEqual([{ line: 150_002, reason: 'has 2 fields where the header has 3', excerpt: '1,2' }]);
    expect(contradictions).toEqual([
      { column: 'id', count: 1, examples: [{ line: 190_003, value: 'a' }] },
      { column: 'x', count: 2, examples: [{ line: 160_002, value: 'oops\nit is' }, { line: 190_003, value: 'b' }] },
    ]);
    const side = columnByName(table, 'side');
    expect(side.kind === 'category' && side.levels).toEqual(expect.arrayContaining(['le"ft']));
    const id = columnByName(table, 'id');
    expect(id.kind === 'number' && [id.values[149_999], id.values[150_000], id.values[199_998]]).toEqual([149_999, 150_001, 199_999]);
  });
});
