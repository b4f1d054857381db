import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { ModelUnreadable } from '../../../src/core/estimators/boosting-encode.ts';
import type { LearnerId } from '../../../src/core/estimators/estimator.ts';
import type { Task } from '../../../src/core/metrics/metric.ts';
import { decodeRelease, encodeRelease, ReleaseUnreadable, releaseFilePaths } from '../../../src/core/release/encode-release.ts';
import { goldenRows, recordsOf } from '../../../src/core/release/golden.ts';
import { rawRowsOf } from '../../../src/core/release/raw-rows.ts';
import type { Release } from '../../../src/core/release/release.ts';
import { createScorer, predictionsOf } from '../../../src/core/release/scorer.ts';
import { targetFields } from '../../../src/core/release/target-fields.ts';
import { typeRows } from '../../../src/core/release/type-rows.ts';
import { upgradeRelease } from '../../../src/core/release/upgrade-release.ts';
import { madeUpFile, makeEnsemble, makeRelease, rowsOf, type Mixture } from './fixtures.ts';

const learners: LearnerId[] = ['dummy', 'linear', 'boosting', 'mlp', 'realmlp', 'tabm'];
const tasks: Task[] = ['binary', 'multiclass', 'regression'];
const every = learners.flatMap((learner) => tasks.map((task) => [learner, task] as const));

describe.each(every)('a release of %s for %s', (learner, task) => {
  it('scores the same after encode and decode, bit for bit', async () => {
    const release = await makeRelease(learner, task);
    const decoded = decodeRelease(encodeRelease(release));
    expect(decoded).toEqual(release);
    const rows = rowsOf(madeUpFile(task, 50, 2));
    expect(createScorer(decoded).score(rows)).toEqual(createScorer(release).score(rows));
  });

  it('scores the same in turns, and stops when it is asked to', async () => {
    const release = await makeRelease(learner, task);
    const rows = goldenRows(release, 9000, 3);
    expect(await createScorer(release).scoreInTurns(rows, uncontrolled)).toEqual(createScorer(release).score(rows));
    let turns = 0;
    const control = { ...uncontrolled, cancelled: () => turns > 0, breathe: async () => void turns++ };
    await expect(createScorer(release).scoreInTurns(rows, control)).rejects.toThrow('Cancelled');
    expect(turns).toBe(1);
  });

  it('gives probabilities that sum to 1 as written, and one text for each row', async () => {
    const release = await makeRelease(learner, task);
    const scored = createScorer(release).score(goldenRows(release, 40, 0));
    expect(scored.prediction).toHaveLength(40);
    const k = scored.classes.length;
    expect(k).toBe({ binary: 2, multiclass: 3, regression: 0 }[task]);
    for (let row = 0; row < 40; row++) {
      if (!scored.probabilities) {
        expect(Number.isFinite(Number(scored.prediction[row]))).toBe(true);
        continue;
      }
      const written = Array.from(scored.probabilities.subarray(row * k, row * k + k), (p) => Number(String(p)));
      expect(Math.abs(written.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-9);
      expect(scored.classes).toContain(scored.prediction[row]);
    }
  });
});

const mixture: Mixture = [
  ['boosting', 0.5],
  ['linear', 0.25],
  ['boosting', 0.15],
  ['mlp', 0.06],
  ['tabm', 0.04],
];

describe.each(tasks)('a release of an ensemble for %s', (task) => {
  it('predicts the weighted mean of its members, each with its own recipe', async () => {
    const release = await makeEnsemble(mixture, task);
    const rows = rowsOf(madeUpFile(task, 50, 2));
    const numbers = (one: Release) => {
      const predictions = predictionsOf(createScorer(one).score(rows));
      return predictions.kind === 'number' ? predictions.values : predictions.probabilities;
    };
    const parts = release.members.map((member) => numbers({ ...release, members: [{ ...member, weight: 1 }] }));
    expect(parts[0]).not.toEqual(parts[2]);
    numbers(release).forEach((value, i) => {
      expect(value).toBeCloseTo(mixture.reduce((sum, [, weight], m) => sum + weight * parts[m][i], 0), 12);
    });
  });

  it('scores the same after encode and decode, bit for bit; recipes that members share are one', async () => {
    const release = await makeEnsemble(mixture, task);
    const files = encodeRelease(release);
    const paths = ['release.json', 'pipeline-1.json', 'pipeline-2.json', 'model/1/trees.json', 'model/2/linear.json', 'model/3/trees.json', 'model/4/model.json', 'model/4/weights.bin', 'model/5/net.json', 'model/5/net.bin'];
    expect(Object.keys(files)).toEqual(paths);
    expect(releaseFilePaths(files['release.json'] as string).sort()).toEqual([...paths].sort());
    const decoded = decodeRelease(files);
    expect(decoded).toEqual(release);
    for (const { members } of [release, decoded, upgradeRelease(structuredClone({ ...release, members: release.members.map((member) => structuredClone(member)) }))]) {
      expect(members[2].recipe).toBe(members[0].recipe);
      expect(members[3].recipe).toBe(members[1].recipe);
      expect(members[4].recipe).toBe(members[0].recipe);
      expect(members[1].recipe).not.toBe(members[0].recipe);
    }
    const rows = rowsOf(madeUpFile(task, 50, 2));
    expect(createScorer(decoded).score(rows)).toEqual(createScorer(release).score(rows));
  });
});

it('members of one recipe alone have one pipeline.json', async () => {
  const files = encodeRelease(await makeEnsemble([['boosting', 0.75], ['boosting', 0.25]], 'binary'));
  expect(Object.keys(files)).toEqual(['release.json', 'pipeline.json', 'model/1/trees.json', 'model/2/trees.json']);
});

describe('the scorer', () => {
  it('predicts the positive class from the threshold on', async () => {
    const release = await makeRelease('linear', 'binary');
    const rows = rowsOf(madeUpFile('binary', 200, 3));
    const scored = createScorer(release).score(rows);
    const yes = release.problem.classes.indexOf('yes');
    const expected = Array.from({ length: 200 }, (_, row) => (scored.probabilities![row * 2 + yes] >= 0.4 ? 'yes' : 'no'));
    expect(scored.prediction).toEqual(expected);
    const strict = createScorer({ ...release, threshold: 0.9 }).score(rows);
    expect(strict.prediction.filter((label) => label === 'yes').length).toBeLessThan(expected.filter((label) => label === 'yes').length);
  });

  it('takes absent columns and contradictions as missing, and says so', async () => {
    const release = await makeRelease('boosting', 'regression');
    const rows = rawRowsOf(['age', 'town "old"'], [['old', 'Ulm'], ['40', ''], ['NA', 'Ulm']]);
    const scored = createScorer(release).score(rows);
    expect(scored.contradictions).toEqual({ age: 1 });
    expect(scored.absentColumns).toEqual(['income, net', 'joined', 'constructor']);
    const missing = createScorer(release).score(rawRowsOf(['age', 'town "old"'], [['', 'Ulm']]));
    expect(scored.prediction[0]).toBe(missing.prediction[0]);
  });

  it('does not read the target, identifiers or columns of no role', async () => {
    const release = await makeRelease('linear', 'binary');
    const { header, records } = madeUpFile('binary', 20, 4);
    const other = records.map((record) => ['x', ...record.slice(1, -1), 'nonsense']);
    expect(createScorer(release).score(rawRowsOf(header, other))).toEqual(createScorer(release).score(rawRowsOf(header, records)));
  });

  it('gives each row the same whatever rows stand beside it, across blocks too', async () => {
    const release = await makeRelease('boosting', 'binary');
    const { header, records } = madeUpFile('binary', 100, 5);
    const repeated = Array.from({ length: 90 }, () => records).flat();
    const all = createScorer(release).score(rawRowsOf(header, repeated));
    const alone = createScorer(release).score(rawRowsOf(header, [records[17]]));
    for (const copy of [0, 89]) {
      expect(all.prediction[copy * 100 + 17]).toBe(alone.prediction[0]);
      expect(all.probabilities![2 * (copy * 100 + 17)]).toBe(alone.probabilities![0]);
    }
  });

  it('scores no rows', async () => {
    const release = await makeRelease('linear', 'multiclass');
    const scored = createScorer(release).score(rawRowsOf(['age'], []));
    expect(scored.prediction).toEqual([]);
    expect(scored.absentColumns).toHaveLength(4);
  });

  it('turns back into predictions', async () => {
    const release = await makeRelease('linear', 'regression');
    const scored = createScorer(release).score(rowsOf(madeUpFile('regression', 5, 6)));
    const predictions = predictionsOf(scored);
    if (predictions.kind !== 'number') throw new Error('kind');
    expect(Array.from(predictions.values, String)).toEqual(scored.prediction);
  });
});

describe('the input contract', () => {
  it('has the feature columns alone, with what training saw', async () => {
    const release = await makeRelease('dummy', 'binary');
    expect(release.inputs.map(({ format }) => format.name)).toEqual(['age', 'income, net', 'joined', 'town "old"', 'constructor']);
    const [age, , joined, town] = release.inputs;
    expect(age).toMatchObject({ min: 18, max: 77, levels: null });
    expect(new Date(joined.min!).getUTCFullYear()).toBe(2000);
    expect([...town.levels!].sort()).toEqual(['Bonn, Rhein', 'Ulm', 'a "quoted" town', 'line\nbreak', ' padded '].sort());
    expect(town.missingShare).toBeGreaterThan(0.03);
  });
});

describe('golden rows', () => {
  it('are the same for a seed, cover the odd cases, and hold only values that the contract allows', async () => {
    const release = await makeRelease('linear', 'binary');
    const rows = goldenRows(release, 60, 1);
    expect(goldenRows(release, 60, 1)).toEqual(rows);
    expect(goldenRows(release, 60, 2)).not.toEqual(rows);
    const { table, contradictions } = typeRows(release, rows);
    expect(contradictions).toEqual({ age: 1, 'income, net': 1, joined: 1 });
    for (const [at, input] of release.inputs.entries()) {
      const column = table.columns[at];
      if (column.kind === 'category') {
        expect(column.levels.filter((level) => !input.levels!.includes(level))).toHaveLength(2);
      } else if (column.kind !== 'text') {
        const inside = column.values.filter((value) => value >= input.min! && value <= input.max!);
        expect(inside.length).toBeGreaterThan(40);
        expect(column.values.filter((value) => value > input.max!)).toHaveLength(1);
        expect(column.values.filter(Number.isNaN).length).toBeGreaterThan(1);
      }
    }
  });

  it('turn into records in the order of their columns', () => {
    expect(recordsOf({ nRows: 2, columns: { b: ['1', '2'], a: ['3', '4'] } })).toEqual({ header: ['b', 'a'], records: [['1', '3'], ['2', '4']] });
  });
});

describe('decodeRelease', () => {
  it('names the file that is missing or spoilt', async () => {
    const files = encodeRelease(await makeRelease('linear', 'binary'));
    expect(releaseFilePaths(files['release.json'] as string)).toEqual(['release.json', 'pipeline.json', 'model/linear.json']);
    const { 'pipeline.json': _, ...without } = files;
    expect(() => decodeRelease(without)).toThrow('ReleaseUnreadable: pipeline.json is missing');
    expect(() => decodeRelease({ ...files, 'release.json': '{' })).toThrow('release.json is no JSON');
    expect(() => decodeRelease({ ...files, 'release.json': '{"format":"other"}' })).toThrow(ReleaseUnreadable);
    const other = encodeRelease(await makeRelease('dummy', 'binary'));
    expect(() => decodeRelease({ ...files, 'pipeline.json': (files['pipeline.json'] as string).replace(/"features": \[[^]*\]\n/, '"features": []\n') })).toThrow(ReleaseUnreadable);
    const { 'model/linear.json': model, ...unmodelled } = files;
    expect(() => decodeRelease(unmodelled)).toThrow('ReleaseUnreadable: model/linear.json is missing');
    const foreign = { ...files, 'release.json': other['release.json'], 'model/dummy.json': model };
    expect(() => decodeRelease(foreign)).toThrow(ModelUnreadable);
    const renamed = (files['release.json'] as string).replace('"learner": "linear"', '"learner": "dummy"');
    expect(() => decodeRelease({ ...files, 'release.json': renamed })).toThrow('model/linear.json holds a linear model');
  });
});

describe('targetFields', () => {
  it('reads the rows whose target is known, and leaves out the rest', async () => {
    const release = await makeRelease('dummy', 'binary');
    const rows = rawRowsOf(['y'], [['yes'], ['maybe'], ['NA'], ['no'], ['']]);
    const known = targetFields(release, rows)!;
    expect([...known.rows]).toEqual([0, 3]);
    expect(known.yTrue).toEqual({ kind: 'classes', codes: Int32Array.of(1, 0), classes: ['no', 'yes'] });
    expect(targetFields(release, rawRowsOf(['y'], [['maybe']]))).toBeNull();
    expect(targetFields(release, rawRowsOf(['x'], [['yes']]))).toBeNull();
  });

  it('reads numbers by the target’s own format', async () => {
    const release = await makeRelease('dummy', 'regression');
    const known = targetFields({ ...release, targetFormat: { ...release.targetFormat, number: { decimal: ',', thousands: '' } } }, rawRowsOf(['y'], [['1,5'], ['x']]))!;
    expect(known).toEqual({ rows: Uint32Array.of(0), yTrue: { kind: 'number', values: Float64Array.of(1.5) } });
  });
});
