import { symmetricEigen } from '../math/symmetric-eigen.ts';
import { momentsOf } from './moments.ts';
import { numbersOf, type BlockTransformer } from './transformer.ts';

export interface PcaState {
  /** By column taken: what it is centred by, and what a missing cell counts as. */
  readonly means: readonly number[];
  /** Unit vectors over the columns taken, in order of the variance that they explain. */
  readonly components: readonly (readonly number[])[];
  /** The share of the columns' whole variance that each component explains. */
  readonly explained: readonly number[];
}

const chunkRows = 512;
/** Deviations beyond this are taken for it, so that no sum of them is beyond the range of doubles. */
const greatestDeviation = 1e290;

/** Calls `visit` with the deviations from the means of some rows at a time: `size` numbers for each column in turn, chunkRows apart. */
function eachChunk(columns: readonly Float64Array[], means: readonly number[], visit: (deviations: Float64Array, size: number, from: number) => void): void {
  const nRows = columns[0].length;
  const deviations = new Float64Array(columns.length * chunkRows);
  for (let from = 0; from < nRows; from += chunkRows) {
    const size = Math.min(chunkRows, nRows - from);
    for (let j = 0; j < columns.length; j++) {
      const values = columns[j];
      const mean = means[j];
      for (let i = 0, at = j * chunkRows; i < size; i++, at++) {
        const deviation = values[from + i] - mean;
        deviations[at] = deviation > greatestDeviation ? greatestDeviation : deviation < -greatestDeviation ? -greatestDeviation : deviation || 0;
      }
    }
    visit(deviations, size, from);
  }
}

/** The sums of products of deviations, p × p, each deviation times `unit`. */
function crossProducts(columns: readonly Float64Array[], means: readonly number[], unit: number): Float64Array {
  const p = columns.length;
  const sums = new Float64Array(p * p);
  eachChunk(columns, means, (deviations, size) => {
    if (unit !== 1) for (let i = 0; i < deviations.length; i++) deviations[i] *= unit;
    for (let a = 0; a < p; a++) {
      for (let b = a; b < p; b++) {
        let sum = 0;
        for (let i = 0, atA = a * chunkRows, atB = b * chunkRows; i < size; i++) sum += deviations[atA + i] * deviations[atB + i];
        sums[a * p + b] += sum;
      }
    }
  });
  for (let a = 0; a < p; a++) for (let b = 0; b < a; b++) sums[a * p + b] = sums[b * p + a];
  return sums;
}

/** The rows' coordinates along each component. */
function project(columns: readonly Float64Array[], { means, components }: Pick<PcaState, 'means' | 'components'>): Float64Array[] {
  const scores = components.map(() => new Float64Array(columns[0].length));
  eachChunk(columns, means, (deviations, size, from) => {
    components.forEach((component, k) => {
      const target = scores[k].subarray(from, from + size);
      for (let j = 0; j < component.length; j++) {
        const weight = component[j];
        for (let i = 0, at = j * chunkRows; i < size; i++, at++) target[i] += weight * deviations[at];
      }
    });
  });
  return scores;
}

function largest(values: ArrayLike<number>): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (Math.abs(values[i]) > Math.abs(values[at])) at = i;
  return values[at];
}

/** A power of two that brings deviations of extreme size near 1, where squares neither overflow nor vanish; usually 1. */
function unitFor(columns: readonly Float64Array[], means: readonly number[]): number {
  let most = 0;
  eachChunk(columns, means, (deviations) => (most = Math.max(most, Math.abs(largest(deviations)))));
  if (most === 0 || (most > 1e-100 && most < 1e100)) return 1;
  let unit = 1;
  while (most * unit > 2 && unit > 2 ** -1000) unit /= 2;
  while (most * unit < 0.5 && unit < 2 ** 1000) unit *= 2;
  return unit;
}

/**
 * The first principal components in the place of the columns, as scikit-learn's PCA by the full decomposition: columns are centred and
 * not scaled, and the row that stands farthest out along a component stands on its positive side. There are at most as many as columns or training
 * rows. A missing cell counts as the column's mean; impute first where that is too little. The source of a component is the
 * first column. Meant for up to a few hundred columns.
 */
export const pca: BlockTransformer<'pca', PcaState> = {
  scope: 'block',
  kind: 'pca',
  accepts: ['number'],
  takesFinished: ({ finished = false }) => finished,
  fit(taken, { nComponents }) {
    if (taken.length === 0) return { means: [], components: [], explained: [] };
    const columns = numbersOf(taken);
    const p = columns.length;
    const means = columns.map((values) => momentsOf(values)).map(({ count, mean }) => (count > 0 ? mean : 0));
    const { values, vectors } = symmetricEigen(crossProducts(columns, means, unitFor(columns, means)), p);
    const size = Math.max(1, Math.min(nComponents, p, columns[0].length));
    const components = Array.from({ length: size }, (_, k) => Array.from(vectors.subarray(k * p, (k + 1) * p)));
    const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
    const explained = components.map((_, k) => (total > 0 ? Math.max(0, values[k]) / total : 0));
    const signs = project(columns, { means, components }).map((scores, k) => ((largest(scores) || largest(components[k])) < 0 ? -1 : 1));
    // Without -0, which JSON does not keep.
    return { means, components: components.map((component, k) => component.map((weight) => weight * signs[k] + 0)), explained };
  },
  transform(taken, state) {
    if (taken.length === 0) return [];
    return project(numbersOf(taken), state).map((values, k) => ({
      column: { kind: 'number', name: `component ${k + 1}`, values },
      source: taken[0].source,
      final: false,
    }));
  },
};
