import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { groupsOf } from '../../../src/core/profile/column-groups.ts';
import { viewTarget } from '../../../src/core/profile/target-view.ts';
import type { Column } from '../../../src/core/table/table.ts';
import { categoryColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

const n = 1000;
const rng = createRng(21);
const noise = Array.from({ length: n }, () => rng.normal());
const x = Array.from({ length: n }, () => rng.normal());
const answer = x.map((value) => (value > 0 ? 'yes' : 'no'));

function associationOf(target: Column, column: Column, classes: readonly string[] = []): number {
  const table = tableOf(target, column);
  const view = viewTarget(table, problemOf(table, target.name, classes));
  if (!view) throw new Error('the target was refused');
  return view.associationOf(groupsOf(column), column.kind === 'number' ? column.values : null);
}

const withAnswer = (column: Column) => associationOf(categoryColumn('y', answer), column, ['no', 'yes']);
const withAmount = (column: Column) => associationOf(numberColumn('y', x), column);

describe('association with classes', () => {
  it('is 1 for the answer in other words, and for a cut through a number', () => {
    expect(withAnswer(categoryColumn('c', answer.map((a) => `said ${a}`)))).toBe(1);
    expect(withAnswer(numberColumn('c', x))).toBeGreaterThan(0.975);
    expect(withAnswer(numberColumn('c', x.map((value) => -Math.exp(value))))).toBeGreaterThan(0.975);
    expect(withAnswer(numberColumn('c', x.map((value) => (value > 0 ? null : 1))))).toBe(1);
  });

  it('is near 0 for noise, and for labels that never repeat', () => {
    expect(withAnswer(numberColumn('c', noise))).toBeLessThan(0.12);
    expect(withAnswer(categoryColumn('c', Array.from({ length: n }, (_, i) => `id${i}`)))).toBe(0);
    expect(withAnswer(textColumn('c', answer.map((a, i) => `${a}${i}`)))).toBe(0);
    expect(withAnswer(categoryColumn('c', Array.from({ length: n }, () => 'same')))).toBe(0);
    expect(withAnswer(numberColumn('c', Array.from({ length: n }, () => null)))).toBe(0);
  });

  it('is about Gini of a column that errs one time in ten', () => {
    const told = answer.map((a, i) => ((i * 7919) % 10 === 0 ? (a === 'yes' ? 'no' : 'yes') : a));
    expect(withAnswer(categoryColumn('c', told))).toBeCloseTo(0.8, 1);
  });

  it('of a relation that is not monotone is seen', () => {
    const inside = x.map((value) => (Math.abs(value) < 0.67 ? 'in' : 'out'));
    expect(associationOf(categoryColumn('y', inside), numberColumn('c', x), ['in', 'out'])).toBeGreaterThan(0.97);
  });

  it('is the mean over classes against the rest, and leaves rows without target out', () => {
    const three = x.map((value) => (value < -0.5 ? 'low' : value > 0.5 ? 'high' : 'mid'));
    expect(associationOf(categoryColumn('y', three), categoryColumn('c', three), ['high', 'low', 'mid'])).toBe(1);
    const onlyHigh = categoryColumn('c', three.map((label) => (label === 'high' ? 'a' : 'b')));
    const partial = associationOf(categoryColumn('y', three), onlyHigh, ['high', 'low', 'mid']);
    expect(partial).toBeGreaterThan(0.5);
    expect(partial).toBeLessThan(0.9);
    const some = categoryColumn('y', answer.map((a, i) => (i % 2 === 0 ? a : null)));
    const half = categoryColumn('c', answer.map((a, i) => (i % 2 === 0 ? a : 'other')));
    expect(associationOf(some, half, ['no', 'yes'])).toBe(1);
  });

  it('is 0 where only one class is present', () => {
    expect(associationOf(categoryColumn('y', answer.map(() => 'no')), numberColumn('c', x), ['no', 'yes'])).toBe(0);
  });
});

describe('association with numbers', () => {
  it('is 1 for the amount in another unit, even with heavy tails', () => {
    expect(withAmount(numberColumn('c', x.map((value) => 1.8 * value + 32)))).toBeCloseTo(1, 12);
    const heavy = x.map((value) => Math.exp(2 * value));
    expect(associationOf(numberColumn('y', heavy), numberColumn('c', heavy.map((value) => value / 7)))).toBeCloseTo(1, 12);
  });

  it('is high for a bent relation and R² for a noisy one', () => {
    expect(withAmount(numberColumn('c', x.map((value) => value ** 3)))).toBeGreaterThan(0.95);
    expect(withAmount(numberColumn('c', x.map((value, i) => value + noise[i])))).toBeGreaterThan(0.4);
    expect(withAmount(numberColumn('c', x.map((value, i) => value + noise[i])))).toBeLessThan(0.6);
  });

  it('is near 0 for noise and for labels that never repeat, 0 for a constant target', () => {
    expect(withAmount(numberColumn('c', noise))).toBeLessThan(0.05);
    expect(withAmount(categoryColumn('c', Array.from({ length: n }, (_, i) => `id${i}`)))).toBeLessThan(0.01);
    expect(associationOf(numberColumn('y', x.map(() => 3)), numberColumn('c', x))).toBe(0);
  });

  it('learns level means and takes missing as a level', () => {
    const level = x.map((value) => (value > 0 ? 'b' : 'a'));
    const amount = level.map((l, i) => (l === 'b' ? 10 : 0) + noise[i] / 100);
    expect(associationOf(numberColumn('y', amount), categoryColumn('c', level))).toBeGreaterThan(0.999);
    expect(associationOf(numberColumn('y', amount), categoryColumn('c', level.map((l) => (l === 'b' ? 'b' : null))))).toBeGreaterThan(0.999);
  });

  it('stands infinite values and a shift far from zero', () => {
    const odd = numberColumn('c', x.map((value, i) => (i % 100 === 0 ? Infinity : value)));
    expect(withAmount(odd)).toBeGreaterThan(0.9);
    const far = numberColumn('y', x.map((value) => 1e9 + value));
    expect(associationOf(far, numberColumn('c', x))).toBeGreaterThan(0.99);
  });

  it('is 0, not NaN, where values are too large to be squared', () => {
    const huge = x.map((value, i) => (i % 100 === 0 ? 1e300 : value));
    expect(associationOf(numberColumn('y', huge), numberColumn('c', x))).toBe(0);
    expect(withAmount(numberColumn('c', x.map((_, i) => (i % 2 === 0 ? 1e300 : -1e300))))).toBeLessThan(0.05);
  });
});
