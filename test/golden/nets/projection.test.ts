import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { layoutOf } from '../../../src/core/nets/net-layout.ts';
import { projectHidden } from '../../../src/core/nets/projection.ts';
import { netShape } from '../../support/net-samples.ts';

interface Case {
  readonly widths: readonly number[];
  readonly parameters: readonly number[];
  readonly x: readonly number[];
  readonly scores: readonly [number[], number[]];
  readonly explained: number;
}

const { cases } = JSON.parse(readFileSync(new URL('./projection.json', import.meta.url), 'utf8')) as { cases: Record<string, Case> };
const layer = { weights: 'own', inputScale: false, outputScale: false, activation: 'relu', dropout: 0 } as const;

test.each(Object.entries(cases))('the last hidden layer on its principal components: %s', (_name, { widths, parameters, x, scores, explained }) => {
  const [nBase, ...others] = widths;
  const shape = netShape(
    Array.from({ length: nBase }, () => ({ kind: 'number' as const })),
    1,
    others,
    others.map((_, l) => (l === others.length - 1 ? { ...layer, activation: 'linear' as const } : layer)),
    'classes',
  );
  const nRows = x.length / nBase;
  const seen = projectHidden(shape, layoutOf(shape), Float32Array.from(parameters), Float32Array.from(x), nRows)!;
  expect(seen.explained).toBeCloseTo(explained, 10);
  [seen.x, seen.y].forEach((coordinates, component) => {
    const farthest = Math.max(...scores[component].map(Math.abs));
    expect(coordinates).toHaveLength(nRows);
    // Coordinates are float32.
    coordinates.forEach((value, row) => expect(Math.abs(value - scores[component][row]) / farthest).toBeLessThan(1e-6));
  });
});
