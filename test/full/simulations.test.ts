import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../src/core/math/control.ts';
import { createRng } from '../../src/core/math/rng.ts';
import { estimateMetric } from '../../src/core/metrics/bootstrap.ts';
import { metricOf } from '../../src/core/metrics/registry.ts';
import { runPortfolio } from '../../src/core/training/run-portfolio.ts';
import { nodeExecutor, wallClock } from '../support/node-executor.ts';
import { candidates, runCase } from '../support/run-case.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('over many repetitions', { timeout: 1_200_000 }, () => {
  it.each(['linear', 'boosting'] as const)('%s learns nothing from a target that depends on nothing', async (learner) => {
    const scores: number[] = [];
    for (let seed = 0; seed < 40; seed++) {
      const input = runCase([candidates[learner]], { n: 300, signal: false, seed });
      const { result } = await runPortfolio(input, nodeExecutor(), wallClock, () => undefined, uncontrolled);
      scores.push(result.leaderboard[0].validation.roc_auc!.value);
    }
    // Out-of-fold scores of one run have a standard error near 0.037 on 240 rows; the mean of 40 runs near 0.006.
    console.log(`${learner}, shuffled target: mean ROC AUC ${mean(scores).toFixed(3)} over ${scores.length} runs`);
    expect(Math.abs(mean(scores) - 0.5)).toBeLessThan(0.025);
  });

  it('the 95% interval of ROC AUC holds the true value about 95% of the time', () => {
    // Scores are normal with means 1 apart: the true area is Φ(1 / √2).
    const truth = 0.7602499389;
    const repetitions = 600;
    let covered = 0;
    for (let seed = 0; seed < repetitions; seed++) {
      const rng = createRng(seed).fork('coverage');
      const n = 200;
      const codes = Int32Array.from({ length: n }, (_, row) => row % 2);
      const probabilities = new Float64Array(2 * n);
      for (let row = 0; row < n; row++) {
        const p = 1 / (1 + Math.exp(-(rng.normal() + codes[row])));
        probabilities.set([1 - p, p], 2 * row);
      }
      const classes = ['no', 'yes'];
      const context = { positiveIndex: 1, threshold: 0.5 };
      const { lower, upper } = estimateMetric(metricOf('roc_auc'), { kind: 'classes', codes, classes }, { kind: 'classes', probabilities, classes }, context, { seed, rounds: 400 });
      covered += lower <= truth && truth <= upper ? 1 : 0;
    }
    console.log(`95% intervals of ROC AUC held the truth ${covered} times in ${repetitions}`);
    expect(covered / repetitions).toBeGreaterThan(0.92);
    expect(covered / repetitions).toBeLessThan(0.98);
  });
});
