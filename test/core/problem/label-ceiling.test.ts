import { describe, expect, it } from 'vitest';
import { adviseMetric } from '../../../src/core/problem/advise-metric.ts';
import { guessingScore } from '../../../src/core/problem/guessing.ts';
import { labelCeiling } from '../../../src/core/problem/label-ceiling.ts';
import { categoryColumn, numberColumn, problemOf, tableOf } from '../../support/column-builders.ts';

describe('what the labels allow', () => {
  const table = tableOf(categoryColumn('y', ['no', 'yes', 'yes', 'yes', 'no', 'no']), categoryColumn('x', ['a', 'a', 'a', 'b', 'b', 'c']), numberColumn('id', [1, 2, 3, 4, 5, 6]));
  const problem = problemOf(table, 'y', ['no', 'yes'], { id: 'identifier' });

  it('is the best of the same answer for equal rows', () => {
    expect(labelCeiling(table, problem, 'accuracy')).toEqual({ value: 4 / 6, repeatedRows: 5, conflictingRows: 5 });
    // Scores 2/3, 2/3, 2/3, 1/2, 1/2, 0: of nine pairs, four are right, four tie in part.
    expect(labelCeiling(table, problem, 'roc_auc')?.value).toBeCloseTo((2 * (0.5 + 1 + 1) + 1 * (0 + 0.5 + 1)) / 9, 12);
  });

  it('is perfect where no two rows are alike, and none without features', () => {
    const apart = problemOf(table, 'y', ['no', 'yes'], { x: 'ignored' });
    expect(labelCeiling(table, apart, 'roc_auc')).toEqual({ value: 1, repeatedRows: 0, conflictingRows: 0 });
    expect(labelCeiling(table, problemOf(table, 'y', ['no', 'yes'], { x: 'ignored', id: 'ignored' }), 'roc_auc')).toBeNull();
  });

  it('of an amount is the mean of equal rows', () => {
    const amounts = tableOf(numberColumn('y', [1, 3, 10, null]), categoryColumn('x', ['a', 'a', 'b', 'b']));
    expect(labelCeiling(amounts, problemOf(amounts, 'y'), 'rmse')?.value).toBeCloseTo(Math.sqrt(2 / 3), 12);
  });
});

it('hundreds of classes in many rows are judged on some of the rows, within the second or two that a form can wait', () => {
  const k = 900;
  const nRows = 200_000;
  const codes = Int32Array.from({ length: nRows }, (_, row) => (row * 7919) % k);
  const classes = Array.from({ length: k }, (_, code) => `class ${code}`);
  const wide = { nRows, columns: [{ kind: 'category', name: 'y', codes, levels: classes }, { kind: 'number', name: 'x', values: new Float64Array(nRows) }] } as const;
  const ceiling = labelCeiling(wide, problemOf(wide, 'y', classes), 'log_loss');
  expect(ceiling).toMatchObject({ repeatedRows: nRows, conflictingRows: nRows });
  expect(ceiling?.value).toBeCloseTo(Math.log(k), 3);
  expect(guessingScore({ kind: 'classes', codes, classes }, 'log_loss', 0)).toBeCloseTo(Math.log(k), 3);
}, 5000);

describe('guessing', () => {
  it('says the same for every row', () => {
    const y = { kind: 'classes', codes: Int32Array.of(0, 0, 0, 1), classes: ['no', 'yes'] } as const;
    expect(guessingScore(y, 'roc_auc', 1)).toBe(0.5);
    expect(guessingScore(y, 'accuracy', 1)).toBe(0.75);
    expect(guessingScore({ kind: 'number', values: Float64Array.of(1, 2, 3) }, 'rmse', 0)).toBeCloseTo(Math.sqrt(2 / 3), 12);
  });
});

describe('advice on the metric', () => {
  const table = tableOf(categoryColumn('y', ['no', 'yes']), numberColumn('x', [1, 2]));
  const binary = problemOf(table, 'y', ['no', 'yes']);
  const shape = (...classRows: number[]) => ({ classRows, tailWeight: null });

  it('is average precision for rare positives, and says how rare', () => {
    const advice = adviseMetric({ ...binary, metric: 'accuracy' }, shape(980, 20));
    expect(advice?.metric).toBe('average_precision');
    expect(advice?.reason).toContain('Only 2% of rows are yes');
    expect(adviseMetric(binary, shape(980, 20))?.metric).toBe('average_precision');
  });
  it('leaves a metric that fits', () => {
    expect(adviseMetric(binary, shape(600, 400))).toBeNull();
    expect(adviseMetric({ ...binary, metric: 'average_precision' }, shape(980, 20))).toBeNull();
    expect(adviseMetric({ ...binary, task: 'regression', metric: 'rmse' }, { classRows: [], tailWeight: 1.2 })).toBeNull();
  });
  it('is the absolute error for heavy tails, quadratic kappa for ordered classes, macro F1 for rare ones', () => {
    expect(adviseMetric({ ...binary, task: 'regression', metric: 'rmse' }, { classRows: [], tailWeight: 8 })?.metric).toBe('mae');
    const several = { ...binary, task: 'multiclass' as const, classes: ['low', 'mid', 'high'], metric: 'accuracy' as const };
    expect(adviseMetric({ ...several, classOrder: ['low', 'mid', 'high'] }, shape(10, 10, 10))?.metric).toBe('quadratic_kappa');
    expect(adviseMetric(several, shape(90, 90, 5))?.metric).toBe('macro_f1');
  });
});
