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

/** Mean and population variance of the target over the rows that count; 0 where none does. */
function momentsOf({ values }: CodedTarget, counts: (row: number) => boolean): { mean: number; variance: number } {
  let n = 0;
  let mean = 0;
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    if (!counts(row)) continue;
    n++;
    const off = values[row] - mean;
    mean += off / n;
    squares += off * (values[row] - mean);
  }
  return { mean, variance: n === 0 ? 0 : squares / n };
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
  const { mean: overall, variance } = momentsOf(view, counts);
  const n = new Float64Array(labels.length);
  const means = new Float64Array(labels.length);
  const squares = new Float64Array(labels.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code < 0 || !counts(row)) continue;
    n[code]++;
    const off = view.values[row] - means[code];
    means[code] += off / n[code];
    squares[code] += off * (view.values[row] - means[code]);
  }
  const values = means.map((mean, code) => {
    if (n[code] === 0) return overall;
    if (smoothing !== 'auto') return (n[code] * mean + smoothing * overall) / (n[code] + smoothing);
    const share = (n[code] * variance) / (n[code] * variance + squares[code] / n[code]);
    return Number.isNaN(share) ? overall : share * mean + (1 - share) * overall;
  });
  return { overall, values };
}
