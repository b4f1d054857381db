import { describe, expect, it } from 'vitest';
import { Cancelled, uncontrolled } from '../../../src/core/math/control.ts';
import { minimiseLbfgs, type AsyncObjective } from '../../../src/core/math/lbfgs.ts';
import { createRng } from '../../../src/core/math/rng.ts';

const options = { tolerance: 1e-9, maxIterations: 3000, noise: 0 };

/** Σ curvature (θ - goal)² / 2 + Σ log cosh of neighbours' differences, which couples them; `rounded` keeps values to 1e-7 of themselves. */
function valley(curvatures: readonly number[], rounded = false): AsyncObjective & { evaluations: number } {
  const n = curvatures.length;
  return {
    evaluations: 0,
    start: new Float64Array(n),
    diagonal: new Float64Array(n).fill(1),
    async evaluate(theta) {
      this.evaluations++;
      let value = 1000;
      const gradient = new Float64Array(n);
      for (let j = 0; j < n; j++) {
        const off = theta[j] - (j + 1);
        value += (curvatures[j] * off * off) / 2;
        gradient[j] += curvatures[j] * off;
        if (j === 0) continue;
        const step = theta[j] - theta[j - 1];
        value += Math.log(Math.cosh(step));
        gradient[j] += Math.tanh(step);
        gradient[j - 1] -= Math.tanh(step);
      }
      return { value: rounded ? Math.fround(value) : value, gradient };
    },
  };
}

const steep = Array.from({ length: 30 }, (_, j) => 10 ** (j % 5));

describe('L-BFGS', () => {
  it('ends where no slope is left', async () => {
    const objective = valley(steep);
    const { theta, iterations } = await minimiseLbfgs(objective, { ...options, tolerance: 1e-6, noise: 1e-13 }, uncontrolled);
    const { gradient } = await objective.evaluate(theta);
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThanOrEqual(1e-6);
    expect(iterations).toBeGreaterThan(1);
    expect(objective.evaluations).toBeLessThan(4 * iterations);
  });

  it('needs fewer steps where the diagonal is known', async () => {
    const plain = await minimiseLbfgs(valley(steep), { ...options, tolerance: 1e-6, noise: 1e-13 }, uncontrolled);
    const known = { ...valley(steep), diagonal: Float64Array.from(steep, (c) => c + 1) };
    const { iterations } = await minimiseLbfgs(known, { ...options, tolerance: 1e-6, noise: 1e-13 }, uncontrolled);
    expect(iterations).toBeLessThan(plain.iterations / 2);
  });

  it('goes on by slopes where values are too rough to tell', async () => {
    const objective = valley(steep, true);
    const { theta } = await minimiseLbfgs(objective, { ...options, tolerance: 1e-5, noise: 1e-7 }, uncontrolled);
    const { gradient } = await objective.evaluate(theta);
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThanOrEqual(1e-5);
  });

  it('finds the bottom of a curved valley', async () => {
    const rosenbrock: AsyncObjective = {
      start: Float64Array.of(-1.2, 1),
      diagonal: Float64Array.of(1, 1),
      evaluate: async ([x, y]) => ({
        value: 100 * (y - x * x) ** 2 + (1 - x) ** 2,
        gradient: Float64Array.of(-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)),
      }),
    };
    const { theta } = await minimiseLbfgs(rosenbrock, options, uncontrolled);
    expect(theta[0]).toBeCloseTo(1, 7);
    expect(theta[1]).toBeCloseTo(1, 7);
  });

  it('takes no step where it starts at the bottom, and ends after the most that are allowed', async () => {
    const rng = createRng(1);
    const curvatures = Array.from({ length: 8 }, () => 1 + rng.uniform());
    const { theta } = await minimiseLbfgs(valley(curvatures), { ...options, noise: 1e-14 }, uncontrolled);
    expect((await minimiseLbfgs({ ...valley(curvatures), start: theta }, { ...options, tolerance: 1e-6 }, uncontrolled)).iterations).toBe(0);
    expect((await minimiseLbfgs(valley(steep), { ...options, maxIterations: 3 }, uncontrolled)).iterations).toBe(3);
  });

  it('stops between two evaluations where that is asked for', async () => {
    const objective = valley(steep);
    const control = { ...uncontrolled, cancelled: () => objective.evaluations >= 4 };
    await expect(minimiseLbfgs(objective, options, control)).rejects.toBeInstanceOf(Cancelled);
    expect(objective.evaluations).toBe(4);
  });
});
