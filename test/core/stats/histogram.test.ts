import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, histogram } from '../../../src/core/stats/histogram.ts';

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('histogram', () => {
  it('counts every finite value once, in at most 24 bins with ascending edges', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 200 }), (drawn) => {
        const values = Float64Array.from(drawn);
        const { edges, counts } = histogram(values);
        const finite = drawn.filter(Number.isFinite).length;
        expect(total(counts)).toBe(finite);
        expect(counts.length).toBeLessThanOrEqual(24);
        if (finite === 0) expect(edges).toEqual([]);
        else expect(edges.length).toBe(counts.length + 1);
        for (let i = 1; i < edges.length; i++) expect(edges[i]).toBeGreaterThan(edges[i - 1]);
      }),
    );
  });

  it('does the same for whole numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 200 }), (drawn) => {
        const { counts } = histogram(Float64Array.from(drawn));
        expect(total(counts)).toBe(drawn.length);
        expect(counts.length).toBeLessThanOrEqual(24);
      }),
    );
  });

  it('gives few whole numbers a bar each', () => {
    expect(histogram(Float64Array.of(1, 1, 2, 3, 3, 3))).toEqual({ edges: [0.5, 1.5, 2.5, 3.5], counts: [2, 1, 3] });
    expect(histogram(Float64Array.of(0, 1))).toEqual({ edges: [-0.5, 0.5, 1.5], counts: [1, 1] });
  });

  it('gives one value one bin', () => {
    expect(histogram(Float64Array.of(2.5, 2.5))).toEqual({ edges: [2, 3], counts: [2] });
    const huge = histogram(Float64Array.of(1e300, 1e300));
    expect(huge.counts).toEqual([2]);
    expect(huge.edges[1]).toBeGreaterThan(huge.edges[0]);
  });

  it('leaves the values as they are and NaN and infinities out', () => {
    const values = Float64Array.of(3, NaN, 1, Infinity, 2);
    expect(total(histogram(values).counts)).toBe(3);
    expect([...values]).toEqual([3, NaN, 1, Infinity, 2]);
    expect(histogram(Float64Array.of(NaN))).toEqual({ edges: [], counts: [] });
  });

  it('keeps an outlier from hiding the rest: most bars are not empty for a plain bell', () => {
    const values = Float64Array.from({ length: 2000 }, (_, i) => Math.tan(((i + 0.5) / 2000 - 0.5) * 2.5));
    const { counts } = histogram(values);
    expect(counts.length).toBe(24);
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(20);
  });
});

describe('binOf', () => {
  it('closes the last bin and says -1 outside', () => {
    const edges = [0, 1, 2];
    expect([0, 0.5, 1, 2].map((value) => binOf(edges, value))).toEqual([0, 0, 1, 1]);
    expect([-0.1, 2.1, NaN].map((value) => binOf(edges, value))).toEqual([-1, -1, -1]);
    expect(binOf([], 1)).toBe(-1);
  });
});
