import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boosting } from '../../../src/core/estimators/boosting.ts';
import type { Monotone, Params } from '../../../src/core/estimators/estimator.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng, type Rng } from '../../../src/core/math/rng.ts';
import type { TrainSet } from '../../../src/core/matrix/matrix.ts';
import type { Predictions } from '../../../src/core/metrics/predictions.ts';
import { categorical, codes, matrixOf, numbers, numeric, trainSetOf } from '../../support/train-set.ts';

const monotone: Monotone = { up: 1, down: -1 };
const features = [numeric('up'), numeric('down'), numeric('free'), categorical('kind', 4)];
const losses = ['auto', 'absolute', 'quantile', 'poisson', 'gamma', 'log loss'] as const;

const fit = async (train: TrainSet, params: Params) =>
  (await boosting.fit(train, params, createRng(0), uncontrolled)).model;
/** Of the later class, or the number. */
const scoresOf = (seen: Predictions): number[] =>
  seen.kind === 'number' ? Array.from(seen.values) : Array.from(seen.probabilities).filter((_, i) => i % 2 === 1);

function randomRow(rng: Rng): number[] {
  return [rng.uniform() < 0.1 ? NaN : rng.normal(), rng.normal(), rng.uniform() < 0.1 ? NaN : rng.normal(), rng.int(4)];
}

/** Rows whose target bends both ways along every feature. */
function bent(seed: number, loss: (typeof losses)[number], nRows = 250): TrainSet {
  const rng = createRng(seed);
  const rows = Array.from({ length: nRows }, () => randomRow(rng));
  const targets = rows.map(([a, b, c, d]) => {
    const score = Math.sin(3 * (a || 0)) + Math.cos(2 * b) * (c || 1) + (d === 2 ? a || 0 : 0) + 0.3 * rng.normal();
    return loss === 'poisson' ? Math.round(Math.exp(score)) : loss === 'gamma' ? Math.exp(score) : score;
  });
  const X = matrixOf(rows, features);
  const y =
    loss === 'log loss'
      ? codes(
          targets.map((score) => (score > 0 ? 1 : 0)),
          ['no', 'yes'],
        )
      : numbers(targets);
  return trainSetOf(X, y, { weights: rows.map((_, i) => (i % 3) / 2) });
}

describe('directions', () => {
  it.each(losses)(
    'hold everywhere, %s',
    async (loss) => {
      await fc.assert(
        fc.asyncProperty(fc.integer(), async (seed) => {
          const params = {
            monotone,
            loss: loss === 'log loss' ? 'auto' : loss,
            quantile: 0.7,
            iterations: 15,
            minRowsPerLeaf: 3,
            learningRate: 0.5,
          };
          const model = await fit(bent(seed, loss), params);
          const rng = createRng(seed + 1);
          for (const [column, direction] of [
            [0, 1],
            [1, -1],
          ] as const) {
            const base = randomRow(rng);
            const line = Array.from({ length: 61 }, (_, i) => base.with(column, (i - 30) / 8));
            const seen = scoresOf(boosting.predict(model, matrixOf(line, features)));
            seen.forEach((score, i) =>
              expect(direction * (score - seen[Math.max(0, i - 1)])).toBeGreaterThanOrEqual(0),
            );
          }
        }),
        { numRuns: 12, seed: 1 },
      );
    },
    30_000,
  );

  it('are what holds it: without them the same rows bend both ways', async () => {
    const model = await fit(bent(1, 'auto'), { iterations: 15 });
    const line = Array.from({ length: 61 }, (_, i) => [(i - 30) / 8, 0, 0, 0]);
    const seen = scoresOf(boosting.predict(model, matrixOf(line, features)));
    expect(seen.some((score, i) => score < seen[Math.max(0, i - 1)])).toBe(true);
    expect(seen.some((score, i) => score > seen[Math.max(0, i - 1)])).toBe(true);
  });

  it('cost nothing where the target goes that way', async () => {
    const rng = createRng(4);
    const rows = Array.from({ length: 500 }, () => [rng.normal(), rng.normal()]);
    const train = trainSetOf(
      matrixOf(rows, [numeric('up'), numeric('down')]),
      numbers(rows.map(([a, b]) => 2 * a - b)),
    );
    const lossOf = async (params: Params) =>
      (await boosting.fit(train, { iterations: 60, ...params }, createRng(0), uncontrolled)).curve.at(-1)!.train!;
    expect(await lossOf({ monotone })).toBeLessThan(1.5 * (await lossOf({})));
    expect(await lossOf({ monotone: { up: -1 } })).toBeGreaterThan(10 * (await lossOf({ monotone })));
  });

  it('on columns that are not numbers, or not there, change nothing', async () => {
    const train = bent(2, 'auto');
    const params = { iterations: 5 };
    expect(await fit(train, { ...params, monotone: { kind: 1, elsewhere: -1 } })).toEqual(await fit(train, params));
  });

  it('are refused for more than two classes', async () => {
    const { X } = bent(1, 'auto');
    const three = trainSetOf(
      X,
      codes(
        Array.from({ length: X.nRows }, (_, i) => i % 3),
        ['a', 'b', 'c'],
      ),
    );
    await expect(fit(three, { monotone })).rejects.toMatchObject({ code: 'MonotoneNeedsOneScore' });
  });
});
