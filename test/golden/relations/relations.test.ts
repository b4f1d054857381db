import { describe, expect, it } from 'vitest';
import { averageLinkage } from '../../../src/core/profile/relations/cluster.ts';
import { contingency } from '../../../src/core/stats/contingency.ts';
import { correctedCorrelationRatio, correlationRatio, groupedVariation } from '../../../src/core/stats/correlation-ratio.ts';
import { cramersV } from '../../../src/core/stats/cramers-v.ts';
import { mutualInformation, normalisedInformation } from '../../../src/core/stats/mutual-information.ts';
import { spearman } from '../../../src/core/stats/spearman.ts';
import golden from './expected.json' with { type: 'json' };

/** Agreement to 1e-10 relative; values that are 0 but for rounding agree to 1e-12. */
function expectClose(actual: number, expected: number | null, what: string): void {
  if (expected === null) expect(actual, what).toBeNaN();
  else expect(Math.abs(actual - expected), `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(Math.max(1e-12, 1e-10 * Math.abs(expected)));
}

const numberOf = (value: number | string | null) => (value === null ? NaN : value === 'inf' ? Infinity : value === '-inf' ? -Infinity : Number(value));

describe('relations agree with scipy, scikit-learn and numpy', () => {
  it.each(golden.numbers)('Spearman: $name', ({ x, y, spearman: rho, name }) => {
    expectClose(spearman(x.map(numberOf), y.map(numberOf)), rho, name);
  });

  it.each(golden.labels)("labels: $name", ({ a, b, cramersV: v, information, normalised, name }) => {
    const table = contingency(a, 1 + Math.max(...a), b, 1 + Math.max(...b));
    expectClose(cramersV(table), v, `V of ${name}`);
    expectClose(mutualInformation(table), information, `information of ${name}`);
    expectClose(normalisedInformation(table), normalised, `normalised information of ${name}`);
  });

  it.each(golden.mixed)('correlation ratio: $name', ({ codes, values, eta, corrected, name }) => {
    const numbers = values.map(numberOf);
    const variation = groupedVariation(numbers, codes, 1 + Math.max(...codes), numbers.find(Number.isFinite) ?? 0);
    expectClose(correlationRatio(variation), eta, `eta of ${name}`);
    expectClose(correctedCorrelationRatio(variation), corrected, `corrected eta of ${name}`);
  });

  it.each(golden.trees)('average linkage of $heights.length merges', ({ distances, heights }) => {
    const merges = averageLinkage(Float64Array.from(distances), heights.length + 1);
    const found = merges.map(({ height }) => height).sort((a, b) => a - b);
    heights.forEach((height, i) => expectClose(found[i], height, `merge ${i}`));
  });
});
