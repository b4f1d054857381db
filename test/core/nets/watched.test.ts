import { expect, it } from 'vitest';
import { constantLoss, watch } from '../../../src/core/nets/watched.ts';

const classes = { nRows: 3, x: new Float32Array(0), targets: Float32Array.of(0, 1, 1), weights: Float32Array.of(1.5, 0.5, 1) };

it('counts weighted log loss and wrong classes; a tie is wrong', () => {
  const answers = Float32Array.of(0.75, 0.25, 0.5, 0.5, 0.25, 0.75);
  const { loss, error } = watch(answers, classes, 2, false);
  expect(loss).toBeCloseTo((-1.5 * Math.log(0.75) - 0.5 * Math.log(0.5) - Math.log(0.75)) / 3, 12);
  expect(error).toBeCloseTo(0.5 / 3, 12);
});

it('says NaN of an answer that is no number, and nothing infinite of a class held impossible', () => {
  expect(watch(Float32Array.of(0.5, 0.5, NaN, NaN, 0.5, 0.5), classes, 2, false).loss).toBeNaN();
  expect(watch(Float32Array.of(0, 1, 0, 1, 0, 1), classes, 2, false).loss).toBeLessThan(40);
});

it('counts half the squared error of numbers, and that of their mean', () => {
  const rows = { nRows: 2, x: new Float32Array(0), targets: Float32Array.of(-1, 3), weights: null };
  expect(watch(Float32Array.of(0, 1), rows, 1, true)).toEqual({ loss: 1.25, error: 0 });
  expect(constantLoss(rows, 1, true)).toBe(2);
});

it('holds the entropy of the weighted classes for what an answer without inputs loses', () => {
  expect(constantLoss(classes, 2, false)).toBeCloseTo(Math.log(2), 12);
  expect(constantLoss({ ...classes, targets: Float32Array.of(1, 1, 1) }, 2, false)).toBeCloseTo(0, 12);
});
