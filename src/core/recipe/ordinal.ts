import { compareLabels, countLabels, labelsOf, positionsIn } from './labels.ts';
import type { ColumnTransformer } from './transformer.ts';

/** Labels by code. */
export interface OrdinalState {
  readonly levels: readonly string[];
}

/**
 * Codes instead of labels, for learners that split categories themselves: the `maxLevels` most frequent labels of the
 * training rows, numbered in code-unit order (as scikit-learn's OrdinalEncoder). Missing, rarer and unseen labels have no code.
 */
export const ordinal: ColumnTransformer<'ordinal', OrdinalState> = {
  scope: 'column',
  kind: 'ordinal',
  accepts: ['category', 'text'],
  fit(column, { maxLevels }) {
    const frequent = countLabels(labelsOf(column)).slice(0, maxLevels);
    return { levels: frequent.map(({ label }) => label).sort(compareLabels) };
  },
  transform(column, { levels }) {
    const { codes: given, labels } = labelsOf(column);
    const codeOf = positionsIn(levels, labels, -1);
    const codes = given.map((code) => (code < 0 ? -1 : codeOf[code]));
    return [{ column: { kind: 'category', name: column.name, codes, levels }, final: true }];
  },
};
