import { countLabels, labelsOf } from './labels.ts';
import type { ColumnTransformer } from './transformer.ts';

/** How often each label stood in the training rows; labels of one count stand together. */
export interface FrequencyState {
  readonly byCount: readonly { readonly count: number; readonly labels: readonly string[] }[];
  readonly missing: number;
  readonly nRows: number;
}

/**
 * One number instead of each label: its share of all training rows, 0 for a label that was not among them. Missing cells
 * have the share that was missing.
 */
export const frequency: ColumnTransformer<'frequency', FrequencyState> = {
  scope: 'column',
  kind: 'frequency',
  accepts: ['category', 'text'],
  fit(column) {
    const coded = labelsOf(column);
    const byCount = new Map<number, string[]>();
    for (const { label, count } of countLabels(coded)) {
      const known = byCount.get(count);
      if (known) known.push(label);
      else byCount.set(count, [label]);
    }
    return {
      byCount: Array.from(byCount, ([count, labels]) => ({ count, labels })),
      missing: coded.codes.reduce((missing, code) => missing + (code < 0 ? 1 : 0), 0),
      nRows: coded.codes.length,
    };
  },
  transform(column, { byCount, missing, nRows }) {
    const countOf = new Map(byCount.flatMap(({ count, labels }) => labels.map((label) => [label, count] as const)));
    const { codes, labels } = labelsOf(column);
    const counts = labels.map((label) => countOf.get(label) ?? 0);
    const share = (count: number) => (nRows === 0 ? 0 : count / nRows);
    const values = Float64Array.from(codes, (code) => share(code < 0 ? missing : counts[code]));
    return [{ column: { kind: 'number', name: `${column.name} frequency`, values }, final: false }];
  },
};
