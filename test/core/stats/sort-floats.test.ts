import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { sortFloats } from '../../../src/core/stats/sort-floats.ts';

describe('sortFloats', () => {
  it.each([0, 1, 2, 2047, 2048, 2049, 50_000])('sorts %i values as the engine does', (n) => {
    const rng = createRng(n);
    const odd = [-Infinity, Infinity, 0, -0, 1e-45, -1e-45, 3.4e38, -3.4e38];
    const values = Float32Array.from({ length: n }, (_, i) =>
      i < odd.length ? odd[i] : rng.normal() * 10 ** rng.int(30),
    );
    const expected = values.slice().sort();
    const padded = new Float32Array(n + 3).fill(7);
    padded.set(values, 2);
    const part = padded.subarray(2, 2 + n);
    expect(sortFloats(part, new Float32Array(n))).toBe(part);
    expect(Buffer.from(part.slice().buffer).equals(Buffer.from(expected.buffer))).toBe(true);
    expect([padded[0], padded[1], padded[n + 2]]).toEqual([7, 7, 7]);
  });
});
