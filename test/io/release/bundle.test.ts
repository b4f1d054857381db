import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { source } from 'virtual:scorer-source';
import type { LearnerId } from '../../../src/core/estimators/estimator.ts';
import type { Task } from '../../../src/core/metrics/metric.ts';
import { buildReference } from '../../../src/core/monitoring/build-reference.ts';
import { csvText, predictionsCsv } from '../../../src/core/release/predictions-file.ts';
import type { Release } from '../../../src/core/release/release.ts';
import { createScorer, predictTable } from '../../../src/core/release/scorer.ts';
import { bundleFiles, checkParity } from '../../../src/io/release/bundle.ts';
import { bundleReadme } from '../../../src/io/release/readme.ts';
import { parseRecords } from '../../../src/io/csv/parse-records.ts';
import { standardDialect } from '../../../src/io/csv/signs.ts';
import { madeUpFile, makeEnsemble, makeRelease, rowsOf, tableOf } from '../../core/release/fixtures.ts';

const run = promisify(execFile);
const learners: LearnerId[] = ['dummy', 'linear', 'boosting', 'mlp', 'realmlp', 'tabm'];
const tasks: Task[] = ['binary', 'multiclass', 'regression'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-bundle-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function makeBundle(release: Release) {
  const table = tableOf(release.problem.task, madeUpFile(release.problem.task, 300, 1).records);
  const reference = buildReference({ table, problem: release.problem, predictions: predictTable(release, table), test: release.metrics.test });
  return bundleFiles({ release, reference, reportHtml: '<!doctype html>' });
}

async function unpack(files: Record<string, string | Uint8Array>, name: string): Promise<string> {
  const to = join(folder, name);
  for (const [path, file] of Object.entries(files)) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), file);
  }
  return to;
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => Promise.reject(new Error('it should have failed')),
    (error: { code: number; stderr: string; stdout: string }) => error,
  );

describe.each(learners.flatMap((learner) => tasks.map((task) => [learner, task] as const)))('the bundle of %s for %s', (learner, task) => {
  it('scores as the studio does: parity 0, and node predict.mjs writes the same bytes', async () => {
    const release = await makeRelease(learner, task);
    const files = await makeBundle(release);
    const parity = await checkParity(files, release);
    expect(parity.map(({ file }) => file)).toEqual([expect.stringMatching(/^model\//), 'predict.mjs']);
    for (const { worstDifference, rows } of parity) {
      expect(worstDifference).toBe(0);
      expect(rows).toBe(200);
    }
    const at = await unpack(files, `${learner}-${task}`);
    const file = madeUpFile(task, 60, 33);
    await writeFile(join(at, 'in.csv'), csvText(file.header, file.records));
    const { stdout } = await run(process.execPath, [join(at, 'predict.mjs'), join(at, 'in.csv')]);
    expect(stdout).toBe(predictionsCsv(file.header, file.records, createScorer(release).score(rowsOf(file))));
  });
});

it('warns in its readme where a model holds the training rows', async () => {
  const readme = async (learner: LearnerId) => bundleReadme(await makeRelease(learner, 'binary'), ['pipeline.json', 'model/model.json'], false);
  expect(await readme('knn')).toContain('**Nearest neighbours answers from the rows it was trained on, and its file holds them**');
  expect(await readme('linear')).not.toContain('holds them');
});

describe.each(tasks)('the bundle of an ensemble for %s', (task) => {
  it('scores as the studio does, with its models in folders of their own', async () => {
    const release = await makeEnsemble([['boosting', 0.5], ['mlp', 0.3], ['linear', 0.16], ['dummy', 0.04]], task);
    const files = await makeBundle(release);
    const told: string[] = [];
    const parity = await checkParity(files, release, (file) => told.push(file));
    expect(told).toEqual(['model/', 'predict.mjs']);
    expect(parity).toEqual(told.map((file) => ({ file, worstDifference: 0, rows: 200, durationMs: expect.any(Number) as number })));
    const at = await unpack(files, `ensemble-${task}`);
    const file = madeUpFile(task, 60, 33);
    await writeFile(join(at, 'in.csv'), csvText(file.header, file.records));
    const { stdout } = await run(process.execPath, [join(at, 'predict.mjs'), join(at, 'in.csv')]);
    expect(stdout).toBe(predictionsCsv(file.header, file.records, createScorer(release).score(rowsOf(file))));
    const readme = files['README.md'] as string;
    expect(readme).toContain('An ensemble of 4 models');
    expect(readme).toContain('- `pipeline-2.json`: the fitted preparation of the inputs\n- `model/1/trees.json`: model 1, boosted trees, weight 0.5\n- `model/2/model.json`: model 2, neural network, weight 0.3\n');
    const spoilt = { ...files, 'release.json': (files['release.json'] as string).replace('"weight": 0.04', '"weight": 0.05') };
    for (const { worstDifference } of await checkParity(spoilt, release)) expect(worstDifference).toBeGreaterThan(1e-4);
  });
});

describe.each(tasks)('the bundle of nets for %s', (task) => {
  it('keeps the files of each net apart, and scores as the studio does', async () => {
    const release = await makeEnsemble([['tabm', 0.4], ['mlp', 0.25], ['realmlp', 0.25], ['tabm', 0.1]], task);
    const files = await makeBundle(release);
    const models = Object.keys(files).filter((path) => path.startsWith('model/'));
    expect(models).toEqual([
      'model/1/net.json',
      'model/1/net.bin',
      'model/2/model.json',
      'model/2/weights.bin',
      'model/3/net.json',
      'model/3/net.bin',
      'model/4/net.json',
      'model/4/net.bin',
    ]);
    for (const { worstDifference } of await checkParity(files, release)) expect(worstDifference).toBe(0);
    const at = await unpack(files, `nets-${task}`);
    const file = madeUpFile(task, 60, 34);
    await writeFile(join(at, 'in.csv'), csvText(file.header, file.records));
    const { stdout } = await run(process.execPath, [join(at, 'predict.mjs'), join(at, 'in.csv')]);
    const scored = createScorer(release).score(rowsOf(file));
    expect(stdout).toBe(predictionsCsv(file.header, file.records, scored));
    expect(new Set<number | string>(scored.probabilities ?? scored.prediction).size).toBeGreaterThan(20);
    const readme = files['README.md'] as string;
    expect(readme).toContain('- `model/1/net.json`: model 1, TabM net, weight 0.4\n- `model/1/net.bin`: numbers of model 1, as little-endian float32\n');
    const spoilt = { ...files, 'model/3/net.bin': (files['model/3/net.bin'] as Uint8Array).map((byte, i) => (i < 4 ? 0 : byte)) };
    for (const { worstDifference } of await checkParity(spoilt, release)) expect(worstDifference).toBeGreaterThan(0);
  });
});

describe('the bundle', () => {
  let release: Release;
  let files: Record<string, string | Uint8Array>;
  let at: string;
  beforeAll(async () => {
    release = await makeRelease('linear', 'binary');
    files = await makeBundle(release);
    at = await unpack(files, 'one');
  });

  it('has every file of the contract, with right hashes', () => {
    expect(Object.keys(files).sort()).toEqual(
      ['README.md', 'golden.csv', 'model/linear.json', 'pipeline.json', 'predict.mjs', 'reference.json', 'release.json', 'report.html'].sort(),
    );
    const { hashes } = JSON.parse(files['release.json'] as string) as { hashes: Record<string, string> };
    expect(Object.keys(hashes).sort()).toEqual(Object.keys(files).filter((path) => path !== 'release.json').sort());
    for (const [path, hash] of Object.entries(hashes)) expect(createHash('sha256').update(files[path]).digest('hex')).toBe(hash);
  });

  it('reads the standard input', async () => {
    const child = run(process.execPath, [join(at, 'predict.mjs'), '-']);
    child.child.stdin!.end('age\n40\n');
    expect((await child).stdout).toMatch(/^age,prediction,probability_no,probability_yes\n40,/);
  });

  it('reads what the studio reads: semicolons, Windows line ends, a mark of UTF-8, and Latin-1', async () => {
    await writeFile(join(at, 'odd.csv'), '\ufeffage;town "old"\r\n40;Ulm\r\n');
    const { stdout } = await run(process.execPath, [join(at, 'predict.mjs'), join(at, 'odd.csv')]);
    expect(stdout).toMatch(/^age,"town ""old""",prediction,.*\n40,Ulm,/);
    await writeFile(join(at, 'latin.csv'), Buffer.from('age,stadt\n40,K\xf6ln\n', 'latin1'));
    expect((await run(process.execPath, [join(at, 'predict.mjs'), join(at, 'latin.csv')])).stdout).toContain('40,Köln,');
  });

  it('says in one sentence what is wrong, and exits 1', async () => {
    const predict = (...args: string[]) => failure(run(process.execPath, [join(at, 'predict.mjs'), ...args]));
    const absent = await predict(join(at, 'absent.csv'));
    expect(absent).toMatchObject({ code: 1, stdout: '' });
    expect(absent.stderr).toMatch(/^[^\n]*absent\.csv[^\n]*\n$/);
    await writeFile(join(at, 'empty.csv'), '');
    expect((await predict(join(at, 'empty.csv'))).stderr).toMatch(/^EmptyFile: [^\n]+\n$/);
    expect((await predict()).stderr).toMatch(/^Name a CSV file[^\n]+\n$/);
    const { 'pipeline.json': _, ...without } = files;
    const broken = await unpack(without, 'broken');
    await writeFile(join(broken, 'in.csv'), 'age\n40\n');
    expect(await failure(run(process.execPath, [join(broken, 'predict.mjs'), join(broken, 'in.csv')]))).toMatchObject({ code: 1, stdout: '' });
  });

  it('tells on stderr what it took as missing, and still writes the predictions', async () => {
    await writeFile(join(at, 'other.csv'), 'foo\n1\n');
    const other = await run(process.execPath, [join(at, 'predict.mjs'), join(at, 'other.csv')]);
    expect(other.stdout).toMatch(/^foo,prediction/);
    expect(other.stderr).toMatch(/^The file has none of the columns/);
    expect(other.stderr).toContain('There is no column "age": it was taken as missing.');
    const file = madeUpFile('binary', 3, 33);
    const odd = file.records.map((record, row) => record.map((field, column) => (column === 1 && row < 2 ? 'forty' : field)));
    await writeFile(join(at, 'words.csv'), csvText(file.header, odd));
    expect((await run(process.execPath, [join(at, 'predict.mjs'), join(at, 'words.csv')])).stderr).toBe('Cells of "age" that do not fit the column, taken as missing: 2.\n');
  });

  it('can be imported by another program', async () => {
    const code = `import { score, loadScorer } from ${JSON.stringify(join(at, 'predict.mjs'))};
      const scorer = await loadScorer();
      const same = (await score('age\\n40\\n')) === (await scorer.score('age\\n40\\n'));
      process.stdout.write(String(same && scorer.release.name));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code]);
    expect(stdout).toBe('Made up');
  });

  it('reports an export that differs, and by how much', async () => {
    const model = JSON.parse(files['model/linear.json'] as string) as { intercepts: number[] };
    const spoilt = { ...files, 'model/linear.json': JSON.stringify({ ...model, intercepts: model.intercepts.map((value) => value + 0.01) }) };
    for (const { worstDifference } of await checkParity(spoilt, release)) expect(worstDifference).toBeGreaterThan(1e-4);
    const relabelled = JSON.parse(files['release.json'] as string) as Release;
    const other = { ...files, 'release.json': JSON.stringify({ ...relabelled, threshold: 0.99 }) };
    expect((await checkParity(other, release)).at(-1)!.worstDifference).toBe(1);
    await expect(checkParity({ ...files, 'predict.mjs': 'export const loadScorer = 1;' }, release)).rejects.toThrow();
  });

  it('holds in golden.csv what scoring its inputs gives, byte for byte', async () => {
    const golden = parseRecords(files['golden.csv'] as string, standardDialect);
    const inputs = golden.headerAsRead.slice(0, release.inputs.length);
    await writeFile(join(at, 'inputs.csv'), csvText(inputs, golden.records.map((record) => record.slice(0, inputs.length))));
    const { stdout } = await run(process.execPath, [join(at, 'predict.mjs'), join(at, 'inputs.csv')]);
    expect(stdout).toBe(files['golden.csv']);
    expect(golden.records).toHaveLength(200);
  });
});

describe('predict.mjs', () => {
  it('has no import but Node’s own, keeps the licences of what is in it, and stays small', () => {
    const imports = [...source.matchAll(/(?<!\.)\b(?:import|from)\s*\(?\s*[`'"]([^`'"]+)[`'"]/g)].map(([, from]) => from);
    expect(new Set(imports)).toEqual(new Set(['node:fs/promises', 'node:url']));
    expect(source).not.toMatch(/\brequire\(/);
    expect(source).toContain('Copyright (c) 2015 Matthew Holt');
    expect(source).toContain('THE SOFTWARE IS PROVIDED "AS IS"');
    expect(source).not.toMatch(/\/work\/|node_modules/);
    expect(source.length).toBeLessThan(132_000);
  });
});
