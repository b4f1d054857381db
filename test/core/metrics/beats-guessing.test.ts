import { describe, expect, it } from 'vitest';
import { beatsGuessing } from '../../../src/core/metrics/beats-guessing.ts';

const estimate = (value: number, lower: number, upper: number) => ({ value, lower, upper, rows: 100 });

describe('beatsGuessing', () => {
  it.each([
    ['roc_auc', estimate(0.6, 0.52, 0.68), 0.5, true],
    ['roc_auc', estimate(0.601, 0.434, 0.776), 0.403, false],
    ['roc_auc', estimate(0.6, 0.45, 0.7), NaN, false],
    ['log_loss', estimate(0.5, 0.45, 0.55), 0.69, true],
    ['log_loss', estimate(0.66, 0.6, 0.71), 0.69, false],
    ['rmse', estimate(3, 2, 4), NaN, true],
    ['rmse', estimate(3, NaN, NaN), 2.9, false],
  ] as const)('%s %o against %d: %s', (id, given, baseline, expected) => {
    expect(beatsGuessing(id, given, baseline)).toBe(expected);
  });
});
