import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { referenceColumn } from '../../../src/core/monitoring/build-reference.ts';
import { columnDrift } from '../../../src/core/monitoring/drift.ts';
import { createNullDraws } from '../../../src/core/monitoring/null-draws.ts';
import { wassersteinFromReference } from '../../../src/core/monitoring/reference-quantiles.ts';
import { wasserstein1 } from '../../../src/core/stats/wasserstein.ts';
import type { Column } from '../../../src/core/table/table.ts';

type Draw = (rng: ReturnType<typeof createRng>) => number;

const numberColumn = (values: Iterable<number>): Column => ({ kind: 'number', name: 'x', values: Float64Array.from(values) });

function numbers(n: number, seed: number, draw: Draw): Column {
  const rng = createRng(seed);
  return numberColumn(Array.from({ length: n }, () => draw(rng)));
}

function labels(n: number, seed: number, levelOf: Draw): Column {
  const rng = createRng(seed);
  const drawn = Array.from({ length: n }, () => String(levelOf(rng)));
  const levels = [...new Set(drawn)];
  return { kind: 'category', name: 'x', levels, codes: Int32Array.from(drawn, (label) => levels.indexOf(label)) };
}

/** The share of fresh batches of the same distribution whose effect is above the null band. */
function falseAlarms(make: (n: number, seed: number) => Column, nReference: number, n: number, batches = 300): number {
  let above = 0;
  const draws = createNullDraws(0);
  for (let i = 0; i < batches; i++) {
    // A new reference each time, since its own sampling error is part of what the band must cover.
    const reference = referenceColumn(make(nReference, 2 * i + 1));
    const found = columnDrift(reference, make(n, 2 * i + 2), draws)!;
    if (found.effect > found.nullBand) above++;
  }
  return above / batches;
}

const normal: Draw = (rng) => rng.normal();
const lognormal: Draw = (rng) => Math.exp(rng.normal() * 1.2);
const count: Draw = (rng) => Math.floor(-Math.log(1 - rng.uniform()) * 2);
const skewedLevel: Draw = (rng) => Math.floor(60 * rng.uniform() ** 3);

describe('Wasserstein distance from a reference', () => {
  it('is the shift where a sample is the reference moved along', () => {
    const reference = referenceColumn(numberColumn(Array.from({ length: 1001 }, (_, i) => i)));
    if (reference.kind !== 'number') throw new Error('kind');
    const moved = Float64Array.from({ length: 5000 }, (_, i) => (1000 * (i + 0.5)) / 5000 + 2000);
    expect(wassersteinFromReference(reference, moved)).toBeCloseTo(2000, 6);
  });

  it('agrees with the distance between the two samples within the error of 107 quantiles', () => {
    const a = numbers(4000, 1, lognormal);
    const b = numbers(3000, 2, (rng) => lognormal(rng) * 1.5 + 0.2);
    if (a.kind !== 'number' || b.kind !== 'number') throw new Error('kind');
    const reference = referenceColumn(a);
    if (reference.kind !== 'number') throw new Error('kind');
    const exact = wasserstein1(a.values.slice().sort(), b.values.slice().sort());
    expect(wassersteinFromReference(reference, b.values.slice().sort())).toBeCloseTo(exact, 1);
  });
});

describe('the null band', { timeout: 30_000 }, () => {
  it.each([
    ['normal, small batch', normal, 2000, 40],
    ['normal, batch as large as the reference', normal, 400, 400],
    ['lognormal', lognormal, 3000, 150],
    ['counts with ties', count, 1500, 200],
    ['normal, beyond the simulated size', normal, 3000, 2500],
  ])('is passed by about 5%% of fresh batches: %s', (_, draw, nReference, n) => {
    const share = falseAlarms((size, seed) => numbers(size, seed, draw), nReference, n);
    expect(share).toBeLessThan(0.1);
    expect(share).toBeGreaterThan(0.01);
  });

  it.each([
    ['few levels', (rng) => rng.int(4), 2000, 100],
    ['many skewed levels', skewedLevel, 1000, 300],
    ['more levels than rows of the batch', (rng) => rng.int(300), 3000, 150],
    ['levels by rank, a long tail', (rng) => Math.floor(Math.exp(rng.uniform() * Math.log(400))), 3000, 200],
    ['levels that are mostly seen once', (rng) => rng.int(100_000), 1000, 300],
  ] as [string, Draw, number, number][])('is passed by about 5%% of fresh batches: %s', (_, draw, nReference, n) => {
    expect(falseAlarms((size, seed) => labels(size, seed, draw), nReference, n, 120)).toBeLessThan(0.1);
  });

  it('is the same for the same seed, in whatever order it is asked for', () => {
    const reference = referenceColumn(numbers(500, 1, normal));
    const [small, large] = [numbers(50, 2, normal), numbers(400, 3, normal)];
    const forwards = createNullDraws(7);
    const backwards = createNullDraws(7);
    const a = [columnDrift(reference, small, forwards), columnDrift(reference, large, forwards)];
    const b = [columnDrift(reference, large, backwards), columnDrift(reference, small, backwards)].reverse();
    expect(a).toEqual(b);
  });
});

describe('columnDrift', () => {
  const draws = createNullDraws(0);

  it('finds a shift of half a standard deviation in 500 rows', () => {
    const found = columnDrift(referenceColumn(numbers(2000, 1, normal)), numbers(500, 2, (rng) => rng.normal() + 0.5), draws)!;
    expect(found.effect).toBeCloseTo(0.5, 1);
    expect(found.drifted).toBe(true);
  });

  it('does not call a shift of a twentieth of a standard deviation drift, however large the batch', () => {
    const found = columnDrift(referenceColumn(numbers(20_000, 1, normal)), numbers(20_000, 2, (rng) => rng.normal() + 0.05), draws)!;
    expect(found.effect).toBeGreaterThan(found.nullBand);
    expect(found.drifted).toBe(false);
  });

  it('finds labels that training did not see', () => {
    const found = columnDrift(referenceColumn(labels(500, 1, (rng) => rng.int(3))), labels(500, 2, (rng) => rng.int(3) + 10), draws)!;
    expect(found).toMatchObject({ measure: 'jensen-shannon', drifted: true });
    expect(found.effect).toBeCloseTo(1, 10);
  });

  it('takes the share of other values as the effect where the reference is constant', () => {
    const constant = referenceColumn(numberColumn(new Array<number>(50).fill(3)));
    expect(columnDrift(constant, numberColumn([3, 3, 3, 3]), draws)!.effect).toBe(0);
    expect(columnDrift(constant, numberColumn([3, 4, 3, 4]), draws)).toMatchObject({ effect: 0.5, drifted: true });
  });

  it('leaves missing cells apart, and gives null where nothing is left', () => {
    const reference = referenceColumn(numberColumn([1, 2, 3, 4, NaN, NaN]));
    expect(columnDrift(reference, numberColumn([NaN, NaN]), draws)).toBeNull();
    expect(columnDrift(reference, numberColumn([2, NaN, 3, NaN]), draws)!.missingShare).toEqual({ reference: 2 / 6, current: 0.5 });
  });
});
