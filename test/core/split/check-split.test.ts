import { describe, expect, test } from 'vitest';
import { checkSplit, type SplitIssue } from '../../../src/core/split/check-split.ts';
import { splitPicture } from '../../../src/core/split/split-picture.ts';
import { splitTable } from '../../../src/core/split/split-table.ts';
import type { SplitParams } from '../../../src/core/split/split.ts';
import { suggestSplit } from '../../../src/core/split/suggest-split.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf } from '../../support/column-builders.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const base: SplitParams = { strategy: 'random', reason: '', testShare: 0.2, seed: 1, column: null, validation: { kind: 'folds', nFolds: 5 } };

/** 200 rows: a class b in every tenth, ten shops of twenty rows, a day each, and a number that stands twice. */
const table = tableOf(
  categoryColumn('y', upTo(200).map((i) => (i % 10 === 0 ? 'b' : 'a'))),
  numberColumn('x', upTo(200).map((i) => i % 100)),
  categoryColumn('shop', upTo(200).map((i) => `s${i % 10}`)),
  datetimeColumn('day', upTo(200).map((i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 19))),
);
const problem = problemOf(table, 'y', ['a', 'b'], { shop: 'group', day: 'time' });
const found = (params: Partial<SplitParams>, roles = problem.roles) => {
  const asked = { ...problem, roles };
  return checkSplit(table, asked, splitTable(table, asked, { ...base, ...params }));
};
const kinds = (issues: readonly SplitIssue[]) => [...new Set(issues.map(({ kind }) => kind))].sort();

describe('checkSplit', () => {
  test('sees groups, equal rows and times that a random split tears apart', () => {
    const issues = found({});
    expect(kinds(issues)).toEqual(expect.arrayContaining(['duplicates-cross', 'groups-cross', 'time-overlap']));
    expect(issues.find(({ kind, ...rest }) => kind === 'groups-cross' && 'boundary' in rest && rest.boundary === 'test')).toEqual({ kind: 'groups-cross', column: 'shop', boundary: 'test', groups: 10, rows: 40 });
    const crossing = issues.find((issue) => issue.kind === 'duplicates-cross' && issue.boundary === 'test');
    const { test: tested } = splitTable(table, problem, base);
    const twins = [...tested].filter((row) => !tested.includes((row + 100) % 200)).length;
    expect(crossing).toEqual({ kind: 'duplicates-cross', boundary: 'test', rows: twins, share: twins / 40 });
  });

  test('has nothing to say of splits that keep their promise', () => {
    expect(kinds(found({ strategy: 'grouped', column: 'shop' }))).not.toContain('groups-cross');
    expect(kinds(found({ strategy: 'time', column: 'day' }))).not.toContain('time-overlap');
    expect(kinds(found({ keepDuplicatesTogether: true }))).not.toContain('duplicates-cross');
    const plain = { ...problem.roles, shop: 'ignored', day: 'ignored' } as const;
    expect(found({ strategy: 'stratified', keepDuplicatesTogether: true }, plain)).toEqual([]);
  });

  test('names the classes that a part has no row of', () => {
    const late = tableOf(numberColumn('t', upTo(100)), categoryColumn('y', upTo(100).map((i) => (i >= 95 ? 'new' : 'old'))));
    const asked = problemOf(late, 'y', ['new', 'old'], { t: 'time' });
    const split = splitTable(late, asked, { ...base, strategy: 'time', column: 't' });
    expect(checkSplit(late, asked, split)).toEqual([
      { kind: 'classes-absent', part: 'training', classes: ['new'] },
      { kind: 'classes-absent', part: 'validation', classes: ['new'] },
      { kind: 'part-small', part: 'test', rows: 20, needed: 30 },
    ]);
  });

  test('counts what is left out, folds that could not be made and parts that are small', () => {
    expect(found({ strategy: 'time', column: 'day', gap: 5 * 86_400_000 })).toContainEqual({ kind: 'rows-left-out', because: 'gap', rows: 4 });
    expect(found({ strategy: 'grouped', column: 'shop', validation: { kind: 'folds', nFolds: 10 } })).toContainEqual({ kind: 'fewer-folds', asked: 10, made: 8 });
    const few = tableOf(numberColumn('y', upTo(20)), numberColumn('x', upTo(20)));
    expect(checkSplit(few, problemOf(few, 'y'), splitTable(few, problemOf(few, 'y'), base))).toEqual([
      { kind: 'part-small', part: 'test', rows: 4, needed: 30 },
      { kind: 'part-small', part: 'validation', rows: 16, needed: 30 },
    ]);
  });

  test('says where the column that names the parts is learned from', () => {
    const parts = tableOf(...table.columns, categoryColumn('part', upTo(200).map((i) => (i % 4 === 0 ? 'test' : 'train'))));
    const split = (role: 'feature' | 'ignored') => {
      const asked = problemOf(parts, 'y', ['a', 'b'], { part: role });
      return kinds(checkSplit(parts, asked, splitTable(parts, asked, suggestSplit(parts, asked, 0))));
    };
    expect(split('feature')).toContain('part-is-feature');
    expect(split('ignored')).not.toContain('part-is-feature');
  });
});

describe('splitPicture', () => {
  test('gives sizes, class shares and groups', () => {
    const split = splitTable(table, problem, { ...base, strategy: 'grouped', column: 'shop' });
    const { issues: _issues, params: _params, ...picture } = splitPicture(table, problem, split);
    expect(picture).toMatchObject({ developmentRows: 160, testRows: 40, leftOutRows: 0, time: null, groups: { column: 'shop', development: 8, test: 2 } });
    expect(picture.folds.map(({ validation }) => validation).reduce((sum, rows) => sum + rows)).toBe(160);
    const { target } = picture;
    expect(target).toMatchObject({ kind: 'classes', classes: ['a', 'b'], others: 0 });
    const [development, tested] = target.parts;
    expect(development.values[1] * 160 + tested.values[1] * 40).toBeCloseTo(20, 9);
    expect(target.parts).toHaveLength(2 + picture.folds.length);
  });

  test('places the parts in time', () => {
    const day = 86_400_000;
    const split = splitTable(table, problem, { ...base, strategy: 'time', column: 'day', gap: 2 * day });
    const { time } = splitPicture(table, problem, split);
    const at = (i: number) => Date.UTC(2024, 0, 1 + i);
    expect(time).toMatchObject({ isDate: true, span: [at(0), at(199)], untimed: 0, development: [at(0), at(158)], test: [at(160), at(199)] });
    expect(time?.counts.reduce((sum, count) => sum + count)).toBe(200);
    for (const { train, validation } of time?.folds ?? []) expect(validation[0] - train[1]).toBe(2 * day);
  });

  test('gives quartiles of a number, and shares of the most frequent of many classes', () => {
    const wide = tableOf(numberColumn('y', upTo(120)), categoryColumn('c', upTo(120).map((i) => `c${i % 20}`)));
    const number = problemOf(wide, 'y');
    const quartiles = splitPicture(wide, number, splitTable(wide, number, { ...base, strategy: 'time', column: 'y' })).target;
    expect(quartiles).toMatchObject({ kind: 'quartiles' });
    expect(quartiles.parts[0].values).toEqual([23.75, 47.5, 71.25]);
    const many = problemOf(wide, 'c', upTo(20).map((i) => `c${i}`));
    const classes = splitPicture(wide, many, splitTable(wide, many, base)).target;
    expect(classes).toMatchObject({ others: 14 });
    expect(classes.parts[0].values).toHaveLength(7);
    expect(classes.parts[0].values.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
  });

  test('counts lots of equal rows that are kept together', () => {
    const split = splitTable(table, problem, { ...base, keepDuplicatesTogether: true });
    expect(splitPicture(table, problem, split).groups).toMatchObject({ column: null });
    const groups = splitPicture(table, problem, split).groups;
    expect((groups?.development ?? 0) + (groups?.test ?? 0)).toBe(100);
  });
});
