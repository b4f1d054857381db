import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { countSeen, marksOf, seenViolation } from '../../../src/core/monitoring/row-overlap.ts';
import { selectRows, type Table } from '../../../src/core/table/table.ts';
import { categoryColumn, numberColumn, tableOf, textColumn } from '../../support/column-builders.ts';

const rng = createRng(3);
function drawn(n: number): Table {
  const upTo = Array.from({ length: n }, () => rng.int(1e6));
  return tableOf(
    numberColumn('x', upTo.map((value) => value / 7 + rng.uniform())),
    numberColumn('gaps', upTo.map((value) => (value % 5 === 0 ? null : value % 3))),
    categoryColumn('c', upTo.map((value) => (value % 9 === 0 ? null : `l${value % 5}`))),
    textColumn('t', upTo.map((value) => (value % 3 === 0 ? null : `text ${value % 11}`))),
  );
}
const rowsOf = (table: Table, from: number, to: number) => selectRows(table, Uint32Array.from({ length: to - from }, (_, i) => from + i));

describe('rows of a batch that were learned from', () => {
  const training = drawn(2000);
  const marks = marksOf(training.columns);

  it('are found whatever the codes of their labels and the order of the columns', () => {
    const batch = rowsOf(training, 1000, 1100);
    const [x, gaps, c, t] = batch.columns;
    const recoded = c.kind === 'category' ? categoryColumn('c', Array.from(c.codes, (code) => (code < 0 ? null : c.levels[code]))) : c;
    expect(countSeen(marks, [t, recoded, x, gaps])).toEqual({ checked: 100, seen: 100 });
    expect(seenViolation(marks, [recoded, gaps, t, x])?.detail).toMatch(/^100 of 100 rows were in the training data/);
  });

  it('are not rows that merely look alike', () => {
    expect(countSeen(marks, drawn(500).columns)?.seen).toBe(0);
    expect(seenViolation(marks, drawn(500).columns)).toBeNull();
  });

  it('are told apart from features that repeat anyway', () => {
    const coarse = (n: number) => [categoryColumn('c', Array.from({ length: n }, () => `l${rng.int(4)}`))];
    expect(seenViolation(marksOf(coarse(500)), coarse(100))).toBeNull();
  });

  it('are counted among those that can be looked up where the training data are large', () => {
    const large = drawn(20_000);
    const kept = marksOf(large.columns);
    expect(kept.complete).toBe(false);
    expect(kept.marks).toHaveLength(5000);
    const half = { nRows: 8000, columns: rowsOf(large, 0, 4000).columns };
    const found = countSeen(kept, half.columns);
    expect(found?.seen).toBe(found?.checked);
    expect(found?.checked).toBeGreaterThan(600);
    expect(countSeen(kept, drawn(4000).columns)?.seen).toBe(0);
  });

  it('cannot be told where a column is absent or there are no features', () => {
    expect(countSeen(marks, training.columns.slice(1))).toBeNull();
    expect(countSeen(marksOf([]), training.columns)).toBeNull();
  });
});
