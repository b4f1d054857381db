import type { Contingency } from './contingency.ts';

function occurring(totals: Float64Array): number {
  let count = 0;
  for (const total of totals) if (total > 0) count++;
  return count;
}

/** Pearson's χ² over n, from the cells that are not empty: Σ n_ij² / (n_i n_j) - 1. */
function meanSquareContingency({ rows, columns, counts, rowTotals, columnTotals }: Contingency): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += (counts[i] / rowTotals[rows[i]]) * (counts[i] / columnTotals[columns[i]]);
  return sum - 1;
}

/**
 * Cramér's V corrected for bias (Bergsma 2013), in [0, 1]: 0 is what labels that have nothing to do with one another give
 * on average, however many of them there are. NaN where either side has fewer than two labels among the rows that have
 * both, or labels that never repeat.
 */
export function cramersV(table: Contingency): number {
  const { n } = table;
  const r = occurring(table.rowTotals);
  const k = occurring(table.columnTotals);
  if (n < 2 || r < 2 || k < 2) return NaN;
  const phi2 = Math.max(0, meanSquareContingency(table) - ((k - 1) * (r - 1)) / (n - 1));
  const rBias = r - (r - 1) ** 2 / (n - 1);
  const kBias = k - (k - 1) ** 2 / (n - 1);
  const least = Math.min(rBias, kBias) - 1;
  return least > 1e-12 ? Math.min(1, Math.sqrt(phi2 / least)) : NaN;
}
