import { describe, expect, test } from 'vitest';
import type { ParamSpec } from '../../../src/core/estimators/estimator.ts';
import { learnerIds } from '../../../src/core/estimators/learners.ts';
import { paramSpecs } from '../../../src/core/estimators/param-specs.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { runPortfolio } from '../../../src/core/training/run-portfolio.ts';
import { drawCandidates, rungsFor } from '../../../src/core/training/search.ts';
import { drawParams } from '../../../src/core/training/search-space.ts';
import type { FitJob } from '../../../src/core/training/run.ts';
import { FakeClock, fakeExecutor } from '../../support/fake-executor.ts';
import { candidates, runCase } from '../../support/run-case.ts';

describe('the space of a search', () => {
  test.each(learnerIds)('of %s lies within what its parameters may be, and has their defaults in range', (learner) => {
    for (const spec of paramSpecs[learner]) {
      if (spec.kind === 'choice') {
        const values = spec.options.map(({ value }) => value);
        expect(values).toContain(spec.default);
        for (const value of spec.tune ?? []) expect(values).toContain(value);
      } else if (spec.kind === 'number') {
        const [low, high] = spec.tune ?? [spec.min, spec.max];
        expect(spec.min).toBeLessThanOrEqual(low);
        expect(low).toBeLessThan(high);
        expect(high).toBeLessThanOrEqual(spec.max);
        expect(spec.default).toBeGreaterThanOrEqual(spec.min);
        expect(spec.default).toBeLessThanOrEqual(spec.max);
      }
    }
  });

  test('is drawn from evenly on the scale of each parameter', () => {
    const base = { label: '', explanation: '' };
    const specs: ParamSpec[] = [
      { ...base, kind: 'number', name: 'rate', scale: 'log', default: 1, min: 1e-6, max: 10, tune: [0.001, 1] },
      { ...base, kind: 'number', name: 'share', scale: 'linear', default: 1, min: 0, max: 1, tune: [0.5, 1] },
      { ...base, kind: 'number', name: 'leaves', scale: 'integer', default: 1, min: 1, max: 1000, tune: [4, 256] },
      { ...base, kind: 'number', name: 'fixed', scale: 'linear', default: 1, min: 0, max: 1 },
      { ...base, kind: 'choice', name: 'way', default: 'a', options: ['a', 'b', 'c'].map((value) => ({ value, label: value })), tune: ['a', 'b'] },
      { ...base, kind: 'monotone', name: 'monotone' },
    ];
    const rng = createRng(1);
    const drawn = Array.from({ length: 2000 }, () => drawParams(specs, rng));
    const share = (holds: (params: (typeof drawn)[number]) => boolean) => drawn.filter(holds).length / drawn.length;
    expect(share(({ rate }) => Number(rate) < Math.sqrt(0.001))).toBeCloseTo(0.5, 1);
    expect(share((params) => Number(params['share']) < 0.75)).toBeCloseTo(0.5, 1);
    expect(share(({ leaves }) => Number(leaves) < 32)).toBeCloseTo(0.5, 1);
    expect(share(({ way }) => way === 'a')).toBeCloseTo(0.5, 1);
    expect(Object.keys(drawn[0]).sort()).toEqual(['leaves', 'rate', 'share', 'way']);
    expect(drawn.every(({ leaves }) => Number.isInteger(leaves))).toBe(true);
  });

  test('gives the same settings for the same seed, whatever other learners are searched', () => {
    const alone = drawCandidates({ learners: ['boosting'], nTrials: 3 }, 7);
    const among = drawCandidates({ learners: ['mlp', 'boosting'], nTrials: 6 }, 7);
    expect(among.filter(({ learner }) => learner === 'boosting')).toEqual(alone);
    expect(drawCandidates({ learners: ['boosting'], nTrials: 3 }, 8)).not.toEqual(alone);
    expect(drawCandidates({ learners: ['dummy'], nTrials: 3 }, 7)).toEqual([]);
  });
});

test('each round of a search has about three times the means of the one before', () => {
  expect(rungsFor(10, 400)).toEqual([{ folds: 1, share: 1 }, { folds: 3, share: 1 }, { folds: 10, share: 1 }]);
  expect(rungsFor(3, 400)).toEqual([{ folds: 1, share: 1 }, { folds: 3, share: 1 }]);
  expect(rungsFor(1, 90_000)).toEqual([{ folds: 1, share: 1 / 9 }, { folds: 1, share: 1 / 3 }, { folds: 1, share: 1 }]);
  expect(rungsFor(1, 4000)).toEqual([{ folds: 1, share: 1 / 3 }, { folds: 1, share: 1 }]);
});

describe('a search', () => {
  /** The larger the learning rate, the better the answers. */
  const byRate = (job: FitJob, nRows: number, x: (row: number) => number) => {
    const rate = Number(job.params.learningRate ?? 0);
    return Float64Array.from({ length: 2 * nRows }, (_, i) => {
      const p = 1 / (1 + Math.exp(-rate * 40 * x(i >> 1) - 3 * createRng(i >> 1).normal()));
      return i % 2 === 1 ? p : 1 - p;
    });
  };
  const executor = () =>
    fakeExecutor({ predict: (job, X) => ({ kind: 'classes', classes: ['no', 'yes'], probabilities: byRate(job, X.nRows, (row) => X.values[row * X.features.length]) }) });
  const search = { learners: ['boosting' as const], nTrials: 9 };
  const rates = drawCandidates(search, 0).length;

  test('spends most on what does best, and says of the others when they were dropped', async () => {
    const input = runCase([candidates.dummy], { n: 400, settings: { search } });
    const used = executor();
    const { result } = await runPortfolio(input, used, new FakeClock(), () => undefined, uncontrolled);
    const trials = result.leaderboard.filter(({ candidate }) => candidate.learner === 'boosting');
    expect(trials).toHaveLength(rates);
    expect(trials.filter(({ status }) => status === 'done')).toHaveLength(1);
    const folds = trials.map(({ spans }) => spans?.length ?? 0);
    expect([...folds].sort((a, b) => b - a)).toEqual([4, 3, 3, 1, 1, 1, 1, 1, 1]);
    expect(used.jobs.filter(({ learner }) => learner === 'boosting')).toHaveLength(16);
    const best = trials.find(({ status }) => status === 'done');
    expect(best?.candidate.params.learningRate).toBe(Math.max(...trials.map(({ candidate }) => Number(candidate.params.learningRate))));
    const dropped = trials.find(({ spans }) => spans?.length === 1);
    expect(dropped).toMatchObject({ status: 'stopped' });
    expect(dropped?.reason).toMatch(/^not among the best third after 1 of 4 folds \(ROC AUC 0\.\d+\)$/);
    expect(best?.validation.roc_auc?.rows).toBe(input.split.development.length);
  });

  test('on a hold-out tries on a share of the training rows first', async () => {
    const input = runCase([candidates.dummy], { n: 6000, settings: { search }, split: { validation: { kind: 'holdout', share: 0.2 } } });
    const used = executor();
    await runPortfolio(input, used, new FakeClock(), () => undefined, uncontrolled);
    const sizes = used.jobs.filter(({ learner }) => learner === 'boosting').map(({ train }) => train.X.nRows);
    const whole = Math.max(...sizes);
    expect(sizes.filter((size) => size === whole)).toHaveLength(3);
    expect(sizes.filter((size) => size === Math.round(whole / 3))).toHaveLength(9);
    const fewer = used.jobs.find(({ train }) => train.X.nRows < whole && train.X.nRows > 1000);
    expect(fewer?.train.stopping?.X.nRows).toBe(Math.round(0.15 * input.split.folds[0].train.length));
  });

  test('gives each round its time, and not what the first one left of its own', async () => {
    const clock = new FakeClock();
    const settled = fakeExecutor({ clock, ms: ({ learner }) => (learner === 'boosting' ? 1000 : 10) });
    const many = { learners: ['boosting' as const], nTrials: 27 };
    const { result } = await runPortfolio(runCase([candidates.dummy], { settings: { search: many, budgetSeconds: 100 } }), settled, clock, () => undefined, uncontrolled);
    expect(result.stoppedBecause).toBe('finished');
    expect(result.leaderboard.filter(({ status }) => status === 'done')).toHaveLength(4);
  });

  test('ends with the budget, and keeps what came through', async () => {
    const clock = new FakeClock();
    const slow = fakeExecutor({ clock, ms: ({ learner }) => (learner === 'boosting' ? 1000 : 10) });
    const { result } = await runPortfolio(runCase([candidates.dummy], { settings: { search, budgetSeconds: 6 } }), slow, clock, () => undefined, uncontrolled);
    expect(result.stoppedBecause).toBe('budget');
    expect(result.leaderboard.filter(({ status }) => status === 'skipped').length).toBeGreaterThan(0);
    expect(clock.nowMs()).toBeLessThan(8000);
  });
});
