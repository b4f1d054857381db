import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { checkSplit } from '../../../src/core/split/check-split.ts';
import { drawGroups } from '../../../src/core/split/group.ts';
import { namedPart } from '../../../src/core/split/ready.ts';
import { GapTooLarge, NotEnoughDistinctRows, SplitColumnUnusable } from '../../../src/core/split/split-errors.ts';
import { splitTable } from '../../../src/core/split/split-table.ts';
import { stoppingSplit } from '../../../src/core/split/stopping-split.ts';
import type { Split, SplitParams } from '../../../src/core/split/split.ts';
import { suggestSplit } from '../../../src/core/split/suggest-split.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf } from '../../support/column-builders.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const base: SplitParams = { strategy: 'random', reason: '', testShare: 0.2, seed: 0, column: null, validation: { kind: 'folds', nFolds: 5 } };
const validations: fc.Arbitrary<SplitParams['validation']> = fc.oneof(
  fc.record({ kind: fc.constant('folds' as const), nFolds: fc.integer({ min: 2, max: 8 }) }),
  fc.constant({ kind: 'holdout' as const, share: 0.25 }),
);

/** Rows with few feature values, so that many repeat, in a few shops; every third has the class b. */
const shops = fc
  .array(fc.tuple(fc.constantFrom('a', 'a', 'b'), fc.integer({ min: 0, max: 30 }), fc.constantFrom(null, ...'pqrstuvwxyz')), { minLength: 40, maxLength: 120 })
  .filter((rows) => new Set(rows.map(([, x]) => x)).size >= 12)
  .map((rows) => {
    const table = tableOf(categoryColumn('y', rows.map(([y]) => y)), numberColumn('x', rows.map(([, x]) => x)), categoryColumn('shop', rows.map(([, , shop]) => shop)));
    return { rows, table, problem: problemOf(table, 'y', ['a', 'b'], { shop: 'group' }) };
  });

const sidesOf = ({ development, test: tested, folds }: Split) => [[development, tested], ...folds.map(({ train, validation }) => [train, validation])];
const sorted = (rows: Iterable<number>) => [...rows].sort((a, b) => a - b);

describe.each(['random', 'stratified', 'grouped'] as const)('a %s split that keeps equal rows together', (strategy) => {
  const params = { ...base, strategy, column: strategy === 'grouped' ? 'shop' : null, keepDuplicatesTogether: true };

  test('has no lot of equal rows on two sides, and no group', () => {
    fc.assert(
      fc.property(shops, fc.integer(), validations, ({ rows, table, problem }, seed, validation) => {
        let split: Split;
        try {
          split = splitTable(table, problem, { ...params, seed, validation });
        } catch (error) {
          // Groups and lots together may join nearly everything.
          expect(strategy).toBe('grouped');
          expect((error as { code: string }).code).toBe('NotEnoughGroups');
          return;
        }
        expect(sorted([...split.development, ...split.test])).toEqual(upTo(rows.length));
        for (const [learned, judged] of sidesOf(split)) {
          expect(judged.length).toBeGreaterThan(0);
          expect(learned.length).toBeGreaterThan(0);
          const values = new Set(Array.from(learned, (row) => rows[row][1]));
          expect(Array.from(judged, (row) => rows[row][1]).filter((value) => values.has(value))).toEqual([]);
          if (strategy !== 'grouped') continue;
          const places = new Set(Array.from(learned, (row) => rows[row][2]));
          expect(Array.from(judged, (row) => rows[row][2]).filter((shop) => shop !== null && places.has(shop))).toEqual([]);
        }
        expect(checkSplit(table, problem, split).filter(({ kind }) => kind === 'duplicates-cross' || (strategy === 'grouped' && kind === 'groups-cross'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps them together among stopping rows, too', () => {
    fc.assert(
      fc.property(shops, fc.integer(), ({ rows, table, problem }, seed) => {
        const all = Uint32Array.from(upTo(rows.length));
        if (strategy === 'grouped') return;
        const { fit, stopping } = stoppingSplit(table, problem, params, all, seed);
        const values = new Set(Array.from(fit, (row) => rows[row][1]));
        expect(Array.from(stopping, (row) => rows[row][1]).filter((value) => values.has(value))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

test('shares are met as nearly as lots of equal rows allow, class by class', () => {
  const n = 400;
  const table = tableOf(categoryColumn('y', upTo(n).map((i) => (i % 8 < 2 ? 'b' : 'a'))), numberColumn('x', upTo(n).map((i) => Math.floor(i / 2))));
  const problem = problemOf(table, 'y', ['a', 'b']);
  const split = splitTable(table, problem, { ...base, strategy: 'stratified', keepDuplicatesTogether: true });
  expect(Math.abs(split.test.length - 80)).toBeLessThanOrEqual(2);
  expect(Math.abs(split.test.filter((row) => row % 8 < 2).length - 20)).toBeLessThanOrEqual(2);
  for (const { validation } of split.folds) expect(Math.abs(validation.length - 64)).toBeLessThanOrEqual(4);
});

test('rows that are all alike cannot be kept together', () => {
  const table = tableOf(numberColumn('y', upTo(20)), numberColumn('x', upTo(20).map((i) => (i < 19 ? 1 : 2))));
  const split = () => splitTable(table, problemOf(table, 'y'), { ...base, keepDuplicatesTogether: true });
  expect(split).toThrow(NotEnoughDistinctRows);
});

describe('a gap', () => {
  const timed = fc.array(fc.option(fc.integer({ min: 0, max: 200 }), { freq: 10 }), { minLength: 60, maxLength: 120 }).map((times) => {
    const table = tableOf(numberColumn('y', upTo(times.length)), numberColumn('t', times));
    return { times, table, problem: problemOf(table, 'y', [], { t: 'time' }) };
  });

  test('lies between what is learned and what is judged; every row is in one part or counted as left out', () => {
    fc.assert(
      fc.property(timed, fc.integer({ min: 1, max: 40 }), validations, ({ times, table, problem }, gap, validation) => {
        let split: Split;
        try {
          split = splitTable(table, problem, { ...base, strategy: 'time', column: 't', gap, validation });
        } catch (error) {
          expect(error).toBeInstanceOf(GapTooLarge);
          return;
        }
        expect(sorted([...split.development, ...split.test, ...split.leftOut])).toEqual(upTo(times.length));
        for (const [learned, judged] of sidesOf(split)) {
          const first = Math.min(...Array.from(judged, (row) => times[row] ?? Infinity));
          for (const row of learned) if (times[row] !== null) expect(first - times[row]).toBeGreaterThanOrEqual(gap);
          expect(learned.length).toBeGreaterThan(0);
        }
        // Nothing is left out that the gap does not ask for.
        const start = Math.min(...Array.from(split.test, (row) => times[row] ?? Infinity));
        for (const row of split.leftOut) expect(start - (times[row] ?? -Infinity)).toBeLessThan(gap);
      }),
      { numRuns: 100 },
    );
  });

  test('of days is in milliseconds', () => {
    const days = upTo(50).map((i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 19));
    const table = tableOf(numberColumn('y', upTo(50)), datetimeColumn('day', days));
    const split = splitTable(table, problemOf(table, 'y'), { ...base, strategy: 'time', column: 'day', gap: 3 * 86_400_000 });
    expect(split.test).toEqual(Uint32Array.from(upTo(50).slice(40)));
    expect(split.leftOut).toEqual(Uint32Array.of(38, 39));
    expect(split.folds[0].validation[0] - split.folds[0].train.length).toBe(2);
  });

  test('that leaves nothing says so', () => {
    const table = tableOf(numberColumn('y', upTo(50)), numberColumn('t', upTo(50)));
    const split = (gap: number) => splitTable(table, problemOf(table, 'y'), { ...base, strategy: 'time', column: 't', gap });
    expect(() => split(38)).toThrow('GapTooLarge: the gap of t leaves 3 rows to learn from, and at least 4 are needed; choose a smaller gap');
    expect(split(5).folds.length).toBe(5);
    expect(split(14).folds.length).toBe(4);
  });
});

describe('a ready column', () => {
  const parts = upTo(40).map((i) => (i < 24 ? 'Train' : i < 32 ? ' dev ' : 'TEST'));
  const table = tableOf(categoryColumn('y', upTo(40).map((i) => 'ab'[i % 2])), numberColumn('x', upTo(40)), categoryColumn('part', parts));
  const problem = problemOf(table, 'y', ['a', 'b'], { part: 'ignored' });
  const ready = { ...base, strategy: 'ready', column: 'part' } as const;

  test.each([
    ['train', 'train'], ['Training ', 'train'], ['VALID', 'validation'], ['val', 'validation'], ['dev', 'validation'], ['holdout', 'validation'],
    ['Test', 'test'], ['testing', 'test'], ['yes', null], ['', null], ['constructor', null],
  ])('%s names %s', (label, part) => expect(namedPart(label)).toBe(part));

  test('is taken as it stands, whatever the shares asked for', () => {
    const split = splitTable(table, problem, ready);
    expect([split.development.length, split.test, split.leftOut.length]).toEqual([32, Uint32Array.from(upTo(40).slice(32)), 0]);
    expect(split.folds).toEqual([{ train: Uint32Array.from(upTo(24)), validation: Uint32Array.from(upTo(32).slice(24)) }]);
  });

  test('without validation rows has folds of its training rows', () => {
    const two = tableOf(table.columns[0], table.columns[1], categoryColumn('part', parts.map((part) => (part === ' dev ' ? 'train' : part))));
    const { folds, development } = splitTable(two, problem, ready);
    expect(folds).toHaveLength(5);
    expect(sorted(folds.flatMap(({ validation }) => [...validation]))).toEqual(sorted(development));
  });

  test('without test rows tests on the validation rows; rows without a part are left out', () => {
    const named = parts.map((part, i) => (part === 'TEST' ? null : i === 0 ? null : part));
    const split = splitTable(tableOf(table.columns[0], table.columns[1], categoryColumn('part', named)), problem, ready);
    expect(split.test).toEqual(Uint32Array.from(upTo(32).slice(24)));
    expect(split.leftOut.length).toBe(9);
  });

  test('says what it cannot use', () => {
    const other = (labels: readonly (string | null)[]) => () => splitTable(tableOf(table.columns[0], categoryColumn('part', labels)), problem, ready);
    expect(other(parts.map((part) => (part === 'TEST' ? 'later' : part)))).toThrow('"later" names no part; use train, validation and test');
    expect(other(parts.map(() => 'train'))).toThrow('no row with a target is named test or validation');
    expect(other(parts.map(() => 'test'))).toThrow(SplitColumnUnusable);
    expect(() => splitTable(table, problem, { ...ready, column: null })).toThrow(SplitColumnUnusable);
  });

  test('is suggested where it evidently is there, and not otherwise', () => {
    expect(suggestSplit(table, problem, 0)).toMatchObject({ strategy: 'ready', column: 'part' });
    const unsure = tableOf(table.columns[0], table.columns[1], categoryColumn('part', parts.map((part, i) => (i === 3 ? 'later' : part))));
    expect(suggestSplit(unsure, problem, 0).strategy).toBe('stratified');
    expect(suggestSplit(table, { ...problem, roles: { ...problem.roles, x: 'time' } }, 0).strategy).toBe('time');
  });
});

describe('equal rows', () => {
  const repeating = (n: number, distinct: number) => {
    const table = tableOf(numberColumn('y', upTo(n)), numberColumn('x', upTo(n).map((i) => i % distinct)));
    return suggestSplit(table, problemOf(table, 'y'), 0);
  };
  test('are kept together where more than 1% of rows repeat', () => {
    expect(repeating(400, 200)).toMatchObject({ keepDuplicatesTogether: true });
    expect(repeating(400, 200).reason).toMatch('50% of rows repeat another in every feature, and equal rows stay on one side');
    expect(repeating(400, 398).keepDuplicatesTogether).toBeUndefined();
  });
  test('are not where a few lots hold nearly all rows', () => expect(repeating(400, 5).keepDuplicatesTogether).toBeUndefined());
});

test('lots of equal rows may be as many as rows, and classes many', () => {
  const n = 300_000;
  const nStrata = 20_000;
  const strata = Int32Array.from({ length: n }, (_, i) => (i * 7) % nStrata);
  const marks = drawGroups(Int32Array.from({ length: n }, (_, i) => i), n, strata, nStrata, 0.2, createRng(1));
  const marked = marks.reduce((sum, mark) => sum + mark, 0);
  expect(marked).toBe(n / 5);
});
