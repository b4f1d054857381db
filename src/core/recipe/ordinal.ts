import { compareLabels, countLabels, labelsOf } from './labels.ts';
import type { Transformer } from './transformer.ts';

/** Labels by code. */
export interface OrdinalState {
  readonly levels: readonly string[];
}

/**
 * Codes instead of labels, for learners that split categories themselves: the `maxLevels` most frequent labels of the
 * training rows, numbered in code-unit order (as scikit-learn's OrdinalEncoder). Missing, rarer and unseen labels have no code.
 */
export const ordinal: Transformer<'ordinal', OrdinalState> = {
  kind: 'ordinal',
  accepts: ['category', 'text'],
  fit(column, { maxLevels }) {
    const frequent = countLabels(labelsOf(column)).slice(0, maxLevels);
    return { levels: frequent.map(({ label }) => label).sort(compareLabels) };
  },
  transform(column, { levels }) {
    const codeOf = new Map(levels.map((level, code) => [level, code]));
    const codes = Int32Array.from(labelsOf(column), (label) => (label === null ? -1 : (codeOf.get(label) ?? -1)));
    return [{ column: { kind: 'category', name: column.name, codes, levels }, final: true }];
  },
};
