import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../../src/core/math/control.ts';
import { describePair } from '../../../../src/core/profile/relations/pair-detail.ts';
import { categoryColumn, numberColumn, tableOf, textColumn } from '../../../support/column-builders.ts';

describe('describePair', () => {
  const upTo = Array.from({ length: 3000 }, (_, i) => i);
  it('thins numbers to a thousand points and follows their middle', async () => {
    const table = tableOf(numberColumn('x', upTo.map((i) => (i % 10 === 0 ? null : i))), numberColumn('y', upTo.map((i) => (i === 1 ? Infinity : i * i))));
    const detail = await describePair(table, 'x', 'y', uncontrolled);
    expect(detail).toMatchObject({ rows: 2699, strength: expect.closeTo(1, 2) as number });
    if (detail?.shape.kind !== 'numbers') throw new Error('not numbers');
    expect(detail.shape.points).toHaveLength(1000);
    expect(detail.shape.points.every(([x, y]) => y === x * x)).toBe(true);
    expect(detail.shape.trend).toHaveLength(20);
    expect(detail.shape.trend.reduce((sum, [, , rows]) => sum + rows, 0)).toBe(2699);
  });

  it('gives quantiles by label, the rare labels together', async () => {
    const labels = upTo.map((i) => (i < 2000 ? 'a' : i < 2900 ? 'b' : i % 7 === 0 ? null : `r${i % 20}`));
    const table = tableOf(numberColumn('x', upTo), categoryColumn('c', labels));
    const detail = await describePair(table, 'x', 'c', uncontrolled);
    if (detail?.shape.kind !== 'mixed') throw new Error('not mixed');
    expect(detail.shape.groups[0]).toMatchObject({ label: 'a', rows: 2000 });
    expect(detail.shape.groups[0].quantiles[2]).toBeCloseTo(999.5, 10);
    expect(detail.shape.groups).toHaveLength(12);
    expect(detail.shape.groups.at(-1)?.label).toBeNull();
    expect(detail.shape.groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(detail.rows);
  });

  it('counts labels against labels', async () => {
    const table = tableOf(categoryColumn('a', ['x', 'x', 'y', null]), categoryColumn('b', ['1', '2', '2', '2']), textColumn('t', ['', '', '', '']));
    const detail = await describePair(table, 'a', 'b', uncontrolled);
    expect(detail?.shape).toEqual({ kind: 'labels', first: ['x', 'y'], second: ['2', '1'], counts: [1, 1, 1, 0] });
    expect(detail?.rows).toBe(3);
    expect(await describePair(table, 'a', 't', uncontrolled)).toBeNull();
  });
});
