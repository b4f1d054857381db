import type { Contingency } from './contingency.ts';
import { entropy } from './entropy.ts';

/**
 * The mutual information of two sets of labels in nats, from their counts as they stand (plug-in), as scikit-learn's
 * mutual_info_score; never negative. 0 where either side has one label; NaN for no rows.
 */
export function mutualInformation({ n, rows, columns, counts, rowTotals, columnTotals }: Contingency): number {
  if (n === 0) return NaN;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    sum += (counts[i] / n) * (Math.log(counts[i] / rowTotals[rows[i]]) - Math.log(columnTotals[columns[i]] / n));
  }
  return Math.max(0, sum);
}

/**
 * Mutual information over the mean of both entropies, in [0, 1], as scikit-learn's normalized_mutual_info_score with its
 * arithmetic mean. NaN for no rows; 0 where either side has one label (scikit-learn gives 1 where both have one).
 */
export function normalisedInformation(table: Contingency): number {
  const information = mutualInformation(table);
  const scale = (entropy(table.rowTotals) + entropy(table.columnTotals)) / 2;
  return scale > 0 ? Math.min(1, information / scale) : information;
}
