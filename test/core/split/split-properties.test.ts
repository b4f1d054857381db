import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitTable } from '../../../src/core/split/split-table.ts';
import { stoppingShare, stoppingSplit } from '../../../src/core/split/stopping-split.ts';
import type { Split, SplitParams, SplitStrategy } from '../../../src/core/split/split.ts';
import { categoryColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

interface Case {
  readonly labels: readonly (string | null)[];
  readonly groups: readonly (string | null)[];
  readonly times: readonly (number | null)[];
  readonly parts: readonly string[];
}

const row = fc.tuple(
  fc.option(fc.constantFrom('a', 'b', 'b', 'b', 'c'), { freq: 8 }),
  fc.option(fc.constantFrom(...'pqrstuvw'), { freq: 8 }),
  fc.option(fc.integer({ min: 0, max: 40 }), { freq: 8 }),
  fc.constantFrom('train', ' Train', 'TRAINING', 'val', 'Holdout', 'test', 'tst'),
);
const cases: fc.Arbitrary<Case> = fc
  .array(row, { minLength: 30, maxLength: 120 })
  .map((rows) => ({ labels: rows.map(([a]) => a), groups: rows.map(([, b]) => b), times: rows.map(([, , c]) => c), parts: rows.map(([, , , d]) => d) }))
  // Every part has rows with a target to speak of.
  .filter(({ labels, parts }) => ['t', 'v', 'e'].every((part) => parts.filter((label, i) => labels[i] !== null && initial(label) === part).length > 2));

/** 't' for training, 'v' for validation, 'e' for test rows. */
function initial(part: string): string {
  const name = part.trim().toLowerCase();
  return name.startsWith('tr') ? 't' : name.startsWith('t') ? 'e' : 'v';
}

const strategies: readonly SplitStrategy[] = ['random', 'stratified', 'grouped', 'time', 'ready'];
const columnOf: Record<SplitStrategy, string | null> = { random: null, stratified: null, grouped: 'g', time: 't', ready: 'p' };
const validations: fc.Arbitrary<SplitParams['validation']> = fc.oneof(
  fc.record({ kind: fc.constant('folds' as const), nFolds: fc.integer({ min: 2, max: 10 }) }),
  fc.constant({ kind: 'holdout' as const, share: 0.2 }),
);

function build({ labels, groups, times, parts }: Case) {
  const table = tableOf(categoryColumn('y', labels), categoryColumn('g', groups), numberColumn('t', times), textColumn('p', parts));
  return { table, problem: problemOf(table, 'y', ['a', 'b', 'c'], { g: 'group', t: 'time', p: 'ignored' }) };
}

function params(strategy: SplitStrategy, seed: number, validation: SplitParams['validation'], testShare = 0.2): SplitParams {
  return { strategy, reason: '', testShare, seed, column: columnOf[strategy], validation };
}

const sorted = (rows: Iterable<number>) => [...rows].sort((a, b) => a - b);
const known = ({ labels }: Case) => labels.flatMap((label, i) => (label === null ? [] : [i]));

/** Every pair of row sets that must not know of one another. */
function boundaries({ development, test: tested, folds }: Split): [Uint32Array, Uint32Array][] {
  return [[development, tested], ...folds.map(({ train, validation }): [Uint32Array, Uint32Array] => [train, validation])];
}

describe.each(strategies)('a %s split', (strategy) => {
  test('puts every row with a target in exactly one of development and test, and none without', () => {
    fc.assert(
      fc.property(cases, fc.integer(), validations, (sample, seed, validation) => {
        const { table, problem } = build(sample);
        const split = splitTable(table, problem, params(strategy, seed, validation));
        expect(sorted([...split.development, ...split.test])).toEqual(known(sample));
        expect(split.test.length).toBeGreaterThan(0);
        expect(split.development.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  test('has folds that are disjoint, not empty and made of development rows only', () => {
    fc.assert(
      fc.property(cases, fc.integer(), validations, (sample, seed, validation) => {
        const { table, problem } = build(sample);
        const { development, folds } = splitTable(table, problem, params(strategy, seed, validation));
        const allowed = new Set(development);
        const validated = folds.flatMap((fold) => [...fold.validation]);
        expect(folds.length).toBeGreaterThan(0);
        expect(new Set(validated).size).toBe(validated.length);
        for (const fold of folds) {
          expect(fold.train.length).toBeGreaterThan(0);
          expect(fold.validation.length).toBeGreaterThan(0);
          const together = [...fold.train, ...fold.validation];
          expect(new Set(together).size).toBe(together.length);
          expect(together.every((member) => allowed.has(member))).toBe(true);
          if (strategy !== 'time') expect(together.length).toBe(development.length);
        }
        if (strategy !== 'time' && strategy !== 'ready' && validation.kind === 'folds') expect(sorted(validated)).toEqual(sorted(development));
      }),
      { numRuns: 60 },
    );
  });

  test('is the same for the same seed', () => {
    fc.assert(
      fc.property(cases, fc.integer(), (sample, seed) => {
        const { table, problem } = build(sample);
        const asked = params(strategy, seed, { kind: 'folds', nFolds: 5 });
        expect(splitTable(table, problem, asked)).toEqual(splitTable(table, problem, asked));
      }),
      { numRuns: 15 },
    );
  });

  test('sets stopping rows aside that are disjoint from the rows to fit on, about 15% of them', () => {
    fc.assert(
      fc.property(cases, fc.integer(), (sample, seed) => {
        const { table, problem } = build(sample);
        const asked = params(strategy, seed, { kind: 'folds', nFolds: 5 });
        const [{ train }] = splitTable(table, problem, asked).folds;
        const { fit, stopping } = stoppingSplit(table, problem, asked, train, seed);
        expect(sorted([...fit, ...stopping])).toEqual(sorted(train));
        expect(fit.length).toBeGreaterThan(0);
        expect(stopping.length).toBeGreaterThan(0);
        if (strategy === 'stratified') expect(Math.abs(stopping.length - stoppingShare * train.length)).toBeLessThanOrEqual(1);
        if (strategy !== 'grouped' && strategy !== 'time') return;
        expect(crosses(sample, strategy, fit, stopping)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

/** Whether a group stands on both sides, or a row of the later side comes before one of the earlier side. */
function crosses({ groups, times }: Case, strategy: SplitStrategy, before: Uint32Array, after: Uint32Array): boolean {
  if (strategy === 'grouped') {
    const left = new Set([...before].map((member) => groups[member]).filter((group) => group !== null));
    return [...after].some((member) => groups[member] !== null && left.has(groups[member]));
  }
  const at = (member: number) => times[member] ?? -Infinity;
  return Math.max(...[...before].map(at)) > Math.min(...[...after].map(at));
}

test.each(['grouped', 'time'] as const)('a %s split never crosses its boundary', (strategy) => {
  fc.assert(
    fc.property(cases, fc.integer(), validations, (sample, seed, validation) => {
      const { table, problem } = build(sample);
      const split = splitTable(table, problem, params(strategy, seed, validation));
      for (const [before, after] of boundaries(split)) expect(crosses(sample, strategy, before, after)).toBe(false);
    }),
    { numRuns: 120 },
  );
});

test('a stratified split keeps each class to within one row of its share', () => {
  fc.assert(
    fc.property(cases, fc.integer(), fc.constantFrom(0.1, 0.2, 0.35, 0.5), (sample, seed, testShare) => {
      const { table, problem } = build(sample);
      const split = splitTable(table, problem, params('stratified', seed, { kind: 'folds', nFolds: 4 }, testShare));
      const count = (rows: Iterable<number>, label: string) => [...rows].filter((member) => sample.labels[member] === label).length;
      const n = known(sample).length;
      expect(split.test.length).toBe(Math.min(n - 1, Math.max(1, Math.round(n * testShare))));
      for (const label of ['a', 'b', 'c']) {
        const all = count(known(sample), label);
        const exact = (all * split.test.length) / n;
        expect(Math.abs(count(split.test, label) - exact)).toBeLessThanOrEqual(1);
        if (all === 1) expect(count(split.test, label)).toBe(0);
        const perFold = split.folds.map(({ validation }) => count(validation, label));
        expect(Math.max(...perFold) - Math.min(...perFold)).toBeLessThanOrEqual(1);
      }
      const sizes = split.folds.map(({ validation }) => validation.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 150 },
  );
});
