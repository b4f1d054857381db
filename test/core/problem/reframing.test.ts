import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkProblem } from '../../../src/core/problem/check-problem.ts';
import type { ProblemDefinition } from '../../../src/core/problem/problem.ts';
import { bandLabels, bandOf, suggestBands, targetKindOf } from '../../../src/core/problem/reframing.ts';
import { targetCells } from '../../../src/core/problem/target.ts';
import { withClasses } from '../../../src/core/problem/with-classes.ts';
import { targetFields } from '../../../src/core/release/target-fields.ts';
import { categoryColumn, numberColumn, problemOf, tableOf } from '../../support/column-builders.ts';

describe('merged classes', () => {
  const labels = ['a', 'b', 'c', 'd', null, 'a', 'c', 'b', 'a', 'b', 'a', 'b'];
  const table = tableOf(categoryColumn('y', labels), numberColumn('x', labels.map((_, i) => i)));
  const merged: ProblemDefinition = { ...problemOf(table, 'y', ['a', 'b', 'c', 'd']), reframing: { kind: 'merge-classes', merged: ['c', 'd'], into: 'other' }, classOrder: null };
  const problem = withClasses(table, merged);

  it('count under their new label', () => {
    expect(problem.classes).toEqual(['a', 'b', 'other']);
    expect(targetCells(table, problem)).toMatchObject({ codes: Int32Array.of(0, 1, 2, 2, -1, 0, 2, 1, 0, 1, 0, 1) });
    expect(() => checkProblem(table, problem)).not.toThrow();
    expect(targetKindOf(problem)).toBe('category');
  });

  it('are known under either name when a later file is measured', () => {
    const targetFormat = { name: 'y', kind: 'category', number: { decimal: '.', thousands: '' }, date: 'ymd', missingTokens: [''] } as const;
    const rows = { nRows: 4, columns: { y: ['d', 'other', 'b', 'unheard of'] } };
    const known = targetFields({ problem, targetFormat }, rows);
    expect(known).toMatchObject({ rows: Uint32Array.of(0, 1, 2), yTrue: { codes: Int32Array.of(2, 2, 1) } });
  });

  it('that leave two make a binary problem', () => {
    const binary = withClasses(table, { ...merged, task: 'binary', reframing: { kind: 'merge-classes', merged: ['b', 'c', 'd'], into: 'rest' } });
    expect(binary).toMatchObject({ classes: ['a', 'rest'], positiveClass: 'a' });
    expect(() => checkProblem(table, binary)).not.toThrow();
  });
});

describe('bands', () => {
  it('are half-open and cover every number', () => {
    const bands = { kind: 'bands', edges: [10, 20], labels: bandLabels([10, 20]) } as const;
    expect(bands.labels).toEqual(['under 10', '10 to 20', '20 or more']);
    expect([-Infinity, 9.99, 10, 19.9, 20, 1e9].map((value) => bandOf(bands, value))).toEqual(['under 10', 'under 10', '10 to 20', '10 to 20', '20 or more', '20 or more']);
  });

  it('of a skewed amount are cut at round numbers and hold rows alike', () => {
    const values = Float64Array.from({ length: 900 }, (_, i) => 1000 + i * 1.37);
    const bands = suggestBands(values, 3);
    expect(bands?.edges).toEqual([1400, 1800]);
    expect(targetKindOf({ task: 'multiclass', reframing: bands })).toBe('number');
  });

  it('cannot be made of one value', () => expect(suggestBands(new Float64Array(20).fill(3), 3)).toBeNull());

  it('always have ascending edges inside the range, and each value in one of them', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 60 }), fc.integer({ min: 2, max: 6 }), (values, nBands) => {
        const bands = suggestBands(Float64Array.from(values), nBands);
        if (!bands) return;
        expect(bands.labels).toHaveLength(bands.edges.length + 1);
        expect([...bands.edges].sort((a, b) => a - b)).toEqual([...new Set(bands.edges)]);
        expect(bands.edges.every((edge) => edge > Math.min(...values) && edge <= Math.max(...values))).toBe(true);
        expect(values.every((value) => bands.labels.includes(bandOf(bands, value)))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('make classes of a number column, in their order', () => {
    const values = Array.from({ length: 30 }, (_, i) => (i === 7 ? null : i));
    const table = tableOf(numberColumn('y', values), numberColumn('x', values));
    const bands = { kind: 'bands', edges: [10, 20], labels: bandLabels([10, 20]) } as const;
    const problem = withClasses(table, { ...problemOf(table, 'y'), task: 'multiclass', metric: 'log_loss', reframing: bands });
    expect(problem).toMatchObject({ classes: bands.labels, classOrder: bands.labels });
    const cells = targetCells(table, problem);
    expect(cells.kind === 'classes' && [cells.codes[0], cells.codes[7], cells.codes[10], cells.codes[29]]).toEqual([0, -1, 1, 2]);
  });
});
