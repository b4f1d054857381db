import { expect, it } from 'vitest';
import type { Control } from '../../src/core/math/control.ts';
import { createRng } from '../../src/core/math/rng.ts';
import { associate } from '../../src/core/profile/relations/associations.ts';
import type { Column } from '../../src/core/table/table.ts';

/** A control that gives way every 25 ms, as in the worker, and keeps the longest stretch between two breaths. */
function timedControl() {
  let last = performance.now();
  const timed = { longestMs: 0 };
  const control: Control = {
    cancelled: () => false,
    progress: () => undefined,
    async breathe() {
      timed.longestMs = Math.max(timed.longestMs, performance.now() - last);
      if (performance.now() - last > 25) await new Promise((resolve) => setImmediate(resolve));
      last = performance.now();
    },
  };
  return { control, timed };
}

function columnsOf(nRows: number, nColumns: number, gaps: boolean): Column[] {
  const rng = createRng(9);
  return Array.from({ length: nColumns }, (_, c): Column => {
    if (c % 5 === 4) {
      return { kind: 'category', name: `c${c}`, codes: Int32Array.from({ length: nRows }, () => rng.int(30)), levels: Array.from({ length: 30 }, (__, i) => `l${i}`) };
    }
    return { kind: 'number', name: `n${c}`, values: Float64Array.from({ length: nRows }, () => (gaps && rng.uniform() < 0.1 ? NaN : rng.normal())) };
  });
}

it.each([
  [1_000_000, 21, false],
  [1_000_000, 21, true],
  [10_000, 200, false],
  [10_000, 200, true],
])('associations of %i x %i, gaps %s', { timeout: 300_000 }, async (nRows, nColumns, gaps) => {
  const table = { nRows, columns: columnsOf(nRows, nColumns, gaps) };
  const { control, timed } = timedControl();
  const start = performance.now();
  const found = await associate(table, { target: null, importance: new Map() }, control);
  const seconds = (performance.now() - start) / 1000;
  console.log(`associations ${nRows} x ${nColumns}${gaps ? ' with gaps' : ''}: ${seconds.toFixed(2)} s, longest stretch ${timed.longestMs.toFixed(0)} ms`);
  expect(found.columns).toHaveLength(nColumns);
  expect(found.rows).toBe(nRows);
  expect(seconds).toBeLessThan(120);
});
