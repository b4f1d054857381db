import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { symmetricEigen } from '../../../src/core/math/symmetric-eigen.ts';
import { leadingAxes } from '../../../src/core/nets/leading-axes.ts';
import { layoutOf } from '../../../src/core/nets/net-layout.ts';
import { layerScales, projectHidden } from '../../../src/core/nets/projection.ts';
import { netRows, netSamples, netShape, netStart } from '../../support/net-samples.ts';

const shape = netSamples['shared weights with scales and dropout'];
const layout = layoutOf(shape);
const { parameters } = netStart(shape, 3);
const { x } = netRows(shape, 40, 4);

describe('projectHidden', () => {
  it('has the same bits each time, and the farthest row on the positive side', () => {
    const seen = projectHidden(shape, layout, parameters, x, 40)!;
    expect(projectHidden(shape, layout, parameters, x, 40)).toEqual(seen);
    expect(seen.explained).toBeGreaterThan(0.3);
    expect(seen.explained).toBeLessThanOrEqual(1);
    for (const coordinates of [seen.x, seen.y]) {
      expect(coordinates).toHaveLength(40);
      expect(Math.max(...coordinates)).toBeGreaterThanOrEqual(-Math.min(...coordinates));
    }
  });

  it('puts all rows on one point where the units do not vary', () => {
    expect(projectHidden(shape, layout, parameters, x, 1)).toEqual({ x: Float32Array.of(0), y: Float32Array.of(0), explained: 0 });
    const still = projectHidden(shape, layout, new Float32Array(layout.nParameters), x, 40)!;
    expect(still.explained).toBe(0);
    expect([...still.x, ...still.y].every((value) => value === 0)).toBe(true);
  });

  it('has nothing to show without a hidden layer, without rows, and of a net that is no longer finite', () => {
    const flat = netSamples['no hidden layer'];
    expect(projectHidden(flat, layoutOf(flat), netStart(flat, 1).parameters, netRows(flat, 5, 1).x, 5)).toBeNull();
    expect(projectHidden(shape, layout, parameters, x, 0)).toBeNull();
    const mish = netSamples['mish net of pieces and numbers'];
    expect(projectHidden(mish, layoutOf(mish), netStart(mish, 1).parameters.map(() => NaN), netRows(mish, 5, 1).x, 5)).toBeNull();
  });

  it('stands one hidden unit on the first component alone', () => {
    const layer = { weights: 'own', inputScale: false, outputScale: false, activation: 'linear', dropout: 0 } as const;
    const narrow = netShape([{ kind: 'number' }], 1, [1, 1], [layer, layer], 'number');
    const seen = projectHidden(narrow, layoutOf(narrow), Float32Array.of(-2, 5, 1, 0), Float32Array.of(1, 2, 6), 3)!;
    expect([...seen.x]).toEqual([-4, -2, 6]);
    expect([...seen.y]).toEqual([0, 0, 0]);
    expect(seen.explained).toBe(1);
  });
});

describe('leadingAxes', () => {
  // Rows that vary most along a few axes, of which two are nearly equal, and a little along all.
  it.each([[300, 256, 1], [60, 512, 1], [300, 256, 0.001]])('finds in %d × %d what the full decomposition finds', (n, p, apart) => {
    const rng = createRng(5);
    const A = new Float64Array(n * p);
    const spread = [3, 2 + apart, 2, 1, 1, 1];
    for (let i = 0; i < n; i++) {
      const along = spread.map((deviation) => deviation * rng.normal());
      for (let j = 0; j < p; j++) A[i * p + j] = (along[j % 6] * (j % 2 === 0 ? 1 : -1) + 0.5 * rng.normal()) / Math.sqrt(p);
    }
    const size = Math.min(n, p);
    const products = new Float64Array(size * size);
    const entry = n < p ? (a: number, j: number) => A[a * p + j] : (a: number, j: number) => A[j * p + a];
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) for (let j = 0; j < Math.max(n, p); j++) products[a * size + b] += entry(a, j) * entry(b, j);
    const { values } = symmetricEigen(products, size);
    const { values: found, scores } = leadingAxes(A, n, p);
    found.forEach((value, k) => {
      expect(Math.abs(value / values[k] - 1)).toBeLessThan(1e-8);
      expect(scores[k].reduce((sum, score) => sum + score * score, 0)).toBeCloseTo(value, 8);
    });
    expect(scores[0].reduce((sum, score, i) => sum + score * scores[1][i], 0)).toBeCloseTo(0, 8);
  });

  it('finds both of two equal axes', () => {
    const [n, p] = [120, 60];
    const A = new Float64Array(n * p);
    for (let i = 0; i < n; i++) A[i * p + (i % p)] = i < p ? 1 : -1;
    const { values } = leadingAxes(A, n, p);
    values.forEach((value) => expect(value).toBeCloseTo(2, 10));
  });
});

describe('layerScales', () => {
  it('measures the weights of all members, layer by layer, and the gradient by them', () => {
    const squares = new Float32Array(layout.nParameters);
    const [first] = layout.layers;
    squares.fill(9, first.weights, first.weights + shape.layers[0].inputs * shape.layers[0].outputs);
    const scales = layerScales(shape, layout, parameters, squares);
    expect(scales.map(({ name, gradients }) => [name, gradients])).toEqual([['Layer 1', 3], ['Layer 2', 0], ['Output', 0]]);
    const last = parameters.subarray(layout.layers[2].weights, layout.layers[2].bias);
    expect(last).toHaveLength(4 * 8 * 2);
    expect(scales[2].weights).toBeCloseTo(Math.sqrt(last.reduce((sum, w) => sum + w * w, 0) / last.length), 12);
    expect(layerScales(shape, layout, parameters, null).map(({ gradients }) => gradients)).toEqual([0, 0, 0]);
  });
});
