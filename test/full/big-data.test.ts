import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../src/core/math/control.ts';
import { createRng } from '../../src/core/math/rng.ts';
import { profileTable } from '../../src/core/profile/profile-table.ts';
import { suggestProblem } from '../../src/core/problem/suggest-problem.ts';
import { readDelimited } from '../../src/io/csv/read-delimited.ts';

/** A file of `nRows` numbers, labels and gaps, in parts so that no string grows too long. */
function largeFile(nRows: number): Blob {
  const rng = createRng(4);
  const parts: string[] = ['a,b,c,d,side,label\n'];
  let lines: string[] = [];
  for (let row = 0; row < nRows; row++) {
    const a = rng.normal();
    lines.push(`${a.toFixed(4)},${rng.int(1000)},${row % 50 === 0 ? '' : rng.uniform().toFixed(3)},${row},${['left', 'right'][rng.int(2)]},${a + rng.normal() > 0 ? 'yes' : 'no'}`);
    if (lines.length === 50_000) {
      parts.push(`${lines.join('\n')}\n`);
      lines = [];
    }
  }
  return new Blob([...parts, lines.length > 0 ? `${lines.join('\n')}\n` : '']);
}

describe('a million rows', { timeout: 600_000 }, () => {
  it('are read, accounted for and profiled', async () => {
    const nRows = 1_000_000;
    const file = largeFile(nRows);
    const startedAt = performance.now();
    const { table, reading } = await readDelimited(file, 'large.csv', { kinds: {} }, uncontrolled);
    const readAt = performance.now();
    expect(reading.accounting).toMatchObject({ records: nRows + 1, header: 1, kept: nRows, rejected: 0, blank: 0 });
    expect(table.columns.map(({ kind }) => kind)).toEqual(['number', 'number', 'number', 'number', 'category', 'category']);
    const profile = await profileTable(table, suggestProblem(table, 'label'), reading, uncontrolled);
    console.log(`1,000,000 x 6 (${(file.size / 1e6).toFixed(0)} MB): read in ${((readAt - startedAt) / 1000).toFixed(1)} s, profiled in ${((performance.now() - readAt) / 1000).toFixed(1)} s`);
    expect(profile.columns.find(({ name }) => name === 'c')?.missing).toBe(nRows / 50);
    expect(profile.findings.some(({ kind, column }) => kind === 'row-number' && column === 'd')).toBe(true);
  });
});
