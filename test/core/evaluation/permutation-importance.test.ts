import { describe, expect, it } from 'vitest';
import { permutationImportance } from '../../../src/core/evaluation/permutation-importance.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { Predictions } from '../../../src/core/metrics/predictions.ts';
import { metricOf } from '../../../src/core/metrics/registry.ts';
import { columnByName, type Table } from '../../../src/core/table/table.ts';
import { numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

const n = 400;
const rng = createRng(8);
const strong = Array.from({ length: n }, () => rng.normal());
const weak = Array.from({ length: n }, () => rng.normal());
const table = tableOf(
  numberColumn('weak', weak),
  numberColumn('strong', strong),
  numberColumn('unused', Array.from({ length: n }, () => rng.normal())),
  textColumn('id', Array.from({ length: n }, (_, i) => `r${i}`)),
  numberColumn('y', strong.map((value, i) => 3 * value + weak[i])),
);
const problem = problemOf(table, 'y', [], { id: 'identifier' });
const rows = Uint32Array.from({ length: n }, (_, i) => i);

function numbersOf(from: Table, name: string): Float64Array {
  const column = columnByName(from, name);
  if (column.kind !== 'number') throw new Error('expected numbers');
  return column.values;
}

async function predict(from: Table): Promise<Predictions> {
  const a = numbersOf(from, 'strong');
  const b = numbersOf(from, 'weak');
  return { kind: 'number', values: a.map((value, i) => 3 * value + b[i]) };
}

const input = { table, rows, problem, predict, metric: metricOf('rmse'), repeats: 3, seed: 1, control: uncontrolled };

describe('permutationImportance', () => {
  it('orders the features by how much the metric worsens and says 0 for what is not used', async () => {
    const importances = await permutationImportance(input);
    expect(importances.map(({ column }) => column)).toEqual(['strong', 'weak', 'unused']);
    // Shuffling x in y = a x makes errors a (x - x'), whose standard deviation is a √2.
    expect(importances[0].drop).toBeGreaterThan(3 * Math.SQRT2 * 0.85);
    expect(importances[0].drop).toBeLessThan(3 * Math.SQRT2 * 1.15);
    expect(importances[1].drop).toBeCloseTo(Math.SQRT2, 0);
    expect(importances[2]).toEqual({ column: 'unused', drop: 0, standardDeviation: 0 });
    expect(importances[0].standardDeviation).toBeGreaterThan(0);
  });

  it('is positive for a metric that should rise, too', async () => {
    const [first] = await permutationImportance({ ...input, metric: metricOf('r2') });
    expect(first.column).toBe('strong');
    expect(first.drop).toBeGreaterThan(1);
  });

  it('depends on the seed alone', async () => {
    expect(await permutationImportance(input)).toEqual(await permutationImportance(input));
    expect(await permutationImportance({ ...input, seed: 2 })).not.toEqual(await permutationImportance(input));
  });

  it('leaves the table as it is and looks only at the rows given', async () => {
    const before = Float64Array.from(numbersOf(table, 'strong'));
    const seen: number[] = [];
    await permutationImportance({
      ...input,
      rows: rows.slice(0, 50),
      predict: (from) => {
        seen.push(from.nRows);
        return predict(from);
      },
    });
    expect(numbersOf(table, 'strong')).toEqual(before);
    expect(new Set(seen)).toEqual(new Set([50]));
    expect(seen.length).toBe(1 + 3 * 3);
  });

  it('samples 5,000 of more rows', async () => {
    const many = Uint32Array.from({ length: 6000 }, (_, i) => i % n);
    const seen = new Set<number>();
    await permutationImportance({
      ...input,
      rows: many,
      repeats: 1,
      predict: (from) => {
        seen.add(from.nRows);
        return predict(from);
      },
    });
    expect([...seen]).toEqual([5000]);
  });

  it('gives nothing for no rows, and stops when told to', async () => {
    expect(await permutationImportance({ ...input, rows: new Uint32Array(0) })).toEqual([]);
    await expect(permutationImportance({ ...input, control: { ...uncontrolled, cancelled: () => true } })).rejects.toThrow(/^Cancelled/);
  });
});
