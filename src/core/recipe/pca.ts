import { momentsOf } from './moments.ts';
import { chunkRows, eachChunk, largest, principalAxes } from './principal-axes.ts';
import { numbersOf, type BlockTransformer } from './transformer.ts';

export interface PcaState {
  /** By column taken: what it is centred by, and what a missing cell counts as. */
  readonly means: readonly number[];
  /** Unit vectors over the columns taken, in order of the variance that they explain. */
  readonly components: readonly (readonly number[])[];
  /** The share of the columns' whole variance that each component explains. */
  readonly explained: readonly number[];
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

/**
 * The first principal components in the place of the columns, as scikit-learn's PCA by the full decomposition: columns are
 * centred and not scaled, and the row that stands farthest out along a component stands on its positive side. There are at most
 * as many as columns or training rows. A missing cell counts as the column's mean; impute first where that is too little. The
 * source of a component is the first column. Meant for up to a few hundred columns.
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
    const { values, vectors } = principalAxes(columns, means);
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
