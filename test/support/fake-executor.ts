import type { DesignMatrix, TrainSet } from '../../src/core/matrix/matrix.ts';
import type { Predictions } from '../../src/core/metrics/predictions.ts';
import { Cancelled, type Control } from '../../src/core/math/control.ts';
import type { Clock, Executor, FitJob } from '../../src/core/training/run.ts';

/** Time that passes only when it is told to. */
export class FakeClock implements Clock {
  #ms = 0;
  nowMs(): number {
    return this.#ms;
  }
  advance(ms: number): void {
    this.#ms += ms;
  }
}

/** What the nearest training row's answer is: it learns everything by heart, noise included. */
export function nearestRow(train: TrainSet, X: DesignMatrix): Predictions {
  const width = X.features.length;
  const nearest = (row: number) => {
    let best = 0;
    let bestDistance = Infinity;
    for (let candidate = 0; candidate < train.X.nRows; candidate++) {
      let distance = 0;
      for (let j = 0; j < width; j++) distance += (X.values[row * width + j] - train.X.values[candidate * width + j]) ** 2;
      if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
    }
    return best;
  };
  const { y } = train;
  if (y.kind === 'number') return { kind: 'number', values: Float64Array.from({ length: X.nRows }, (_, row) => y.values[nearest(row)]) };
  const k = y.classes.length;
  const probabilities = new Float64Array(X.nRows * k).fill(0.1 / k);
  for (let row = 0; row < X.nRows; row++) probabilities[row * k + y.codes[nearest(row)]] += 0.9;
  return { kind: 'classes', probabilities, classes: y.classes };
}

export interface FakeOptions {
  readonly clock?: FakeClock;
  /** Milliseconds that a fit takes, told in ten steps between which it can be stopped. */
  readonly ms?: (job: FitJob) => number;
  readonly predict?: (job: FitJob, X: DesignMatrix) => Predictions;
  readonly iterations?: (job: FitJob, fit: number) => number;
  readonly onFit?: (job: FitJob) => void;
}

/** An executor that keeps every job it was given. */
export function fakeExecutor(options: FakeOptions = {}): Executor & { readonly jobs: FitJob[] } {
  const jobs: FitJob[] = [];
  const predict = options.predict ?? ((job: FitJob, X: DesignMatrix) => nearestRow(job.train, X));
  return {
    slots: 1,
    jobs,
    async fit(job: FitJob, control: Control) {
      jobs.push(job);
      options.onFit?.(job);
      const ms = options.ms?.(job) ?? 0;
      for (let step = 1; step <= 10; step++) {
        options.clock?.advance(ms / 10);
        if (control.cancelled()) throw new Cancelled();
        control.progress(step / 10, 'fitting', { step, train: 1 / step, validation: null });
      }
      const { y, X } = job.train;
      const classes = y.kind === 'classes' ? y.classes : [];
      const model = {
        // The baseline's size can be told of any state.
        learner: 'dummy' as const,
        task: y.kind === 'number' ? ('regression' as const) : classes.length === 2 ? ('binary' as const) : ('multiclass' as const),
        classes,
        nFeatures: X.features.length,
        iterations: options.iterations?.(job, jobs.length) ?? 1,
        state: null,
      };
      return { model, predictions: job.predictOn.map((other) => predict(job, other)), curve: [], fitMs: ms, predictMs: 0, backend: 'js', adapter: null };
    },
    predict: () => Promise.reject(new Error('not used')),
  };
}
