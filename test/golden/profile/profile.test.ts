import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { detailColumn } from '../../../src/core/profile/detail-column.ts';
import { viewTarget } from '../../../src/core/profile/target-view.ts';
import { profileTable } from '../../../src/core/profile/profile-table.ts';
import { studentT975 } from '../../../src/core/stats/student-t.ts';
import { categoryColumn, numberColumn, problemOf, tableOf } from '../../support/column-builders.ts';
import golden from './expected.json' with { type: 'json' };

/** Agreement to 1e-10 relative; null stands for NaN. */
function expectClose(actual: number | undefined, expected: number | null, what: string, floor = 0): void {
  if (expected === null) expect(actual, what).toBeNaN();
  else expect(Math.abs((actual ?? NaN) - expected), `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(Math.max(floor, 1e-10 * Math.abs(expected)));
}

const measures = ['mean', 'standardDeviation', 'skewness', 'kurtosis', 'medianAbsoluteDeviation'] as const;

describe('columns of numbers agree with numpy, scipy and pandas', () => {
  for (const expected of golden.columns) {
    it(expected.name, async () => {
      const column = numberColumn('x', [null, ...expected.values.map((value) => (typeof value === 'number' ? value : value === 'inf' ? Infinity : -Infinity))]);
      const { number: found, distinct, missing } = await detailColumn(column, null, uncontrolled);
      if (!found) throw new Error('no value is finite');
      for (const measure of measures) {
        if (measure === 'medianAbsoluteDeviation' && expected[measure] === null) continue;
        // Shapes near 0 are sums of terms that cancel.
        const floor = measure === 'skewness' || measure === 'kurtosis' ? 1e-12 : measure === 'mean' ? Number.MIN_VALUE : 0;
        expectClose(found[measure], expected[measure], measure, floor);
      }
      found.quantiles.forEach(({ p, value }, at) => {
        expect(p).toBe(golden.probabilities[at]);
        expectClose(value, expected.quantiles[at], `quantile ${p}`);
      });
      const { zeros, negative, infinite } = expected;
      expect({ distinct, missing, zeros: found.zeros, negative: found.negative, infinite: found.infinite }).toEqual({ distinct: expected.distinct, missing: 1, zeros, negative, infinite });
      expect(found.lowest.map(({ row }) => row - 1)).toEqual(expected.lowestRows);
      expect(found.highest.map(({ row }) => row - 1)).toEqual(expected.highestRows);
    });
  }

  it('a million rows of 1e6 + {0, 1} have the variance of a coin', async () => {
    const n = 1_000_000;
    const column = { kind: 'number', name: 'x', values: Float64Array.from({ length: n }, (_, row) => 1e6 + (row % 2)) } as const;
    const { number: found } = await detailColumn(column, null, uncontrolled);
    const variance = (found?.standardDeviation ?? NaN) ** 2 * ((n - 1) / n);
    expectClose(variance, 0.25, 'variance');
    expectClose(found?.mean, 1e6 + 0.5, 'mean');
    const [light] = (await profileTable(tableOf(column), null, null, uncontrolled)).columns;
    expectClose(light.numeric?.standardDeviation, found?.standardDeviation ?? null, 'the same in the ledger');
  });
});

describe('intervals and levels agree with scipy', () => {
  it('quantiles of Student’s t', () => {
    for (const { df, t } of golden.studentT) expectClose(studentT975(df), t, `df ${df}`);
    expect(studentT975(0)).toBeNaN();
  });

  it('means of the target by level', async () => {
    const labels = golden.means.flatMap(({ values }, group) => values.map(() => `g${group}`));
    const table = tableOf(categoryColumn('g', labels), numberColumn('y', golden.means.flatMap(({ values }) => values)));
    const { relation } = await detailColumn(table.columns[0], viewTarget(table, problemOf(table, 'y')), uncontrolled);
    expect(relation?.kind).toBe('mean');
    for (const [group, { interval }] of golden.means.entries()) {
      const part = relation?.parts.find(({ label }) => label.kind === 'level' && label.level === `g${group}`);
      expectClose(part?.lower, interval[0], `lower of ${group}`);
      expectClose(part?.upper, interval[1], `upper of ${group}`);
    }
  });

  it('entropy', async () => {
    for (const { counts, entropyBits } of golden.levels) {
      const column = categoryColumn('c', counts.flatMap((count, level) => new Array<string>(count).fill(`l${level}`)));
      const { labels } = await detailColumn(column, null, uncontrolled);
      expectClose(labels?.entropyBits, entropyBits, counts.join());
      if (counts.length > 1) expectClose(labels?.evenness, entropyBits / Math.log2(counts.length), `evenness of ${counts.join()}`);
      else expect(labels?.evenness).toBeNaN();
    }
  });
});
