import { expect, it } from 'vitest';
import { featureGram, fitRidge, type GramOf } from '../../../src/core/estimators/linear-ridge.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { wideSet } from '../../engine/linear-sets.ts';

const { X, y } = wideSet('regression', 300, 8);
const values = y.kind === 'number' ? y.values : new Float64Array();
const fit = (gram: GramOf | null, lambda: number | null = 2) => fitRidge(X, values, null, lambda, uncontrolled, gram);

/** The exact Gram matrix, each entry off by about `error` of the lengths of its columns. */
const rough = (error: number): GramOf => async (rows, breathe) => {
  const rng = createRng(4);
  const gram = await featureGram(rows, breathe);
  const p = rows.nFeatures;
  const lengths = Float64Array.from({ length: p }, (_, j) => Math.sqrt(gram[j * p + j]));
  for (let j = 0; j < p; j++) for (let k = 0; k <= j; k++) gram[j * p + k] += error * rng.normal() * lengths[j] * lengths[k];
  return gram;
};

it.each([1e-6, 1e-3])('ridge by a Gram matrix that is off by %d is what it is by the exact one', async (error) => {
  const [own, exact] = [await fit(rough(error)), await fit(null)];
  own.coefficients.forEach((value, j) => expect(Math.abs(value - exact.coefficients[j])).toBeLessThan(1e-9 * (1 + Math.abs(exact.coefficients[j]))));
  expect(own.coefficients).not.toEqual(exact.coefficients);
});

it('where the matrix is too rough to refine by, or has no factor, the exact one is used', async () => {
  const exact = await fit(null, null);
  const small: GramOf = async (rows) => Float64Array.from({ length: rows.nFeatures ** 2 }, (_, at) => (at % (rows.nFeatures + 1) === 0 ? 1 : 0));
  const negative: GramOf = async (rows) => new Float64Array(rows.nFeatures ** 2).fill(-1);
  const unknown: GramOf = async (rows) => new Float64Array(rows.nFeatures ** 2).fill(NaN);
  for (const gram of [small, negative, unknown]) expect(await fit(gram, null)).toEqual(exact);
});
