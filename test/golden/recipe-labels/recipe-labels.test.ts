import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dateparts } from '../../../src/core/recipe/dateparts.ts';
import { elapsed } from '../../../src/core/recipe/elapsed.ts';
import { frequency } from '../../../src/core/recipe/frequency.ts';
import { hash } from '../../../src/core/recipe/hash.ts';
import { ordinal } from '../../../src/core/recipe/ordinal.ts';
import { targetEncode } from '../../../src/core/recipe/target-encode.ts';
import { tfidf } from '../../../src/core/recipe/tfidf.ts';
import type { Produced } from '../../../src/core/recipe/transformer.ts';
import { unifyLabels } from '../../../src/core/recipe/unify-labels.ts';
import type { TargetValues } from '../../../src/core/metrics/predictions.ts';
import { columnLength, type Column } from '../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, textColumn } from '../../support/column-builders.ts';
import { fitContext } from '../../support/fit-context.ts';

type Labels = (string | null)[];
type Sparse = [number, number][];

interface Expected {
  readonly tfidf: { analyzer: 'word' | 'char_wb'; ngramRange: [number, number]; minFrequency: number; maxFeatures: number; train: Labels; later: Labels; terms: string[]; expected: Sparse[] };
  readonly 'target-encode': { smoothing: number | 'auto'; target: 'binary' | 'classes' | 'number' | 'constant'; y: number[]; train: Labels; later: Labels; expected: number[][] };
  readonly frequency: { train: Labels; later: Labels; expected: number[] };
  readonly hash: { nFeatures: number; later: string[]; expected: Sparse[] };
  readonly ordinal: { order: string[]; later: Labels; expected: (number | null)[] };
  readonly 'unify-labels': { train: Labels; expected: Labels };
  readonly elapsed: { train: Labels; since: Labels; expected: (number | null)[] };
  readonly dateparts: { train: Labels; expected: Record<string, (number | null)[]> };
}

const { cases } = JSON.parse(readFileSync(new URL('./expected.json', import.meta.url), 'utf8')) as { cases: { what: keyof Expected; name: string }[] };
const columns = ['x'];

/** The cases of one kind of step, with a name each. */
function casesOf<What extends keyof Expected>(what: What) {
  const own = cases.filter((one) => one.what === what) as unknown as (Expected[What] & { name: string })[];
  expect(own.length).toBeGreaterThan(0);
  return own.map((one, i) => [`${one.name} ${i}`, one] as const);
}

function numbersIn(column: Column): number[] {
  return column.kind === 'number' ? Array.from(column.values) : [];
}

const rowOf = (produced: readonly Produced[], row: number) => produced.map(({ column }) => numbersIn(column)[row]);

/** Compares to 1e-10, relative (to 1 where nothing is expected); null stands for NaN. */
function expectClose(seen: readonly number[], expected: readonly (number | null)[], least = Number.MIN_VALUE): void {
  expect(seen).toHaveLength(expected.length);
  seen.forEach((value, i) => {
    const wanted = expected[i];
    if (wanted === null) expect(value).toBeNaN();
    else expect(Math.abs(value - wanted), `${value} at ${i}, for ${wanted}`).toBeLessThanOrEqual(1e-10 * Math.max(least, Math.abs(wanted)));
  });
}

/** Compares the cells other than 0, to 1e-10. */
function expectSparse(seen: readonly number[], expected: Sparse): void {
  const filled = Array.from(seen.entries()).filter(([, value]) => value !== 0);
  expect(filled.map(([at]) => at)).toEqual(expected.map(([at]) => at));
  expectClose(filled.map(([, value]) => value), expected.map(([, value]) => value));
}

function targetFor({ target, y }: Expected['target-encode']): TargetValues {
  if (target === 'number' || target === 'constant') return { kind: 'number', values: Float64Array.from(y) };
  return { kind: 'classes', codes: Int32Array.from(y), classes: target === 'binary' ? ['no', 'yes'] : ['0', '1', '2'] };
}

test.each(casesOf('tfidf'))('tfidf of %s agrees', (_name, { train, later, terms, expected, ...settings }) => {
  const state = tfidf.fit(textColumn('x', train), { kind: 'tfidf', columns, ...settings }, fitContext());
  // Python sorts by code point, the recipe by code unit: only the order may differ.
  expect(new Set(state.terms)).toEqual(new Set(terms));
  const produced = tfidf.transform(textColumn('x', [...train, ...later]), state);
  const inOrder = terms.map((term) => produced[state.terms.indexOf(term)]);
  expected.forEach((row, i) => expectSparse(rowOf(inOrder, i), row));
  const asLabels = tfidf.fit(categoryColumn('x', train), { kind: 'tfidf', columns, ...settings }, fitContext());
  expect(asLabels).toEqual(state);
  expect(tfidf.transform(categoryColumn('x', train), state)).toEqual(tfidf.transform(textColumn('x', train), state));
});

test.each(casesOf('target-encode'))('target-encode of %s agrees', (_name, one) => {
  const step = { kind: 'target-encode', columns, smoothing: one.smoothing, nFolds: 5 } as const;
  const state = targetEncode.fit(categoryColumn('x', one.train), step, fitContext(targetFor(one)));
  const produced = targetEncode.transform(categoryColumn('x', one.later), state);
  expect(produced).toHaveLength(one.expected.length);
  produced.forEach(({ column }, i) => expectClose(numbersIn(column), one.expected[i]));
});

test.each(casesOf('frequency'))('frequency of %s agrees', (_name, { train, later, expected }) => {
  const state = frequency.fit(categoryColumn('x', train), { kind: 'frequency', columns }, fitContext());
  const [produced, ...more] = frequency.transform(categoryColumn('x', later), state);
  expect(more).toEqual([]);
  expectClose(numbersIn(produced.column), expected);
});

test.each(casesOf('hash'))('hash into %s agrees', (_name, { nFeatures, later, expected }) => {
  const column = textColumn('x', later);
  const produced = hash.transform(column, hash.fit(column, { kind: 'hash', columns, nFeatures }, fitContext()));
  expect(produced).toHaveLength(nFeatures);
  expected.forEach((row, i) => expectSparse(rowOf(produced, i), row));
});

test.each(casesOf('ordinal'))('ordinal of %s agrees', (_name, { order, later, expected }) => {
  const state = ordinal.fit(categoryColumn('x', ['large']), { kind: 'ordinal', columns, maxLevels: 1, order: { x: order } }, fitContext());
  expectClose(numbersIn(ordinal.transform(categoryColumn('x', later), state)[0].column), expected);
});

test.each(casesOf('unify-labels'))('unify-labels of %s agrees', (_name, { train, expected }) => {
  const state = unifyLabels.fit(categoryColumn('x', train), { kind: 'unify-labels', columns }, fitContext());
  expect(unifyLabels.transform(textColumn('x', train), state)[0].column).toEqual(textColumn('x', expected));
  const { column } = unifyLabels.transform(categoryColumn('x', train), state)[0];
  expect(column).toEqual(categoryColumn('x', expected));
});

describe('dates', () => {
  test.each(casesOf('elapsed'))('elapsed of %s agrees', (_name, { train, since, expected }) => {
    const taken = [datetimeColumn('x', train), datetimeColumn('start', since)].map((column) => ({ column, source: column.name, final: false }));
    const state = elapsed.fit(taken, { kind: 'elapsed', columns, since: 'start' }, fitContext());
    const produced = elapsed.transform(taken, state);
    expect(produced.map(({ column }) => column.name)).toEqual(['x', 'x days since start', 'start']);
    expectClose(numbersIn(produced[1].column), expected);
  });

  test.each(casesOf('dateparts'))('cycles of %s agree', (_name, { train, expected }) => {
    const column = datetimeColumn('x', train);
    const state = dateparts.fit(column, { kind: 'dateparts', columns, cyclic: true }, fitContext());
    const produced = dateparts.transform(column, state);
    expect(columnLength(produced[0].column)).toBe(train.length);
    for (const [part, wanted] of Object.entries(expected)) {
      const found = produced.find(({ column: { name } }) => name === `x ${part}`);
      expectClose(found ? numbersIn(found.column) : [], wanted, 1);
    }
  });
});
