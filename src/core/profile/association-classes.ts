import type { ColumnGroups } from './column-groups.ts';

/** Rows that the overall rate counts for when a group's rate is taken, so that small groups stay near it. */
const priorRows = 2;

/** At most this many classes are looked at, the most frequent ones. */
const mostClasses = 20;

/** Area under the ROC curve where whole groups of rows share a score; NaN when only one side is present. */
function areaOfGroups(scores: Float64Array, positives: Float64Array, negatives: Float64Array): number {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b]);
  let area = 0;
  let below = 0;
  let allPositives = 0;
  for (let start = 0; start < order.length; ) {
    let tiedPositives = 0;
    let tiedNegatives = 0;
    let end = start;
    for (; end < order.length && scores[order[end]] === scores[order[start]]; end++) {
      tiedPositives += positives[order[end]];
      tiedNegatives += negatives[order[end]];
    }
    area += tiedPositives * (below + tiedNegatives / 2);
    below += tiedNegatives;
    allPositives += tiedPositives;
    start = end;
  }
  return area / (allPositives * below);
}

/** Rows by fold and group: index fold × count + group. */
function countRows(grouped: ColumnGroups, folds: Uint8Array, codes: Int32Array, wanted: number | null): Float64Array {
  const counts = new Float64Array(2 * grouped.count);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code >= 0 && (wanted === null || code === wanted)) counts[folds[row] * grouped.count + grouped.groups[row]]++;
  }
  return counts;
}

/** Gini of one class against the rest from the rates of the column's groups in the other fold. */
function giniOf(positives: Float64Array, all: Float64Array, nGroups: number): number {
  const scores = new Float64Array(2 * nGroups);
  const negatives = all.map((count, i) => count - positives[i]);
  for (let fold = 0; fold < 2; fold++) {
    const other = (1 - fold) * nGroups;
    let otherPositives = 0;
    let otherRows = 0;
    for (let group = 0; group < nGroups; group++) {
      otherPositives += positives[other + group];
      otherRows += all[other + group];
    }
    const prior = otherRows === 0 ? 0 : otherPositives / otherRows;
    for (let group = 0; group < nGroups; group++) {
      const rows = all[other + group];
      // Centred on the overall rate, so that a group unseen in the other fold scores the same in both.
      scores[fold * nGroups + group] = (positives[other + group] + prior * priorRows) / (rows + priorRows) - prior;
    }
  }
  for (let i = 0; i < scores.length; i++) if (Math.abs(scores[i]) < 1e-12) scores[i] = 0;
  return 2 * areaOfGroups(scores, positives, negatives) - 1;
}

/**
 * How well a column's groups alone tell the classes apart, in [0, 1]: 2 AUC - 1 of the class rate seen in the other of two
 * folds, so that values which never repeat tell nothing; the mean over classes against the rest where there are more than
 * two. Rows with code -1 are left out; 0 where only one class is present.
 */
export function associationWithClasses(
  grouped: ColumnGroups,
  folds: Uint8Array,
  codes: Int32Array,
  nClasses: number,
): number {
  const totals = new Float64Array(nClasses);
  for (const code of codes) if (code >= 0) totals[code]++;
  const present = [...totals.keys()].filter((c) => totals[c] > 0).sort((a, b) => totals[b] - totals[a]);
  if (present.length < 2) return 0;
  const all = countRows(grouped, folds, codes, null);
  const looked = present.length === 2 ? present.slice(0, 1) : present.slice(0, mostClasses);
  let sum = 0;
  for (const c of looked) sum += Math.max(0, giniOf(countRows(grouped, folds, codes, c), all, grouped.count));
  return sum / looked.length;
}
