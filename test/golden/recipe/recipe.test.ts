import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fitContext } from '../../support/fit-context.ts';
import { dateparts } from '../../../src/core/recipe/dateparts.ts';
import { impute } from '../../../src/core/recipe/impute.ts';
import { onehot } from '../../../src/core/recipe/onehot.ts';
import { ordinal } from '../../../src/core/recipe/ordinal.ts';
import { scale } from '../../../src/core/recipe/scale.ts';
import type { Column } from '../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn } from '../../support/column-builders.ts';

type Cell = number | null;
type Case = { readonly name: string } & (
  | { readonly what: 'impute'; readonly strategy: 'median' | 'mean' | 'most_frequent'; readonly train: Cell[]; readonly later: Cell[]; readonly expected: Cell[] }
  | { readonly what: 'scale'; readonly method: 'standard' | 'robust'; readonly train: Cell[]; readonly later: Cell[]; readonly expected: Cell[] }
  | { readonly what: 'onehot'; readonly minFrequency: number; readonly train: string[]; readonly later: string[]; readonly expected: number[][] }
  | { readonly what: 'ordinal'; readonly train: string[]; readonly later: string[]; readonly expected: Cell[] }
  | { readonly what: 'dateparts'; readonly train: (string | null)[]; readonly later: (string | null)[]; readonly expected: Record<string, Cell[]> }
);

const { cases } = JSON.parse(readFileSync(new URL('./expected.json', import.meta.url), 'utf8')) as { cases: Case[] };
const columns = ['x'];

function numbersIn(column: Column): number[] {
  if (column.kind === 'category') return Array.from(column.codes, (code) => (code < 0 ? NaN : code));
  return column.kind === 'text' ? [] : Array.from(column.values);
}

/** Compares to 1e-10, relative; null stands for NaN. */
function expectClose(seen: readonly number[], expected: readonly Cell[]): void {
  expect(seen).toHaveLength(expected.length);
  seen.forEach((value, i) => {
    const wanted = expected[i];
    if (wanted === null) expect(value).toBeNaN();
    else expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-10 * Math.max(Number.MIN_VALUE, Math.abs(wanted)));
  });
}

test.each(cases.map((one) => [`${one.what} ${'strategy' in one ? one.strategy : 'method' in one ? one.method : 'minFrequency' in one ? one.minFrequency : ''} of ${one.name}`, one] as const))(
  '%s agrees',
  (_name, one) => {
    if (one.what === 'impute') {
      const state = impute.fit(numberColumn('x', one.train), { kind: 'impute', columns, strategy: one.strategy, addIndicator: false }, fitContext());
      expectClose(numbersIn(impute.transform(numberColumn('x', one.later), state)[0].column), one.expected);
    } else if (one.what === 'scale') {
      const state = scale.fit(numberColumn('x', one.train), { kind: 'scale', columns, method: one.method }, fitContext());
      expectClose(numbersIn(scale.transform(numberColumn('x', one.later), state)[0].column), one.expected);
    } else if (one.what === 'onehot') {
      const state = onehot.fit(categoryColumn('x', one.train), { kind: 'onehot', columns, minFrequency: one.minFrequency, maxLevels: 1000 }, fitContext());
      const produced = onehot.transform(categoryColumn('x', one.later), { ...state, binary: false }).map(({ column }) => numbersIn(column));
      expect(one.later.map((_, row) => produced.map((values) => values[row]))).toEqual(one.expected);
    } else if (one.what === 'ordinal') {
      const state = ordinal.fit(categoryColumn('x', one.train), { kind: 'ordinal', columns, maxLevels: 1000 }, fitContext());
      expectClose(numbersIn(ordinal.transform(categoryColumn('x', one.later), state)[0].column), one.expected);
    } else {
      const state = dateparts.fit(datetimeColumn('x', one.train), { kind: 'dateparts', columns }, fitContext());
      const produced = dateparts.transform(datetimeColumn('x', one.later), state);
      expect(produced.map(({ column }) => column.name)).toEqual(Object.keys(one.expected).map((part) => `x ${part}`));
      produced.forEach(({ column }, i) => expectClose(numbersIn(column), Object.values(one.expected)[i]));
    }
  },
);
