import { compareLabels, countLabels, labelsOf, positionsIn } from './labels.ts';
import type { ColumnTransformer } from './transformer.ts';

/** Labels by code. */
export interface OrdinalState {
  readonly levels: readonly string[];
  /** Whether the user gave their order, from lowest to highest: the codes are then numbers. */
  readonly ordered?: boolean;
}

/**
 * Codes instead of labels. A column with an order of its own becomes a number: 0 for its lowest label, 1 for the next;
 * missing and unseen labels are missing, for later steps to fill in or for the learner to handle. The others are for
 * learners that split categories themselves: the `maxLevels` most frequent labels of the training rows, numbered in
 * code-unit order (as scikit-learn's OrdinalEncoder); missing, rarer and unseen labels have no code.
 */
export const ordinal: ColumnTransformer<'ordinal', OrdinalState> = {
  scope: 'column',
  kind: 'ordinal',
  accepts: ['category', 'text'],
  fit(column, { maxLevels, order = {} }) {
    if (Object.hasOwn(order, column.name)) return { levels: [...new Set(order[column.name])], ordered: true };
    const frequent = countLabels(labelsOf(column)).slice(0, maxLevels);
    return { levels: frequent.map(({ label }) => label).sort(compareLabels) };
  },
  transform(column, { levels, ordered = false }) {
    const { codes: given, labels } = labelsOf(column);
    const codeOf = positionsIn(levels, labels, -1);
    const codes = given.map((code) => (code < 0 ? -1 : codeOf[code]));
    if (!ordered) return [{ column: { kind: 'category', name: column.name, codes, levels }, final: true }];
    const values = Float64Array.from(codes, (code) => (code < 0 ? NaN : code));
    return [{ column: { kind: 'number', name: column.name, values }, final: false }];
  },
};
