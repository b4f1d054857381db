import { beforeAll, describe, expect, it } from 'vitest';
import { buildReference } from '../../../src/core/monitoring/build-reference.ts';
import { checkBatch } from '../../../src/core/monitoring/check-batch.ts';
import type { Reference } from '../../../src/core/monitoring/monitoring.ts';
import { predictTable } from '../../../src/core/release/scorer.ts';
import { rawRowsOf } from '../../../src/core/release/raw-rows.ts';
import type { Release } from '../../../src/core/release/release.ts';
import type { Task } from '../../../src/core/metrics/metric.ts';
import { madeUpFile, makeRelease, rowsOf, tableOf } from '../release/fixtures.ts';

async function prepared(task: Task): Promise<{ release: Release; reference: Reference }> {
  const release = await makeRelease('linear', task);
  const table = tableOf(task, madeUpFile(task, 300, 1).records);
  const reference = buildReference({ table, problem: release.problem, predictions: predictTable(release, table), test: {} });
  return { release, reference };
}

type Records = string[][];
const changed = (records: Records, at: number, change: (field: string, row: number) => string): Records =>
  records.map((record, row) => record.map((field, place) => (place === at ? change(field, row) : field)));

describe('checkBatch', () => {
  let release: Release;
  let reference: Reference;
  beforeAll(async () => {
    ({ release, reference } = await prepared('binary'));
  });
  const check = (header: string[], records: Records) =>
    checkBatch({ release, reference, fileName: 'later.csv', rows: rawRowsOf(header, records), seed: 0 });
  const fresh = () => madeUpFile('binary', 200, 60);

  it('finds nothing in a fresh batch of the same making, and measures it', () => {
    const { header, records } = fresh();
    const result = check(header, records);
    expect(result).toMatchObject({ fileName: 'later.csv', rows: 200, violations: [] });
    expect(result.drift.map(({ column }) => column).sort()).toEqual(release.inputs.map(({ format }) => format.name).sort());
    expect(result.drift.filter(({ drifted }) => drifted)).toEqual([]);
    expect(result.predictionDrift).toMatchObject({ column: 'probability_yes', drifted: false });
    expect(result.performance!.roc_auc!.value).toBeGreaterThan(0.85);
    expect(result.performance!.roc_auc!.rows).toBe(200);
    expect(check(header, records)).toEqual(result);
  });

  it('ranks a column that moved first, and sees the predictions follow', () => {
    const { header, records } = fresh();
    const result = check(header, changed(records, 1, (age) => (age === '' || age === 'NA' ? age : String(Math.min(77, Number(age) + 20)))));
    expect(result.drift[0]).toMatchObject({ column: 'age', measure: 'wasserstein', drifted: true });
    expect(result.drift[0].effect).toBeGreaterThan(0.8);
    expect(result.predictionDrift.drifted).toBe(true);
  });

  it('names what breaks the contract, bad before worth a look', () => {
    const { header, records } = fresh();
    const broken = changed(
      changed(changed(records, 1, (age, row) => (row < 60 ? 'unknown' : age)), 4, (town, row) => (row < 3 ? `Köln ${row}` : town)),
      2,
      (income, row) => (row === 0 ? '9.999.999,5' : income),
    );
    const without = header.filter((name) => name !== 'joined');
    const result = check(without, broken.map((record) => record.filter((_, at) => at !== 3)));
    const found = result.violations.map(({ column, kind, severity }) => [column, kind, severity]);
    expect(found).toEqual([
      ['age', 'contradictions', 'bad'],
      ['age', 'more-missing', 'bad'],
      ['joined', 'absent', 'bad'],
      ['income, net', 'out-of-range', 'warn'],
      ['town "old"', 'new-levels', 'warn'],
    ]);
    expect(result.violations[0].detail).toBe('60 of 200 rows (30%) are not a number and were taken as missing');
    expect(result.violations[4].detail).toContain('3 of 200 rows (1.5%) hold labels not seen in training: “Köln 0”');
    expect(result.drift.map(({ column }) => column)).not.toContain('joined');
  });

  it('lets a value just outside the range pass in a batch as long as training, not in a short one', () => {
    const { header, records } = madeUpFile('binary', 300, 12);
    const one = changed(records, 1, (age, row) => (row === 0 ? '79' : age));
    const outOfRange = (rows: Records) => check(header, rows).violations.filter(({ kind, column }) => kind === 'out-of-range' && column === 'age');
    expect(outOfRange(one)).toEqual([]);
    expect(outOfRange(one.slice(0, 2))).toHaveLength(1);
  });

  it('gives no performance where the target is absent or cannot be read', () => {
    const { header, records } = fresh();
    expect(check(header.slice(0, -1), records.map((record) => record.slice(0, -1))).performance).toBeNull();
    expect(check(header, changed(records, 6, () => 'perhaps')).performance).toBeNull();
  });

  it('measures only rows with a known target', () => {
    const { header, records } = fresh();
    expect(check(header, changed(records, 6, (y, row) => (row % 2 ? '' : y))).performance!.accuracy!.rows).toBe(100);
  });

  it('refuses a batch without rows, and one of another table', () => {
    expect(() => check(['age'], [])).toThrow('BatchIsEmpty: "later.csv" has no rows');
    expect(() => check(['a', 'b'], [['1', '2']])).toThrow('BatchIsForeign');
  });
});

describe.each(['multiclass', 'regression'] as const)('checkBatch for %s', (task) => {
  it('finds no drift of the predictions in a fresh batch, and finds it where they moved', async () => {
    const { release, reference } = await prepared(task);
    const { header, records } = madeUpFile(task, 250, 21);
    const same = checkBatch({ release, reference, fileName: 'a', rows: rawRowsOf(header, records), seed: 0 });
    expect(same.predictionDrift).toMatchObject({ column: 'prediction', drifted: false, measure: task === 'multiclass' ? 'jensen-shannon' : 'wasserstein' });
    expect(Object.keys(same.performance!)).toContain(task === 'multiclass' ? 'log_loss' : 'rmse');
    const poorer = records.map((record) => record.map((field, at) => (at === 2 ? '10,5' : field)));
    const moved = checkBatch({ release, reference, fileName: 'b', rows: rawRowsOf(header, poorer), seed: 0 });
    expect(moved.predictionDrift.drifted).toBe(true);
  });
});

describe('buildReference', () => {
  it('keeps quantiles and shares that sum to 1, pools rare labels, and survives JSON', async () => {
    const { release, reference } = await prepared('binary');
    expect(JSON.parse(JSON.stringify(reference))).toEqual(reference);
    for (const column of reference.columns) {
      if ('shares' in column) {
        expect(column.shares.reduce((sum, share) => sum + share, column.otherShare)).toBeCloseTo(1, 12);
      } else {
        expect(column.quantiles).toHaveLength(column.probabilities.length);
        expect(column.quantiles).toEqual([...column.quantiles].sort((a, b) => a - b));
      }
    }
    const rare = tableOf('binary', [...madeUpFile('binary', 100, 1).records, ...madeUpFile('binary', 4, 1).records.map((r) => r.map((f, at) => (at === 4 ? 'rare' : f)))]);
    const built = buildReference({ table: rare, problem: release.problem, predictions: predictTable(release, rare), test: {} });
    const town = built.columns.find(({ name }) => name === 'town "old"');
    expect(town).toMatchObject({ kind: 'category', rows: 104 });
    expect(JSON.stringify(town)).not.toContain('rare');
    expect(rowsOf({ header: [], records: [] }).nRows).toBe(0);
  });
});
