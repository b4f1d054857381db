import { describe, expect, test } from 'vitest';
import type { Estimator } from '../../../src/core/estimators/estimator.ts';
import { predictModel } from '../../../src/core/estimators/predict-model.ts';
import { boosting, linear } from '../../../src/core/estimators/registry.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { metricOf } from '../../../src/core/metrics/registry.ts';
import { selectTarget, type Predictions, type TargetValues } from '../../../src/core/metrics/predictions.ts';
import { targetCells } from '../../../src/core/problem/target.ts';
import { applyRecipe } from '../../../src/core/recipe/apply-recipe.ts';
import { encodingsOf, targetViews } from '../../../src/core/recipe/encodings.ts';
import { fitTransformRecipe } from '../../../src/core/recipe/fit-recipe.ts';
import { labelsOf } from '../../../src/core/recipe/labels.ts';
import type { FeatureTable, RecipeInput, RecipeParams } from '../../../src/core/recipe/recipe.ts';
import { transformers } from '../../../src/core/recipe/registry.ts';
import type { StepKind } from '../../../src/core/recipe/transformer.ts';
import { trainTable } from '../../../src/core/split/train-table.ts';
import { columnByName } from '../../../src/core/table/table.ts';
import { FoldStore } from '../../../src/core/training/fold-data.ts';
import { numberColumn } from '../../support/column-builders.ts';
import { leadingSteps, noiseCase, recipeWith } from './noise-case.ts';

/** Seeds over which a score is averaged. One area under the curve of 288 noise rows deviates by 0.034, the mean of four by 0.017. */
const seeds = [1, 2, 3, 4];
/** How far the mean area may lie from 0.5: four deviations. */
const band = 0.07;
/** How far the area of one training feature may lie above 0.5: nobody finds more in noise, of some 100 features a recipe. */
const featureBand = 0.17;

type Case = ReturnType<typeof noiseCase>;
const learners: readonly [RecipeInput, Estimator, Record<string, number>][] = [
  ['dense', linear, {}],
  ['native', boosting, { iterations: 15 }],
];

const context = { positiveIndex: 1, threshold: 0.5 };
const areaOf = (y: TargetValues, predictions: Predictions) => metricOf('roc_auc').compute(y, predictions, context);

/** The score of out-of-fold predictions, each fold fitted as in a run: area under the curve, or R². */
async function outOfFoldScore({ table, problem, split }: Case, recipe: RecipeParams, estimator: Estimator, params: Record<string, number>): Promise<number> {
  const settings = { candidates: [], budgetSeconds: 60, seed: split.params.seed, backend: 'auto' } as const;
  const store = new FoldStore({ table, problem, split, recipes: { dense: recipe, native: recipe }, settings });
  const cells = targetCells(table, problem);
  const rows: number[] = [];
  const scores: number[] = [];
  for (const [index, { validation }] of split.folds.entries()) {
    const fold = store.fold(index, { input: recipe.input, stopsEarly: false });
    const { model } = await estimator.fit(fold.train, params, createRng(index), uncontrolled);
    const predicted = predictModel(model, fold.validation);
    rows.push(...validation);
    scores.push(...(predicted.kind === 'number' ? predicted.values : predicted.probabilities.filter((_, i) => i % 2 === 1)));
  }
  const y = selectTarget(cells, Uint32Array.from(rows));
  if (y.kind === 'number') return metricOf('r2').compute(y, { kind: 'number', values: Float64Array.from(scores) }, context);
  return areaOf(y, { kind: 'classes', classes: y.classes, probabilities: Float64Array.from(scores.flatMap((p) => [1 - p, p])) });
}

async function meanScore(task: 'binary' | 'regression', recipe: RecipeParams, estimator: Estimator, params: Record<string, number>, change = (own: Case) => own) {
  let sum = 0;
  for (const seed of seeds) sum += await outOfFoldScore(change(noiseCase(task, seed)), recipe, estimator, params);
  return sum / seeds.length;
}

/** The area under the curve of the training feature that ranks the training answers best, in the direction that it was learned. */
function bestFeature({ table, problem, split }: Case, recipe: RecipeParams, featuresOf: typeof trainingFeatures): { area: number; name: string } {
  const rows = split.folds[0].train;
  const y = selectTarget(targetCells(table, problem), rows);
  if (y.kind !== 'classes') throw new Error('expected classes');
  const { features } = featuresOf(trainTable(table, rows), recipe, y);
  return features
    .map(({ name, values }) => {
      const filled = Float64Array.from(values, (value) => (Number.isNaN(value) ? -1 : value));
      const area = areaOf(y, { kind: 'classes', classes: y.classes, probabilities: Float64Array.from({ length: 2 * filled.length }, (_, i) => (i % 2 ? filled[i >> 1] : 0)) });
      return { area: name.includes('share of') ? area : Math.max(area, 1 - area), name };
    })
    .reduce((best, one) => (one.area > best.area ? one : best));
}

const trainingFeatures = (train: Parameters<typeof fitTransformRecipe>[0], recipe: RecipeParams, target: TargetValues): FeatureTable =>
  fitTransformRecipe(train, recipe, { target, seed: 1 }).features;

const kinds = Object.keys(leadingSteps) as StepKind[];
const recipes = kinds
  .filter((kind) => kind in transformers)
  .flatMap((kind) => leadingSteps[kind].map((leading, i) => [`${kind}${i > 0 ? ` (${i + 1})` : ''}`, leading] as const));

test('every kind of step that can be carried out has a recipe here', () => {
  expect(Object.keys(transformers).filter((kind) => !kinds.includes(kind as StepKind))).toEqual([]);
});

describe.each(recipes)('a target of noise, with a recipe of %s', (_name, leading) => {
  test.each(learners)('%s: out of fold, classes are guessed at chance and numbers no better than by their mean', { timeout: 60_000 }, async (input, estimator, params) => {
    const recipe = recipeWith(leading, input);
    expect(Math.abs((await meanScore('binary', recipe, estimator, params)) - 0.5)).toBeLessThan(band);
    expect(await meanScore('regression', recipe, estimator, params)).toBeLessThanOrEqual(0);
  });

  test('no feature of the training rows knows their answers', () => {
    const { area, name } = bestFeature(noiseCase('binary', 5), recipeWith(leading, 'dense'), trainingFeatures);
    expect(area, name).toBeLessThan(0.5 + featureBand);
  });
});

describe('a planted leak is caught', () => {
  const encode = leadingSteps['target-encode'][1];

  test('an encoding of training rows by their own answers', () => {
    const leaky: typeof trainingFeatures = (train, recipe, target) =>
      applyRecipe(fitTransformRecipe(train, recipe, { target, seed: 1 }).recipe, train);
    const { area, name } = bestFeature(noiseCase('binary', 5), recipeWith(encode, 'dense'), leaky);
    expect(area).toBeGreaterThan(0.5 + featureBand);
    expect(name).toContain('share of yes');
  });

  test.each(learners)('%s: an encoding worked out before the rows were split', { timeout: 60_000 }, async (input, estimator, params) => {
    const whole = (own: Case): Case => {
      const coded = labelsOf(columnByName(own.table, 'town'));
      const [view] = targetViews(targetCells(own.table, own.problem));
      const { overall, values } = encodingsOf(coded, view, 0, () => true);
      const encoded = numberColumn('length', Array.from(coded.codes, (code) => (code < 0 ? overall : values[code])));
      return { ...own, table: { ...own.table, columns: own.table.columns.map((column) => (column.name === 'length' ? encoded : column)) } };
    };
    const recipe = recipeWith({ steps: [] }, input);
    expect(await meanScore('binary', recipe, estimator, params, whole)).toBeGreaterThan(0.5 + band);
    expect(await meanScore('regression', recipe, estimator, params, whole)).toBeGreaterThan(0);
  });
});
