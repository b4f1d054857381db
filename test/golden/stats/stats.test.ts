import { describe, expect, it } from 'vitest';
import { correlation } from '../../../src/core/stats/correlation.ts';
import { entropy } from '../../../src/core/stats/entropy.ts';
import { jensenShannon } from '../../../src/core/stats/jensen-shannon.ts';
import { mean } from '../../../src/core/stats/mean.ts';
import { quantile } from '../../../src/core/stats/quantile.ts';
import { rank } from '../../../src/core/stats/rank.ts';
import { skewness } from '../../../src/core/stats/skewness.ts';
import { variance } from '../../../src/core/stats/variance.ts';
import { wasserstein1 } from '../../../src/core/stats/wasserstein.ts';
import { wilson } from '../../../src/core/stats/wilson.ts';
import golden from './expected.json' with { type: 'json' };

/** Agreement to 1e-10 relative; values that are 0 but for rounding agree to `floor`. */
function expectClose(actual: number, expected: number | null, what: string, floor = 1e-12): void {
  if (expected === null) expect(actual, what).toBeNaN();
  else {
    const room = Math.max(floor, 1e-10 * Math.abs(expected));
    expect(Math.abs(actual - expected), `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(room);
  }
}

describe('statistics agree with numpy and scipy', () => {
  for (const sample of golden.samples) {
    it(sample.name, () => {
      const { values } = sample;
      const before = [...values];
      const squared = Math.abs(sample.populationVariance);
      expectClose(mean(values), sample.mean, 'mean', 1e-20);
      expectClose(variance(values), sample.variance, 'variance', 1e-12 * squared);
      expectClose(variance(values, 0), sample.populationVariance, 'population variance', 1e-12 * squared);
      expectClose(skewness(values), sample.skewness, 'skewness', 1e-10);
      golden.probabilities.forEach((p, i) => expectClose(quantile(values, p), sample.quantiles[i], `quantile ${p}`, 1e-20));
      expect([...rank(values)]).toEqual(sample.ranks);
      expect(values).toEqual(before);
    });
  }

  it('of two samples', () => {
    const values = new Map(golden.samples.map((sample) => [sample.name, sample.values]));
    const sorted = (name: string) => Float64Array.from(values.get(name) ?? []).sort();
    for (const { a, b, wasserstein, correlation: r } of golden.pairs) {
      expectClose(wasserstein1(sorted(a), sorted(b)), wasserstein, `wasserstein ${a}, ${b}`);
      if (r !== null) expectClose(correlation(values.get(a) ?? [], values.get(b) ?? []), r, `correlation ${a}, ${b}`);
    }
  });

  it('of shares', () => {
    for (const { p, q, jensenShannon: distance, entropy: h } of golden.shares) {
      expectClose(jensenShannon(p, q), distance, `jensen-shannon ${p.join()} ${q.join()}`);
      expectClose(entropy(p), h, `entropy ${p.join()}`);
    }
    for (const { successes, trials, lower, upper } of golden.wilson) {
      const interval = wilson(successes, trials);
      expectClose(interval.lower, lower, `wilson ${successes}/${trials} lower`, 1e-15);
      expectClose(interval.upper, upper, `wilson ${successes}/${trials} upper`, 1e-15);
    }
  });
});
