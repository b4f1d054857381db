import { expect, it } from 'vitest';
import { constantLoss, watch } from '../../../src/core/nets/watched.ts';

const classes = { nRows: 3, x: new Float32Array(0), targets: Float32Array.of(0, 1, 1), weights: Float32Array.of(1.5, 0.5, 1) };

it('counts weighted log loss and wrong classes; a tie is wrong', () => {
  const answers = Float32Array.of(0.75, 0.25, 0.5, 0.5, 0.25, 0.75);
  const { loss, score } = watch(answers, classes, 2, false, 'error');
  expect(loss).toBeCloseTo((-1.5 * Math.log(0.75) - 0.5 * Math.log(0.5) - Math.log(0.75)) / 3, 12);
  expect(score).toBeCloseTo(0.5 / 3, 12);
  expect(watch(answers, classes, 2, false, 'loss').score).toBe(loss);
});

it('says NaN of an answer that is no number, and nothing infinite of a class held impossible', () => {
  expect(watch(Float32Array.of(0.5, 0.5, NaN, NaN, 0.5, 0.5), classes, 2, false, 'loss').loss).toBeNaN();
  expect(watch(Float32Array.of(0, 1, 0, 1, 0, 1), classes, 2, false, 'loss').loss).toBeLessThan(40);
});

it('ranks the rows of two classes and of several, and goes by the loss where there is nothing to rank', () => {
  const answers = Float32Array.of(0.75, 0.25, 0.8, 0.2, 0.25, 0.75);
  expect(watch(answers, classes, 2, false, 'roc_auc').score).toBe(0.5);
  const three = { nRows: 3, x: new Float32Array(0), targets: Float32Array.of(0, 1, 2), weights: null };
  expect(watch(Float32Array.of(0.6, 0.2, 0.2, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4), three, 3, false, 'roc_auc').score).toBe(0);
  const alike = { ...classes, targets: Float32Array.of(1, 1, 1) };
  const { loss, score } = watch(answers, alike, 2, false, 'roc_auc');
  expect(score).toBe(loss);
});

it('takes the weighted mean of absolute errors where that is asked for, of numbers alone', () => {
  const rows = { nRows: 2, x: new Float32Array(0), targets: Float32Array.of(-1, 3), weights: Float32Array.of(0.5, 1.5) };
  expect(watch(Float32Array.of(0, 1), rows, 1, true, 'mae').score).toBe((0.5 * 1 + 1.5 * 2) / 2);
  const { loss, score } = watch(Float32Array.of(0.75, 0.25, 0.5, 0.5, 0.25, 0.75), classes, 2, false, 'mae');
  expect(score).toBe(loss);
});

it('counts half the squared error of numbers, and that of their mean', () => {
  const rows = { nRows: 2, x: new Float32Array(0), targets: Float32Array.of(-1, 3), weights: null };
  expect(watch(Float32Array.of(0, 1), rows, 1, true, 'loss')).toEqual({ loss: 1.25, score: 1.25 });
  expect(constantLoss(rows, 1, true)).toBe(2);
});

it('holds the entropy of the weighted classes for what an answer without inputs loses', () => {
  expect(constantLoss(classes, 2, false)).toBeCloseTo(Math.log(2), 12);
  expect(constantLoss({ ...classes, targets: Float32Array.of(1, 1, 1) }, 2, false)).toBeCloseTo(0, 12);
});
