import { describe, expect, test } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { runPortfolio } from '../../../src/core/training/run-portfolio.ts';
import type { RunEvent } from '../../../src/core/training/run.ts';
import { FakeClock, fakeExecutor, nearestRow } from '../../support/fake-executor.ts';
import { candidates, runCase } from '../../support/run-case.ts';

const { dummy, linear, boosting, mlp } = candidates;
const half = (nRows: number) => ({ kind: 'classes' as const, probabilities: new Float64Array(nRows * 2).fill(0.5), classes: ['no', 'yes'] });
const ignore = () => undefined;
const sorted = (rows: Uint32Array) => [...rows].sort((a, b) => a - b);

describe('a run', () => {
  test('judges each candidate by its out-of-fold predictions and ranks them', async () => {
    const input = runCase([dummy, linear]);
    const executor = fakeExecutor({ predict: (job, X) => (job.learner === 'dummy' ? half(X.nRows) : nearestRow(job.train, X)) });
    const { result, values } = await runPortfolio(input, executor, new FakeClock(), ignore, uncontrolled);
    expect(result.leaderboard.map(({ candidate, status }) => [candidate.id, status])).toEqual([['linear', 'done'], ['dummy', 'done']]);
    expect(result).toMatchObject({ bestId: 'linear', stoppedBecause: 'finished' });
    expect(result.leaderboard[0].validation.roc_auc?.value).toBeGreaterThan(0.85);
    expect(result.leaderboard[0].validation.roc_auc?.rows).toBe(input.split.development.length);
    expect(result.leaderboard[1].validation.roc_auc?.value).toBe(0.5);
    expect(sorted(values.get('linear')!.rows)).toEqual(sorted(input.split.development));
    expect(result.leaderboard[0].iterations).toEqual([1, 1, 1, 1]);
  });

  test('keeps predictions beside the rows that they are for', async () => {
    const input = runCase([linear]);
    const echo = fakeExecutor({
      predict: (_job, X) => ({ kind: 'classes', classes: ['no', 'yes'], probabilities: Float64Array.from({ length: X.nRows * 2 }, (_, i) => (i % 2 === 0 ? 1 - Math.tanh(Math.abs(X.values[(i - (i % 2)) / 2])) : Math.tanh(Math.abs(X.values[(i - (i % 2)) / 2])))) }),
    });
    const plain = { ...input, recipes: { ...input.recipes, dense: { input: 'dense' as const, columns: ['x'], steps: [] } } };
    const { values } = await runPortfolio(plain, echo, new FakeClock(), ignore, uncontrolled);
    const { rows, predictions } = values.get('linear')!;
    const x = input.table.columns[1];
    if (predictions.kind !== 'classes' || x.kind !== 'number') throw new Error('unexpected kinds');
    rows.forEach((row, i) => expect(predictions.probabilities[2 * i + 1]).toBeCloseTo(Math.tanh(Math.abs(x.values[row])), 5));
  });

  test('fits the recipe inside each fold', async () => {
    const executor = fakeExecutor();
    await runPortfolio(runCase([linear]), executor, new FakeClock(), ignore, uncontrolled);
    const means = executor.jobs.map(({ train, predictOn }) => {
      const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
      return [mean(train.X.values), mean(predictOn[0].values)];
    });
    for (const [train, validation] of means) {
      expect(Math.abs(train)).toBeLessThan(1e-6);
      expect(Math.abs(validation)).toBeGreaterThan(1e-4);
    }
  });

  test('sets stopping rows aside for learners that stop, and for no other', async () => {
    const executor = fakeExecutor();
    const input = runCase([linear, boosting, mlp]);
    await runPortfolio(input, executor, new FakeClock(), ignore, uncontrolled);
    const nTrain = input.split.folds[0].train.length;
    const sizes = (learner: string) => executor.jobs.filter((job) => job.learner === learner).map(({ train }) => [train.X.nRows, train.stopping?.X.nRows ?? 0]);
    expect(sizes('linear')[0]).toEqual([nTrain, 0]);
    for (const learner of ['boosting', 'mlp']) {
      const [fit, stopping] = sizes(learner)[0];
      expect(fit + stopping).toBe(nTrain);
      expect(stopping).toBe(Math.round(0.15 * nTrain));
    }
  });

  test('gives the same jobs again for the same settings, whichever candidates stand before', async () => {
    const [first, second] = [fakeExecutor(), fakeExecutor()];
    await runPortfolio(runCase([linear, mlp]), first, new FakeClock(), ignore, uncontrolled);
    await runPortfolio(runCase([mlp]), second, new FakeClock(), ignore, uncontrolled);
    expect(second.jobs).toEqual(first.jobs.filter(({ learner }) => learner === 'mlp'));
    expect(new Set(second.jobs.map(({ seed }) => seed)).size).toBe(4);
  });

  test('tells what it does, in order', async () => {
    const events: RunEvent[] = [];
    const clock = new FakeClock();
    await runPortfolio(runCase([dummy, linear]), fakeExecutor({ clock, ms: () => 1000 }), clock, (event) => events.push(event), uncontrolled);
    // The next one is started before the last is judged, so that no slot waits.
    expect(events.filter(({ type }) => type === 'candidate-started' || type === 'entry').map((event) => event.type)).toEqual(['candidate-started', 'candidate-started', 'entry', 'entry']);
    expect(events.filter((event) => event.type === 'curve' && event.candidateId === 'dummy')).toHaveLength(10);
    const progress = events.flatMap((event) => (event.type === 'progress' ? [event] : []));
    expect(progress.at(0)?.note).toBe('Baseline, fold 1 of 4');
    expect(progress.at(-1)?.note).toBe('Linear model, fold 4 of 4');
    expect(progress.at(-1)?.fraction).toBe(1);
    const elapsed = progress.map(({ elapsedMs }) => elapsedMs);
    expect(elapsed).toEqual([...elapsed].sort((a, b) => a - b));
    expect(progress.find(({ elapsedMs }) => elapsedMs === 4000)?.leftMs).toBe(4000);
    expect(progress.every(({ leftMs }) => leftMs >= 0 && leftMs <= 60_000)).toBe(true);
  });

  test('a learner that fails is an entry with its reason, and the others go on', async () => {
    const executor = fakeExecutor({
      onFit: ({ learner }) => {
        if (learner === 'linear') throw new Error('OutOfMemory: the device is full');
      },
      predict: ({ learner, train }, X) => (learner === 'mlp' ? { ...half(X.nRows), probabilities: new Float64Array(X.nRows * 2).fill(NaN) } : nearestRow(train, X)),
    });
    const { result, values } = await runPortfolio(runCase([linear, mlp, boosting]), executor, new FakeClock(), ignore, uncontrolled);
    const reasons = Object.fromEntries(result.leaderboard.map(({ candidate, status, reason }) => [candidate.id, `${status} ${reason}`]));
    expect(result.bestId).toBe('boosting');
    expect(reasons.linear).toBe('failed OutOfMemory: the device is full');
    expect(reasons.mlp).toContain('failed PredictionsUnusable: the prediction of row 1 is not a finite number');
    expect([...values.keys()]).toEqual(['boosting']);
  });

  test('has no best where nothing has finished', async () => {
    const executor = fakeExecutor({
      onFit: () => {
        throw new Error('Broken: no');
      },
    });
    const { result } = await runPortfolio(runCase([dummy]), executor, new FakeClock(), ignore, uncontrolled);
    expect(result.bestId).toBeNull();
  });
});

test('a learner by heart does no better than chance on targets without signal', async () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
  const runs = seeds.map((seed) => runPortfolio(runCase([linear], { n: 400, signal: false, seed }), fakeExecutor(), new FakeClock(), ignore, uncontrolled));
  const values = (await Promise.all(runs)).map(({ result }) => result.leaderboard[0].validation.roc_auc!.value);
  // One such AUC has a standard deviation of about 0.03; a leak of any row's own answer would give nearly 1.
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / seeds.length - 0.5)).toBeLessThan(0.035);
});
