import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import type { Predictions, TargetValues } from '../../../src/core/metrics/predictions.ts';
import { metricOf } from '../../../src/core/metrics/registry.ts';
import { baggedWeights, choosingMetric, greedyWeights } from '../../../src/core/training/ensemble-weights.ts';
import { runPortfolio } from '../../../src/core/training/run-portfolio.ts';
import type { Executor } from '../../../src/core/training/run.ts';
import { FakeClock, fakeExecutor } from '../../support/fake-executor.ts';
import { candidates, runCase } from '../../support/run-case.ts';

const context = { positiveIndex: 1, threshold: 0.5 };
const numbers = (values: ArrayLike<number>): Predictions => ({ kind: 'number', values: Float64Array.from(values) });
const truth = (values: ArrayLike<number>): TargetValues => ({ kind: 'number', values: Float64Array.from(values) });
const rmse = metricOf('rmse');

describe('greedy weights', () => {
  test('mix models whose errors cancel', () => {
    const y = Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const high = numbers(y.map((value) => value + 1));
    const low = numbers(y.map((value) => value - 1));
    const wild = numbers(y.map((value, i) => value + (i % 2 === 0 ? 9 : -9)));
    expect([...greedyWeights([high, low, wild], truth(y), rmse, context)]).toEqual([0.5, 0.5, 0]);
  });

  test('are all on the best one where no other helps, the first of equals', () => {
    const y = [1, 2, 3, 4];
    const off = numbers([1.5, 2.5, 3.5, 4.5]);
    expect([...greedyWeights([off, numbers(y), numbers(y)], truth(y), rmse, context)]).toEqual([0, 1, 0]);
  });

  test('are on the first where the metric is not defined', () => {
    const shares: Predictions = { kind: 'classes', classes: ['no', 'yes'], probabilities: Float64Array.of(0.4, 0.6, 0.7, 0.3) };
    const oneClass: TargetValues = { kind: 'classes', classes: ['no', 'yes'], codes: Int32Array.of(1, 1) };
    expect([...greedyWeights([shares, shares], oneClass, metricOf('roc_auc'), context)]).toEqual([1, 0]);
  });

  test('agree with the best of all mixtures of two, found by trying each 25th', () => {
    const rng = createRng(6);
    const y = Array.from({ length: 200 }, () => rng.normal());
    const a = y.map((value) => value + 0.8 * rng.normal());
    const b = y.map((value) => value + 1.3 * rng.normal());
    const mixed = (share: number) => rmse.compute(truth(y), numbers(a.map((value, i) => share * value + (1 - share) * b[i])), context);
    const best = Math.min(...Array.from({ length: 26 }, (_, i) => mixed(i / 25)));
    const [share] = greedyWeights([numbers(a), numbers(b)], truth(y), rmse, context);
    expect(mixed(share)).toBeLessThan(best * 1.002);
    expect(share).toBeGreaterThan(0.5);
  });

  test('of a metric that jumps are chosen by log loss', () => {
    expect(choosingMetric('f1').id).toBe('log_loss');
    expect(choosingMetric('roc_auc').id).toBe('roc_auc');
    expect(choosingMetric('mae').id).toBe('mae');
  });
});

test('the estimate of an ensemble of noise is that of noise: no row has a part in the weights that it is judged by', async () => {
  const n = 300;
  const rng = createRng(3);
  const scores: number[] = [];
  const flattered: number[] = [];
  for (let repeat = 0; repeat < 8; repeat++) {
    const codes = Int32Array.from({ length: n }, () => rng.int(2));
    const yTrue: TargetValues = { kind: 'classes', classes: ['no', 'yes'], codes };
    const models = Array.from({ length: 12 }, (): Predictions => {
      const probabilities = new Float64Array(2 * n);
      for (let i = 0; i < n; i++) {
        probabilities[2 * i + 1] = rng.uniform();
        probabilities[2 * i] = 1 - probabilities[2 * i + 1];
      }
      return { kind: 'classes', classes: ['no', 'yes'], probabilities };
    });
    const partOf = Uint8Array.from({ length: n }, (_, i) => i % 5);
    const auc = metricOf('roc_auc');
    const { predictions, weights } = await baggedWeights(models, yTrue, auc, context, { partOf, nParts: 5, mostRows: n, rng: rng.fork('weights'), turn: async () => undefined });
    scores.push(auc.compute(yTrue, predictions, context));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    const same = greedyWeights(models, yTrue, auc, context);
    const mean = new Float64Array(2 * n);
    models.forEach((one, m) => {
      if (one.kind === 'classes') for (let i = 0; i < mean.length; i++) mean[i] += same[m] * one.probabilities[i];
    });
    flattered.push(auc.compute(yTrue, { kind: 'classes', classes: ['no', 'yes'], probabilities: mean }, context));
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  // Judged on the rows that chose the weights, noise looks like signal.
  expect(mean(flattered)).toBeGreaterThan(0.55);
  expect(Math.abs(mean(scores) - 0.5)).toBeLessThan(0.03);
}, 30_000);

describe('the ensemble of a run', () => {
  const noisy = (amount: number, seed: number) => (x: number, row: number) => {
    const z = 1.2 * x + amount * createRng(seed * 1000 + row).normal();
    return 1 / (1 + Math.exp(-z));
  };
  /** Learners that see the same signal through noise of their own. */
  const executor = () =>
    fakeExecutor({
      predict: ({ learner }, X) => {
        const seen = learner === 'linear' ? noisy(1, 1) : learner === 'boosting' ? noisy(1, 2) : noisy(40, 3);
        const probabilities = new Float64Array(2 * X.nRows);
        for (let row = 0; row < X.nRows; row++) {
          const p = seen(X.values[row * X.features.length], Math.round(1e4 * Math.abs(X.values[row * X.features.length])));
          probabilities.set([1 - p, p], 2 * row);
        }
        return { kind: 'classes', classes: ['no', 'yes'], probabilities };
      },
    });
  const input = runCase([candidates.dummy, candidates.linear, candidates.boosting, candidates.mlp], { n: 600, settings: { ensemble: true } });

  test('joins the leaderboard with its members and is better than each of them', async () => {
    const { result, values } = await runPortfolio(input, executor(), new FakeClock(), () => undefined, uncontrolled);
    expect(result.bestId).toBe('ensemble');
    const [entry, next] = result.leaderboard;
    expect(entry.members?.map(({ candidateId }) => candidateId).sort()).toEqual(['boosting', 'linear']);
    expect(entry.members?.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(entry.validation.roc_auc!.value).toBeGreaterThan(next.validation.roc_auc!.value + 0.01);
    const own = values.get('ensemble')!;
    expect(own.rows).toEqual(values.get('linear')!.rows);
    expect(own.firstFold.map(({ weight }) => weight)).toEqual(entry.members?.map(({ weight }) => weight));
    expect(new Set(own.firstFold.map(({ recipe }) => recipe.input))).toEqual(new Set(['dense', 'native']));
  });

  test('takes a member whose fits say something of how they ended', async () => {
    const inner = executor();
    const noting: Executor = { ...inner, fit: async (job, control) => ({ ...(await inner.fit(job, control)), ...(job.learner === 'linear' ? { note: 'diverged at epoch 3' } : {}) }) };
    const { result } = await runPortfolio(input, noting, new FakeClock(), () => undefined, uncontrolled);
    expect(result.leaderboard[0].members?.map(({ candidateId }) => candidateId).sort()).toEqual(['boosting', 'linear']);
    expect(result.leaderboard.find(({ candidate }) => candidate.id === 'linear')?.reason).toBe('diverged at epoch 3');
  });

  test('is not made of one model, nor where none is asked for', async () => {
    const alone = { ...input, settings: { ...input.settings, candidates: [candidates.dummy, candidates.linear] } };
    const { result } = await runPortfolio(alone, executor(), new FakeClock(), () => undefined, uncontrolled);
    expect(result.leaderboard.map(({ candidate }) => candidate.id)).toEqual(['linear', 'dummy']);
    const unasked = { ...input, settings: { ...input.settings, ensemble: false } };
    const other = await runPortfolio(unasked, executor(), new FakeClock(), () => undefined, uncontrolled);
    expect(other.result.leaderboard.some(({ members }) => members)).toBe(false);
  });

  test('is made of a hold-out too', async () => {
    const held = runCase([candidates.linear, candidates.boosting], { n: 600, settings: { ensemble: true }, split: { validation: { kind: 'holdout', share: 0.4 } } });
    const { result } = await runPortfolio(held, executor(), new FakeClock(), () => undefined, uncontrolled);
    expect(result.leaderboard.find(({ candidate }) => candidate.id === 'ensemble')?.members).toHaveLength(2);
  });
});
