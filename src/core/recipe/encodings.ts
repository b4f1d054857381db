import type { TargetValues } from '../metrics/predictions.ts';
import type { CodedLabels } from './labels.ts';

/** One number to average for each row: the target, or 1 where the row is of the class `of` and 0 elsewhere. */
export interface CodedTarget {
  readonly of: string | null;
  readonly values: Float64Array;
}

/** What is averaged by label: a target of numbers itself, of two classes the second one, else each class. */
export function targetViews(target: TargetValues): CodedTarget[] {
  if (target.kind === 'number') return [{ of: null, values: target.values }];
  const { classes, codes } = target;
  return classes.flatMap((of, code) =>
    code === 0 && classes.length === 2 ? [] : [{ of, values: Float64Array.from(codes, (own) => (own === code ? 1 : 0)) }],
  );
}

/** Counts, means and sums of squared deviations from them, by group, of the rows that a group is given for (from 0 on). */
function momentsBy(nGroups: number, { values }: CodedTarget, groupOf: (row: number) => number) {
  const counts = new Float64Array(nGroups);
  const means = new Float64Array(nGroups);
  const squares = new Float64Array(nGroups);
  const eachRow = (take: (group: number, value: number) => void) => {
    for (let row = 0; row < values.length; row++) if (groupOf(row) >= 0) take(groupOf(row), values[row]);
  };
  eachRow((group, value) => {
    counts[group]++;
    means[group] += value;
  });
  for (let group = 0; group < nGroups; group++) if (counts[group] > 0) means[group] /= counts[group];
  eachRow((group, value) => (squares[group] += (value - means[group]) * (value - means[group])));
  return { counts, means, squares };
}

/**
 * What stands for each label code, worked out from the rows that `counts` lets in, and the mean of all of these rows. With
 * n rows of mean m in a label, M the mean of all: (n·m + k·M) / (n + k) for a number k; for 'auto' λ·m + (1 - λ)·M, where
 * λ = n·V / (n·V + v), V the variance of all rows and v that within the label (both population variances), and M where λ is
 * 0 / 0. A label without rows has M.
 */
export function encodingsOf(
  { codes, labels }: CodedLabels,
  view: CodedTarget,
  smoothing: number | 'auto',
  counts: (row: number) => boolean,
): { readonly overall: number; readonly values: Float64Array } {
  const all = momentsBy(1, view, (row) => (counts(row) ? 0 : -1));
  const overall = all.means[0];
  const variance = all.counts[0] === 0 ? 0 : all.squares[0] / all.counts[0];
  const { counts: n, means, squares } = momentsBy(labels.length, view, (row) => (counts(row) ? codes[row] : -1));
  const values = means.map((mean, code) => {
    if (n[code] === 0) return overall;
    if (smoothing !== 'auto') return (n[code] * mean + smoothing * overall) / (n[code] + smoothing);
    const share = (n[code] * variance) / (n[code] * variance + squares[code] / n[code]);
    return Number.isNaN(share) ? overall : share * mean + (1 - share) * overall;
  });
  return { overall, values };
}
