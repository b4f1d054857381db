import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ColumnFormat } from '../../../src/core/csv/reading.ts';
import { boosting, linear } from '../../../src/core/estimators/registry.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { prepareTraining } from '../../../src/core/matrix/train-set.ts';
import { buildReference } from '../../../src/core/monitoring/build-reference.ts';
import type { RecipeInput, RecipeParams } from '../../../src/core/recipe/recipe.ts';
import { transformers } from '../../../src/core/recipe/registry.ts';
import { suggestRecipe } from '../../../src/core/recipe/suggest-recipe.ts';
import type { StepKind } from '../../../src/core/recipe/transformer.ts';
import { buildRelease } from '../../../src/core/release/build-release.ts';
import { goldenRows } from '../../../src/core/release/golden.ts';
import { csvText, predictionsCsv } from '../../../src/core/release/predictions-file.ts';
import { rawRowsOf } from '../../../src/core/release/raw-rows.ts';
import type { Release } from '../../../src/core/release/release.ts';
import { createScorer, predictTable } from '../../../src/core/release/scorer.ts';
import { trainTable } from '../../../src/core/split/train-table.ts';
import { bundleFiles, checkParity } from '../../../src/io/release/bundle.ts';
import { leadingSteps, noiseCase, recipeWith } from '../../core/training/noise-case.ts';

const run = promisify(execFile);
const { table, problem } = noiseCase('binary', 1, 220);
const formats: ColumnFormat[] = table.columns.map(({ name, kind }) => ({
  name,
  kind,
  number: { decimal: '.', thousands: '' },
  date: 'ymd',
  missingTokens: ['NA'],
}));

async function releaseOf(recipe: RecipeParams, input: RecipeInput): Promise<Release> {
  const train = trainTable(table, Uint32Array.from({ length: table.nRows }, (_, row) => row));
  const { recipe: pipeline, set } = prepareTraining(train, recipe, problem, 3);
  const estimator = input === 'dense' ? linear : boosting;
  const { model } = await estimator.fit(set, input === 'dense' ? {} : { iterations: 6 }, createRng(0), uncontrolled);
  return buildRelease({
    name: 'Made up',
    version: '1',
    createdAt: '2026-01-01T00:00:00.000Z',
    problem,
    members: [{ recipe: pipeline, features: set.X.features, model, weight: 1 }],
    threshold: 0.45,
    metrics: { validation: {}, test: {} },
    datasetHash: 'abc',
    seed: 0,
    table,
    formats,
  });
}

async function filesOf(release: Release) {
  const reference = buildReference({ table, problem, predictions: predictTable(release, table), test: {} });
  return bundleFiles({ release, reference, reportHtml: '' });
}

const recipes: [string, (input: RecipeInput) => RecipeParams][] = [
  ['the suggested steps', (input) => suggestRecipe(table, problem, input)],
  ...(Object.keys(leadingSteps) as StepKind[])
    .filter((kind) => kind in transformers)
    .flatMap((kind) => leadingSteps[kind].map((leading, i): [string, (input: RecipeInput) => RecipeParams] => [`${kind} ${i + 1}`, (input) => recipeWith(leading, input)])),
];

describe.each(recipes)('a bundle with %s', (_name, recipe) => {
  test.each(['dense', 'native'] as const)('%s: model files and predict.mjs give the studio’s answers, bit for bit', async (input) => {
    const release = await releaseOf(recipe(input), input);
    const answers = createScorer(release).score(goldenRows(release, 200, 0));
    expect(new Set(answers.probabilities).size).toBeGreaterThan(10);
    for (const { worstDifference, rows, file } of await checkParity(await filesOf(release), release)) {
      expect(worstDifference, file).toBe(0);
      expect(rows).toBe(200);
    }
  });
});

describe('predict.mjs in Node', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-steps-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Cells as people write them: other spellings, scripts, instants with times, and nothing. */
  const header = ['length', 'price', 'town', 'size', 'note', 'opened', 'closed'];
  const records = [
    ['1.5', '20', 't3', 'SMALL', 'Red RED; blue-warm, größer 東京 🙂', '2019-05-04 10:11:12', '2020-02-29'],
    ['', 'NA', 'never seen', ' small ', '', '', '2021-12-31T23:59:59'],
    ['-2', '0', '', 'huge', 'cold', '1900-01-01', ''],
    ['0', '1e300', 't40', 'ＬＡＲＧＥ', 'x\ny "z"', '2019-05-04', '2019-05-04'],
  ];

  test.each(['unify-labels', 'target-encode', 'hash', 'elapsed', 'tfidf', 'dateparts', 'ordinal'] as const)('writes the same bytes with %s', async (kind) => {
    const release = await releaseOf(recipeWith(leadingSteps[kind][leadingSteps[kind].length - 1], 'dense'), 'dense');
    const at = join(folder, kind);
    for (const [path, file] of Object.entries(await filesOf(release))) {
      await mkdir(dirname(join(at, path)), { recursive: true });
      await writeFile(join(at, path), file);
    }
    await writeFile(join(at, 'in.csv'), csvText(header, records));
    const { stdout } = await run(process.execPath, [join(at, 'predict.mjs'), join(at, 'in.csv')]);
    expect(stdout).toBe(predictionsCsv(header, records, createScorer(release).score(rawRowsOf(header, records))));
  });
});

test('golden rows hold the words that the pipeline looks for, and others', async () => {
  const release = await releaseOf(recipeWith(leadingSteps.tfidf[0], 'dense'), 'dense');
  const note = goldenRows(release, 200, 1).columns.note;
  expect(note.filter((text) => /\b(red|green|blue)\b/.test(text)).length).toBeGreaterThan(60);
  expect(note.filter((text) => text.includes('größer')).length).toBeGreaterThan(20);
  expect(new Set(note).size).toBeGreaterThan(150);
  const without = goldenRows({ inputs: release.inputs }, 200, 1).columns.note;
  expect(without.some((text) => /\bgreen\b/.test(text))).toBe(false);
  expect(release.inputs.find(({ format }) => format.name === 'note')).toMatchObject({ levels: null, min: null, max: null });
});
