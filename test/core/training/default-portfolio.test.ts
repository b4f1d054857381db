import { describe, expect, test } from 'vitest';
import type { FittedLearnerId } from '../../../src/core/estimators/learners.ts';
import { paramSpecs } from '../../../src/core/estimators/param-specs.ts';
import { defaultPortfolio, UnknownLearner } from '../../../src/core/training/default-portfolio.ts';
import { rankEntries } from '../../../src/core/training/leaderboard.ts';
import { entryOf, figuresOf } from '../../../src/core/training/entry.ts';
import type { MetricId } from '../../../src/core/metrics/metric.ts';

const sizes = [100, 5000, 50_000];
const of = (nRows: number, only?: string) => defaultPortfolio({ task: 'binary', nRows, ...(only === undefined ? {} : { only }) });

describe('defaultPortfolio', () => {
  test.each(sizes)('starts with what is usable at once, for %i rows', (nRows) => {
    expect(of(nRows).slice(0, 4).map(({ id }) => id)).toEqual(['dummy', 'linear', 'boosting', 'extra-trees']);
    expect(new Set(of(nRows).map(({ id }) => id)).size).toBe(of(nRows).length);
  });

  test.each(sizes)('names only parameters that its learners have, within their range, for %i rows', (nRows) => {
    for (const { learner, params } of of(nRows)) {
      for (const [name, value] of Object.entries(params)) {
        const spec = paramSpecs[learner as FittedLearnerId].find((known) => known.name === name);
        if (spec?.kind === 'choice') {
          expect(spec.options.map((option) => option.value)).toContain(value);
          continue;
        }
        if (spec?.kind !== 'number') throw new Error(`${learner} has no ${name}`);
        expect(value).toBeGreaterThanOrEqual(spec.min);
        expect(value).toBeLessThanOrEqual(spec.max);
      }
    }
  });

  test('asks neighbours where they can be found in time, and keeps to readable models where the answer is to be explained', () => {
    expect(of(20_000).some(({ learner }) => learner === 'knn')).toBe(true);
    expect(of(50_000).some(({ learner }) => learner === 'knn')).toBe(false);
    const readable = defaultPortfolio({ task: 'binary', nRows: 500, readable: true });
    expect(readable.map(({ id }) => id)).toEqual(['dummy', 'linear', 'ebm', 'linear-weak', 'linear-strong', 'tree']);
  });

  test('is restricted to one learner and its variants, beside the baseline', () => {
    expect(of(100, 'mlp').map(({ id }) => id)).toEqual(['dummy', 'mlp']);
    expect(of(100, 'realmlp').map(({ id }) => id)).toEqual(['dummy', 'realmlp', 'realmlp-pieces', 'realmlp-free']);
    expect(of(100, 'tabm').map(({ id }) => id)).toEqual(['dummy', 'tabm', 'tabm-plain']);
    expect(of(100, 'boosting').map(({ id }) => id)).toEqual(['dummy', 'boosting', 'boosting-small', 'boosting-shallow', 'boosting-slow']);
    expect(() => of(100, 'perceptron')).toThrow(UnknownLearner);
    expect(() => of(100, 'perceptron')).toThrow('UnknownLearner: there is no learner "perceptron"; choose one of dummy, linear, tree, knn');
  });
});

describe('the leaderboard', () => {
  const done = (id: string, metric: MetricId, value: number) =>
    entryOf({ id, learner: 'linear', label: id, params: {} }, 'done', null, figuresOf([], 0), { [metric]: { value, lower: value, upper: value, rows: 1 } });
  const ids = (entries: ReturnType<typeof rankEntries>) => entries.map(({ candidate }) => candidate.id);

  test('puts the greatest ROC AUC first and the least RMSE first, undefined values last', () => {
    const values = [['a', 0.6], ['b', NaN], ['c', 0.9]] as const;
    expect(ids(rankEntries(values.map(([id, value]) => done(id, 'roc_auc', value)), 'roc_auc'))).toEqual(['c', 'a', 'b']);
    expect(ids(rankEntries(values.map(([id, value]) => done(id, 'rmse', value)), 'rmse'))).toEqual(['a', 'c', 'b']);
  });

  test('keeps the earlier one first on ties, and unfinished ones after all finished', () => {
    const [candidate] = of(100);
    const entries = [entryOf(candidate, 'skipped', 'why'), entryOf({ ...candidate, id: 'x' }, 'failed', 'why'), done('a', 'rmse', 1), done('b', 'rmse', 1)];
    expect(ids(rankEntries(entries, 'rmse'))).toEqual(['a', 'b', 'x', 'dummy']);
  });
});
