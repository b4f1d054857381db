import { expect, it } from 'vitest';
import type { FittedModel } from '../../src/core/estimators/estimator.ts';
import { applyRecipe } from '../../src/core/recipe/apply-recipe.ts';
import { buildMatrix } from '../../src/core/matrix/build-matrix.ts';
import type { FittedPipeline } from '../../src/core/estimators/pipeline.ts';
import { pictureOf } from '../../src/core/estimators/picture-of.ts';
import type { Split } from '../../src/core/split/split.ts';
import { rowsToShow } from '../../src/worker/handlers/rows-to-show.ts';
import { makeRelease, madeUpFile, tableOf } from '../core/release/fixtures.ts';

it('a net is shown validation rows of the first fold, evenly taken', async () => {
  const { problem, members } = await makeRelease('realmlp', 'binary');
  const [fitted] = members as readonly FittedPipeline[];
  const table = tableOf('binary', madeUpFile('binary', 900, 5).records);
  const validation = Uint32Array.from({ length: 600 }, (_, i) => 899 - i);
  const split = (rows: Uint32Array): Split => ({ development: rows, test: new Uint32Array(), folds: [{ train: new Uint32Array(), validation: rows }] }) as unknown as Split;
  const { X, y } = rowsToShow({ table, problem, split: split(validation) }, fitted);
  const whole = buildMatrix(applyRecipe(fitted.recipe, table));
  const width = X.features.length;
  expect(X.nRows).toBe(300);
  expect(X.values.subarray(width, 2 * width)).toEqual(whole.values.subarray(897 * width, 898 * width));
  expect(X.values.subarray(299 * width)).toEqual(whole.values.subarray(301 * width, 302 * width));
  expect(y).toMatchObject({ kind: 'classes', classes: problem.classes });
  const few = rowsToShow({ table, problem, split: split(validation.subarray(0, 7)) }, fitted);
  expect(few.X.nRows).toBe(7);
  const picture = pictureOf({ ...fitted, model: fitted.model as FittedModel }, few);
  expect(picture?.kind === 'net' && picture.projection?.targets).toEqual(Float32Array.from(few.y.kind === 'classes' ? few.y.codes : []));
});
