import { describe, expect, it } from 'vitest';
import type { MetricId, Task } from '../../../src/core/metrics/metric.ts';
import type { Predictions, TargetValues } from '../../../src/core/metrics/predictions.ts';
import { metricOf, metricsFor } from '../../../src/core/metrics/registry.ts';
import golden from './expected.json' with { type: 'json' };

interface Case {
  readonly name: string;
  readonly task: string;
  readonly k?: number;
  readonly y: readonly number[];
  readonly p: readonly (number | readonly number[])[];
  readonly threshold?: number;
  readonly expected: Readonly<Record<string, number | null | undefined>>;
}

function sides(item: Case): { yTrue: TargetValues; yPred: Predictions } {
  if (item.task === 'regression') {
    return {
      yTrue: { kind: 'number', values: Float64Array.from(item.y) },
      yPred: { kind: 'number', values: Float64Array.from(item.p.flat()) },
    };
  }
  const classes = Array.from({ length: item.k ?? 2 }, (_, c) => `c${c}`);
  const probabilities = item.p.flatMap((row) => (typeof row === 'number' ? [1 - row, row] : [...row]));
  return {
    yTrue: { kind: 'classes', codes: Int32Array.from(item.y), classes },
    yPred: { kind: 'classes', probabilities: Float64Array.from(probabilities), classes },
  };
}

/** Agreement to 1e-10 relative; values that are 0 but for rounding agree to 1e-14. */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(
    Math.max(1e-14, 1e-10 * Math.abs(expected)),
  );
}

const cases: readonly Case[] = golden.cases;

describe('metrics agree with scikit-learn', () => {
  for (const item of cases) {
    it(`${item.task}: ${item.name}`, () => {
      const { yTrue, yPred } = sides(item);
      const context = { positiveIndex: 1, threshold: item.threshold ?? 0.5 };
      for (const [id, expected] of Object.entries(item.expected)) {
        const actual = metricOf(id as MetricId).compute(yTrue, yPred, context);
        if (expected === null) expect(actual, id).toBeNaN();
        else expectClose(actual, expected ?? NaN);
      }
    });
  }

  it('covers every metric of every task', () => {
    for (const task of ['binary', 'multiclass', 'regression'] as const satisfies readonly Task[]) {
      const covered = new Set(cases.filter((item) => item.task === task).flatMap((item) => Object.keys(item.expected)));
      expect([...covered].sort()).toEqual(metricsFor(task, true).map(({ id }) => id).sort());
    }
  });
});
