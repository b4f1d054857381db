import { describe, expect, it } from 'vitest';
import type { Accounting, Reading } from '../../../src/core/csv/reading.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { ColumnRole } from '../../../src/core/problem/problem.ts';
import type { Finding } from '../../../src/core/profile/profile.ts';
import { profileTable } from '../../../src/core/profile/profile-table.ts';
import { suggestRoles } from '../../../src/core/profile/suggest-roles.ts';
import type { Column } from '../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

const n = 200;
const rng = createRng(5);
const noise = Array.from({ length: n }, () => rng.normal());
const answer = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 'yes' : 'no'));
const y = categoryColumn('y', answer);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

function readingWith(accounting: Partial<Accounting>): Reading {
  return {
    fileName: 'f.csv',
    sizeBytes: 1,
    dialect: { encoding: 'utf-8', delimiter: ',' },
    formats: [],
    accounting: { records: n, header: 1, kept: n, rejected: 0, blank: 0, rejectedRows: [], contradictions: [], renamed: [], ...accounting },
  };
}

async function findingsOf(columns: readonly Column[], roles: Record<string, ColumnRole> = {}, reading: Reading | null = null): Promise<readonly Finding[]> {
  const table = tableOf(...columns, y);
  return (await profileTable(table, problemOf(table, 'y', ['no', 'yes'], roles), reading, uncontrolled)).findings;
}

async function rolesOf(columns: readonly Column[]): Promise<Record<string, ColumnRole>> {
  const table = tableOf(...columns, y);
  return suggestRoles(table, 'y', await profileTable(table, problemOf(table, 'y', ['no', 'yes']), null, uncontrolled));
}

const ids = (findings: readonly Finding[]) => findings.map(({ id }) => id);
const plain = numberColumn('plain', noise);

describe('findings on columns', () => {
  it('says nothing of good data', async () => {
    expect(await findingsOf([plain, categoryColumn('c', upTo(n).map((i) => `l${i % 7}`))])).toEqual([]);
  });

  it('leaves a leak out and offers to keep it', async () => {
    const alive = categoryColumn('alive', answer.map((a) => (a === 'yes' ? 'alive' : 'dead')));
    const [found, ...others] = await findingsOf([plain, alive]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ id: 'leak:alive', kind: 'leak', severity: 'bad', column: 'alive', title: 'alive gives the target away' });
    expect(found.detail).toContain('Gini 1.000');
    expect(found.applied).toEqual({ action: 'set-role', column: 'alive', role: 'ignored', label: 'Left out' });
    expect(found.fixes).toEqual([{ action: 'set-role', column: 'alive', role: 'feature', label: 'Keep it as a feature' }]);
    expect(await rolesOf([plain, alive])).toEqual({ plain: 'feature', alive: 'ignored', y: 'target' });
  });

  it('only warns of a column that predicts very well', async () => {
    const near = categoryColumn('near', answer.map((a, i) => (i % 25 === 0 ? 'no' : a)));
    const [found] = await findingsOf([plain, near]);
    expect(found).toMatchObject({ id: 'suspicious:near', severity: 'warn', applied: null });
    expect((await rolesOf([near])).near).toBe('feature');
  });

  it('does not cry leak over a handful of rows', async () => {
    const few = ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'];
    const table = tableOf(categoryColumn('x', few), categoryColumn('y', few));
    const { findings } = await profileTable(table, problemOf(table, 'y', ['a', 'b']), null, uncontrolled);
    expect(ids(findings)).not.toContain('leak:x');
  });

  it('judges an amount by R²', async () => {
    const table = tableOf(numberColumn('price', noise), numberColumn('cents', noise.map((value) => value * 100)), numberColumn('close', noise.map((value, i) => value + 0.3 * Math.sin(i))));
    const { findings } = await profileTable(table, problemOf(table, 'price'), null, uncontrolled);
    expect(ids(findings)).toEqual(['leak:cents', 'suspicious:close']);
    expect(findings[0].detail).toContain('explains 100% of the variation of price (R² 1.000)');
  });

  it('tells identifiers by values that hardly repeat, and whole numbers by their name too', async () => {
    const shuffled = [...createRng(3).permutation(n)].map((value) => 1000 + 17 * value);
    const columns = [
      categoryColumn('name', upTo(n).map((i) => `n${i}`)),
      textColumn('model', upTo(n).map((i) => `m${i % 150}`)),
      numberColumn('customer_id', shuffled),
      numberColumn('CustomerID', shuffled),
      numberColumn('weight', shuffled),
      numberColumn('area', noise.map((value) => value * 1e6)),
      datetimeColumn('when', upTo(n).map((i) => new Date(i * 86_400_000).toISOString().slice(0, 19))),
      textColumn('review', upTo(n).map((i) => `${i} ${'a long sentence about nothing much '.repeat(3)}`)),
    ];
    expect(ids(await findingsOf(columns))).toEqual(['time-order:when', 'identifier:name', 'identifier:model', 'identifier:customer_id', 'identifier:CustomerID', 'text:review']);
    expect(await rolesOf(columns)).toEqual({
      name: 'identifier',
      model: 'identifier',
      customer_id: 'identifier',
      CustomerID: 'identifier',
      weight: 'feature',
      area: 'feature',
      when: 'feature',
      review: 'feature',
      y: 'target',
    });
  });

  it('asks about rows that have a time or repeat an entity, until a role answers', async () => {
    const when = datetimeColumn('when', upTo(n).map((i) => new Date(i * 86_400_000).toISOString().slice(0, 19)));
    const machine = categoryColumn('machine', upTo(n).map((i) => `m${i % 20}`));
    const size = categoryColumn('size', upTo(n).map((i) => `s${(i * i) % 23}`));
    const columns = [when, machine, size];
    const asked = await findingsOf(columns);
    expect(ids(asked)).toEqual(['time-order:when', 'repeated-entity:machine']);
    expect(asked.map(({ applied }) => applied)).toEqual([null, null]);
    expect(asked[1].fixes[0]).toMatchObject({ action: 'set-role', column: 'machine', role: 'group' });
    expect(ids(await findingsOf(columns, { when: 'time', machine: 'group' }))).toEqual([]);
    const rare = categoryColumn('patient', upTo(n).map((i) => `p${i % 120}`));
    expect(ids(await findingsOf([rare]))).not.toContain('repeated-entity:patient');
  });

  it('tells a row number by its steady rise, gaps allowed, but not a year', async () => {
    const columns = [
      numberColumn('No', upTo(n).map((i) => i + 25 + Math.floor(i / 5))),
      numberColumn('year', upTo(n).map((i) => 1800 + i)),
      numberColumn('total', upTo(n).map((i) => 10 * i)),
      numberColumn('falling', upTo(n).map((i) => n - i)),
    ];
    const findings = await findingsOf(columns);
    expect(ids(findings)).toEqual(['row-number:No', 'redundant::falling+total+year']);
    expect(findings[0].fixes.map((fix) => (fix.action === 'set-role' ? fix.role : null))).toEqual(['time', 'feature']);
    expect((await rolesOf(columns)).No).toBe('identifier');
    const [ordered] = await findingsOf(columns, { No: 'time' });
    expect(ordered.applied).toBeNull();
  });

  it('leaves out what is constant or empty', async () => {
    const columns = [numberColumn('one', noise.map(() => 7)), categoryColumn('some', noise.map((_, i) => (i % 2 ? 'a' : null))), textColumn('none', noise.map(() => null))];
    const findings = await findingsOf([plain, ...columns]);
    expect(ids(findings)).toEqual(['constant:one', 'constant:some', 'constant:none']);
    expect(findings.map(({ title }) => title)).toEqual(['one has only one value', 'some has only one value', 'none holds no value']);
    expect(findings[1].detail).toContain('100 rows are empty');
    expect(await rolesOf(columns)).toMatchObject({ one: 'ignored', some: 'ignored', none: 'ignored' });
  });

  it('says nothing of repeated rows where the target is the only column', async () => {
    expect(ids(await findingsOf([]))).not.toContain('duplicates:');
  });

  it('takes many columns with gaps, or with question marks, together', async () => {
    const gappy = ['a', 'b', 'c', 'd'].map((name, at) => numberColumn(name, noise.map((value, i) => (i % (5 + at) === 0 ? null : value + at * rng.normal() * 9))));
    const empty = numberColumn('e', noise.map((value, i) => (i % 10 < 6 ? null : value * rng.normal())));
    const missing = (await findingsOf([...gappy, empty])).filter(({ kind }) => kind === 'missing');
    expect(missing.map(({ id, severity }) => [id, severity])).toEqual([['missing:e', 'warn'], ['missing:', 'info']]);
    expect(missing[1]).toMatchObject({ title: '4 columns have gaps' });
    expect(missing[1].detail).toMatch('a most often (20%)');
    const marks = ['plain', 'other'].map((column) => ({ column, token: '?', count: 3 }));
    const [marked] = (await findingsOf([plain], {}, readingWith({ missingMarks: marks }))).filter(({ kind }) => kind === 'question-mark-missing');
    expect(marked).toMatchObject({ column: null, title: '"?" in plain and other is read as missing' });
    expect(marked.detail).toMatch('6 cells hold');
  });

  it('says how much is missing from over 5% on, and warns over half', async () => {
    const gap = (share: number) => noise.map((value, i) => (i < share * n ? null : value));
    const findings = await findingsOf([plain, numberColumn('a', gap(0.05)), numberColumn('b', gap(0.06)), numberColumn('c', gap(0.6))]);
    expect(findings.map(({ id, severity, title }) => [id, severity, title])).toEqual([
      ['missing:c', 'warn', 'c is 60% empty'],
      ['missing:b', 'info', 'b is 6% empty'],
      ['redundant::a+b+c+plain', 'info', 'a, plain, b and c say nearly the same'],
    ]);
  });

  it('says where there are over 50 levels', async () => {
    const levels = (k: number) => Array.from({ length: n * 2 }, (_, i) => `l${i % k}`);
    const table = tableOf(categoryColumn('a', levels(50)), categoryColumn('b', levels(51)), categoryColumn('y', [...answer, ...answer]));
    const { findings } = await profileTable(table, problemOf(table, 'y', ['no', 'yes']), null, uncontrolled);
    expect(ids(findings)).toEqual(['high-cardinality:b']);
  });
});

describe('findings on rows', () => {
  it('counts rows that equal an earlier one in every column', async () => {
    const repeated = numberColumn('plain', noise.map((value, i) => (i === 30 ? noise[0] : i === 33 ? noise[0] : value)));
    const findings = await findingsOf([repeated]);
    expect(ids(findings)).toEqual(['duplicates:']);
    expect(findings[0].title).toBe('2 rows repeat an earlier row');
    const told = textColumn('t', answer.map((_, i) => (i === 30 ? 'x' : null)));
    expect((await findingsOf([repeated, told])).find(({ kind }) => kind === 'duplicates')?.title).toBe('1 row repeats an earlier row');
  });

  it('takes -0 as 0 and missing as equal', async () => {
    const table = tableOf(numberColumn('a', [0, -0, null, null, 1]), textColumn('b', [null, null, 'u', 'u', 'v']));
    const { findings } = await profileTable(table, null, null, uncontrolled);
    expect(findings.find(({ kind }) => kind === 'duplicates')?.title).toBe('2 rows repeat an earlier row');
  });

  it('passes on what reading left out or could not fit', async () => {
    const reading = readingWith({
      kept: 90,
      rejected: 10,
      replacedCharacters: 2,
      rejectedRows: [{ line: 1234, reason: 'it has 3 fields where the header has 5', excerpt: 'a,b,c' }],
      contradictions: [{ column: 'plain', count: 2, examples: [{ line: 7, value: 'abc' }] }],
      missingMarks: [
        { column: 'plain', token: '?', count: 3 },
        { column: 'plain', token: 'NA', count: 3 },
      ],
    });
    const findings = await findingsOf([plain], {}, reading);
    expect(ids(findings)).toEqual(['rejected-rows:', 'contradictions:plain', 'replaced-characters:', 'question-mark-missing:plain']);
    expect(findings[0]).toMatchObject({ severity: 'bad', title: '10 rows were left out' });
    expect(findings[0].detail).toContain('line 1,234: it has 3 fields');
    expect(findings[1]).toMatchObject({ title: '2 cells of plain are not a number', fixes: [{ action: 'set-kind', column: 'plain', kind: 'category' }] });
    expect(findings[1].detail).toContain('"abc" in line 7');
    expect(findings[2]).toMatchObject({ severity: 'warn', title: '2 characters could not be read' });
  });

  it('warns of few rows, and of more columns than rows', async () => {
    const few = tableOf(...upTo(30).map((i) => numberColumn(`x${i}`, noise.slice(i, i + 20))), categoryColumn('y', answer.slice(0, 20)));
    const { findings } = await profileTable(few, problemOf(few, 'y', ['no', 'yes']), null, uncontrolled);
    expect(ids(findings)).toEqual(expect.arrayContaining(['few-rows:', 'few-rows::columns']));
  });
});

describe('findings on the target', () => {
  async function targetFindings(labels: readonly (string | null)[], classes: readonly string[]): Promise<readonly Finding[]> {
    const table = tableOf(numberColumn('x', labels.map((_, i) => noise[i % n] + i)), categoryColumn('y', labels));
    return (await profileTable(table, problemOf(table, 'y', classes), null, uncontrolled)).findings;
  }

  it('warns of a rare class with its figures', async () => {
    const findings = await targetFindings(upTo(400).map((i) => (i % 20 === 0 ? 'yes' : 'no')), ['no', 'yes']);
    expect(ids(findings)).toEqual(['imbalance:y']);
    expect(findings[0].title).toBe('Only 5% of the rows are "yes"');
    expect(findings[0].detail).toContain('right in 95% of the rows');
    expect(await targetFindings(upTo(400).map((i) => (i % 4 === 0 ? 'yes' : 'no')), ['no', 'yes'])).toEqual([]);
  });

  it('names classes of fewer than 10 rows', async () => {
    const findings = await targetFindings(upTo(400).map((i) => (i < 4 ? 'c' : i % 2 ? 'a' : 'b')), ['a', 'b', 'c']);
    expect(findings.find(({ id }) => id === 'imbalance:y:rare')?.detail).toContain('"c" (4)');
  });

  it('counts rows without target', async () => {
    const some = await targetFindings(upTo(400).map((i) => (i % 4 === 0 ? null : i % 2 ? 'a' : 'b')), ['a', 'b']);
    expect(some.map(({ id, severity, title }) => [id, severity, title])).toEqual([['target-missing:y', 'warn', 'y is unknown in 100 rows']]);
    const none = await targetFindings(upTo(60).map(() => null), ['a', 'b']);
    expect(none[0]).toMatchObject({ id: 'target-missing:y', severity: 'bad' });
  });
});

describe('all findings', () => {
  it('have ids of their own and stand worst first', async () => {
    const columns = [
      numberColumn('one', noise.map(() => 7)),
      categoryColumn('alive', answer),
      numberColumn('gap', noise.map((value, i) => (i % 2 ? null : value))),
      categoryColumn('id', upTo(n).map((i) => `n${i}`)),
    ];
    const findings = await findingsOf(columns, {}, readingWith({ rejected: 1, rejectedRows: [] }));
    expect(new Set(ids(findings)).size).toBe(findings.length);
    const order = ['bad', 'warn', 'info'];
    const ranks = findings.map(({ severity }) => order.indexOf(severity));
    expect(ranks).toEqual([...ranks].sort());
    expect(findings[0].id).toBe('leak:alive');
  });
});
