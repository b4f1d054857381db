import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { metricOf } from '../../../src/core/metrics/registry.ts';
import { answersAt } from '../../../src/core/training/judge.ts';
import type { CandidateValues } from '../../../src/core/training/run.ts';
import { selectionBias } from '../../../src/core/training/selection-bias.ts';
import { runCase } from '../../support/run-case.ts';

const context = { positiveIndex: 1, threshold: 0.5 };
const auc = metricOf('roc_auc');

/** Candidates whose scores of the rows tell the class with the given strength, through noise of their own. */
function candidatesOf(input: ReturnType<typeof runCase>, strengths: readonly number[], seed: number): CandidateValues[] {
  const rows = input.split.development;
  const y = answersAt(input, rows);
  if (y.kind !== 'classes') throw new Error('classes were expected');
  return strengths.map((strength, c) => {
    const rng = createRng(seed).fork(`candidate ${c}`);
    const probabilities = new Float64Array(2 * rows.length);
    for (let i = 0; i < rows.length; i++) {
      const p = 1 / (1 + Math.exp(-(strength * (y.codes[i] - 0.5) + rng.normal())));
      probabilities.set([1 - p, p], 2 * i);
    }
    return { rows, predictions: { kind: 'classes', classes: y.classes, probabilities }, firstFold: [] };
  });
}

describe('what choosing among candidates adds to the score of the best', () => {
  test('is about what it really adds, over many candidates that are equally good', () => {
    const added: number[] = [];
    const told: number[] = [];
    for (let repeat = 0; repeat < 12; repeat++) {
      const input = runCase([], { n: 300, seed: repeat + 1 });
      const candidates = candidatesOf(input, new Array<number>(15).fill(1), repeat);
      const scores = candidates.map(({ rows, predictions }) => auc.compute(answersAt(input, rows), predictions, context));
      added.push(Math.max(...scores) - scores.reduce((sum, score) => sum + score, 0) / scores.length);
      told.push(selectionBias(input, candidates) ?? NaN);
    }
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(added)).toBeGreaterThan(0.03);
    expect(mean(told)).toBeGreaterThan(0.5 * mean(added));
    expect(mean(told)).toBeLessThan(1.6 * mean(added));
  });

  test('is next to nothing where one candidate is far better than the others', () => {
    const input = runCase([], { n: 600 });
    expect(selectionBias(input, candidatesOf(input, [4, 0.5, 0.5, 0.5], 3))).toBeLessThan(0.004);
  });

  test('is not told of one candidate', () => {
    const input = runCase([], { n: 100 });
    expect(selectionBias(input, candidatesOf(input, [1], 1))).toBeNull();
    expect(selectionBias(input, [])).toBeNull();
  });
});
