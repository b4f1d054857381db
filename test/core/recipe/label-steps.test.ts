import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { murmur32, utf8Bytes } from '../../../src/core/math/murmur.ts';
import { elapsed } from '../../../src/core/recipe/elapsed.ts';
import { fitRecipe } from '../../../src/core/recipe/fit-recipe.ts';
import { frequency } from '../../../src/core/recipe/frequency.ts';
import { hash } from '../../../src/core/recipe/hash.ts';
import { labelKey } from '../../../src/core/recipe/label-key.ts';
import { markMissing } from '../../../src/core/recipe/mark-missing.ts';
import { ordinal } from '../../../src/core/recipe/ordinal.ts';
import { ColumnNotEncoded } from '../../../src/core/recipe/recipe-errors.ts';
import type { Produced, WorkColumn } from '../../../src/core/recipe/transformer.ts';
import { unifyLabels } from '../../../src/core/recipe/unify-labels.ts';
import { trainTable } from '../../../src/core/split/train-table.ts';
import type { Column } from '../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, tableOf, textColumn } from '../../support/column-builders.ts';
import { fitContext } from '../../support/fit-context.ts';

const columns = ['x'];

/** The cells of a column, null where missing. */
function cellsOf(column: Column): (string | number | null)[] {
  if (column.kind === 'category') return Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]));
  return Array.from(column.values as ArrayLike<string | number | null>, (value) => (Number.isNaN(value) ? null : value));
}
const cells = (produced: readonly Produced[]) => produced.map(({ column }) => cellsOf(column));

describe('mark-missing', () => {
  const marked = (column: Column, values: string[]) => {
    const state = markMissing.fit(column, { kind: 'mark-missing', columns, values }, fitContext());
    return cells(markMissing.transform(column, state))[0];
  };

  test('compares numbers as numbers', () => {
    expect(marked(numberColumn('x', [-1, 99, 5, 0, null]), ['-1.0', ' 99 ', '1e0', '', 'unknown'])).toEqual([null, null, 5, 0, null]);
    expect(marked(numberColumn('x', [0, 1]), ['', ' '])).toEqual([0, 1]);
  });

  test('compares labels without the spaces around them, and case matters', () => {
    const labels = ['unknown', ' unknown ', 'Unknown', 'known', null];
    expect(marked(categoryColumn('x', labels), ['unknown'])).toEqual([null, null, 'Unknown', 'known', null]);
    expect(marked(textColumn('x', labels), [' unknown'])).toEqual([null, null, 'Unknown', 'known', null]);
  });

  test('compares instants, written year first', () => {
    const found = marked(datetimeColumn('x', ['1900-01-01T00:00:00', '2020-02-03T04:05:00', null]), ['1900-01-01', '03/02/2020']);
    expect(found).toEqual([null, Date.UTC(2020, 1, 3, 4, 5), null]);
  });
});

describe('unify-labels', () => {
  test('what differs in case, accents, spaces or width has one key', () => {
    for (const label of ['São Paulo', ' sao  paulo ', 'SÃO PAULO', 'sa\u0303o paulo', 'ｓａｏ paulo']) expect(labelKey(label)).toBe('sao paulo');
    expect(labelKey('Sao-Paulo')).not.toBe('sao paulo');
    expect(labelKey(' ')).toBe(' ');
  });

  test('a key is its own key, and no case or space around changes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (label) => {
        if (labelKey(label) === label) return;
        expect(labelKey(labelKey(label))).toBe(labelKey(label));
        expect(labelKey(`  ${label} `)).toBe(labelKey(label));
      }),
    );
  });

  test('a spelling that was never seen becomes that of its label; a new label stays', () => {
    const state = unifyLabels.fit(categoryColumn('x', ['Bonn', 'bonn', 'Bonn', 'Köln']), { kind: 'unify-labels', columns }, fitContext());
    expect(cells(unifyLabels.transform(categoryColumn('x', ['BONN', 'KOLN', 'Ulm', null]), state))).toEqual([['Bonn', 'Köln', 'Ulm', null]]);
    expect(cells(unifyLabels.transform(textColumn('x', ['BONN', '', null]), state))).toEqual([['Bonn', '', null]]);
  });
});

describe('ordinal', () => {
  const fit = (order?: Record<string, string[]>) =>
    ordinal.fit(categoryColumn('x', ['b', 'a', 'b']), { kind: 'ordinal', columns, maxLevels: 1, ...(order ? { order } : {}) }, fitContext());

  test('an order makes numbers, whether its labels were seen or not', () => {
    const [{ column, final }] = ordinal.transform(categoryColumn('x', ['a', 'b', 'c', 'd', null]), fit({ x: ['c', 'b', 'a', 'b'] }));
    expect([column.kind, final, cellsOf(column)]).toEqual(['number', false, [2, 1, 0, null, null]]);
  });

  test('a column without one gets codes', () => {
    const [{ column, final }] = ordinal.transform(categoryColumn('x', ['a', 'b', null]), fit({ y: ['b'] }));
    expect([column.kind, final, cellsOf(column)]).toEqual(['category', true, [null, 'b', null]]);
  });
});

test('frequency: labels by their share of all rows, missing ones too, unseen ones by 0', () => {
  const state = frequency.fit(categoryColumn('x', ['a', 'a', 'b', null]), { kind: 'frequency', columns }, fitContext());
  const produced = frequency.transform(categoryColumn('x', ['b', 'a', null, 'c']), state);
  expect(produced[0].column.name).toBe('x frequency');
  expect(cells(produced)).toEqual([[0.25, 0.5, 0.25, 0]]);
});

describe('hash', () => {
  test('MurmurHash3 gives the published values', () => {
    // Of the reference implementation's tests: text, seed, hash.
    for (const [text, seed, expected] of [['', 0, 0], ['', 1, 0x514e28b7], ['', 0xffffffff, 0x81f16f39], ['test', 0, 0xba6bd213], ['Hello, world!', 0, 0xc0363e43], ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723]] as const) {
      expect(murmur32(utf8Bytes(text), seed) >>> 0).toBe(expected);
    }
  });

  test('UTF-8 is what TextEncoder writes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expect([...utf8Bytes(text)]).toEqual([...new TextEncoder().encode(text)])));
    expect([...utf8Bytes('a\ud800b')]).toEqual([...new TextEncoder().encode('a\ud800b')]);
  });

  test('every row has one 1 or -1, a missing one none', () => {
    const column = textColumn('x', ['a', 'b', 'c', null]);
    const [one, two] = cells(hash.transform(column, hash.fit(column, { kind: 'hash', columns, nFeatures: 2 }, fitContext()))) as number[][];
    expect(one.map((value, row) => Math.abs(value) + Math.abs(two[row]))).toEqual([1, 1, 1, 0]);
  });
});

describe('elapsed', () => {
  const work = (column: Column): WorkColumn => ({ column, source: column.name, final: false });
  const day = (text: string | null) => datetimeColumn('day', [text]);

  test('counts days, negative and in parts, and leaves the dates', () => {
    const taken = [work(datetimeColumn('start', ['2024-03-01T12:00:00', null])), work(datetimeColumn('x', ['2024-02-29T00:00:00', '2024-01-01T00:00:00'])), work(day(null))];
    const step = { kind: 'elapsed', columns: ['x'], since: 'start' } as const;
    const produced = elapsed.transform(taken, elapsed.fit(taken, step, fitContext()));
    expect(produced.map(({ column, source, final }) => [column.name, source, final])).toEqual([
      ['start', 'start', false], ['x', 'x', false], ['x days since start', 'x', false], ['day', 'day', false], ['day days since start', 'day', false],
    ]);
    expect(cellsOf(produced[2].column)).toEqual([-1.5, null]);
  });

  test('where the start is no date-time column, nothing is added', () => {
    const taken = [work(day('2024-01-01T00:00:00'))];
    expect(elapsed.transform(taken, { since: 'start' })).toEqual(taken);
  });

  test('dates that no step turns into numbers are named', () => {
    const table = tableOf(datetimeColumn('x', ['2024-01-01T00:00:00']), datetimeColumn('start', ['2023-01-01T00:00:00']));
    const params = { input: 'dense', columns: ['x', 'start'], steps: [{ kind: 'elapsed', columns: ['x'], since: 'start' }] } as const;
    expect(() => fitRecipe(trainTable(table, Uint32Array.of(0)), params)).toThrow(ColumnNotEncoded);
    const dropped = { ...params, steps: [...params.steps, { kind: 'dateparts', columns: ['x', 'start'] }] } as const;
    expect(fitRecipe(trainTable(table, Uint32Array.of(0)), dropped).steps).toHaveLength(2);
  });
});
