import { labelKey } from './label-key.ts';
import { countLabels, labelsOf } from './labels.ts';
import type { ColumnTransformer } from './transformer.ts';

/** One spelling for each label that was seen. */
export interface UnifyLabelsState {
  /** The spellings that are kept, most frequent label first. */
  readonly spellings: readonly string[];
}

/** Labels whose spelling is remembered; rarer ones stay as they are. */
const mostSpellings = 20_000;

/**
 * Writes labels that differ only in case, spaces or accents alike: as most training rows do, on ties as comes first in
 * code-unit order. A spelling that was never seen becomes that of its label; other new labels stay as they are. The
 * 20,000 most frequent labels are remembered.
 */
export const unifyLabels: ColumnTransformer<'unify-labels', UnifyLabelsState> = {
  scope: 'column',
  kind: 'unify-labels',
  accepts: ['category', 'text'],
  fit(column) {
    const byKey = new Map<string, { spelling: string; count: number }>();
    for (const { label, count } of countLabels(labelsOf(column))) {
      const key = labelKey(label);
      const known = byKey.get(key);
      byKey.set(key, known ? { spelling: known.spelling, count: known.count + count } : { spelling: label, count });
    }
    const frequent = Array.from(byKey.values()).sort((a, b) => b.count - a.count);
    return { spellings: frequent.slice(0, mostSpellings).map(({ spelling }) => spelling) };
  },
  transform(column, { spellings }) {
    const spellingOf = new Map(spellings.map((spelling) => [labelKey(spelling), spelling]));
    const unified = (label: string) => spellingOf.get(labelKey(label)) ?? label;
    if (column.kind === 'text') {
      return [{ column: { ...column, values: column.values.map((value) => value && unified(value)) }, final: false }];
    }
    if (column.kind !== 'category') return [{ column, final: false }];
    const codeOf = new Map<string, number>();
    const newCodes = column.levels.map((level) => {
      const label = unified(level);
      const code = codeOf.get(label) ?? codeOf.size;
      codeOf.set(label, code);
      return code;
    });
    const codes = column.codes.map((code) => (code < 0 ? -1 : newCodes[code]));
    return [{ column: { ...column, codes, levels: Array.from(codeOf.keys()) }, final: false }];
  },
};
