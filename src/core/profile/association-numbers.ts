import type { ColumnGroups } from './column-groups.ts';

/** Rows that the overall mean counts for when a group's mean is taken, so that small groups stay near it. */
const priorRows = 2;

/** The target's deviations from its mean, NaN kept, and their sum of squares. */
export interface CentredTarget {
  readonly deviations: Float64Array;
  readonly squares: number;
}

/** The target centred on the mean of its present values. */
export function centreTarget(values: Float64Array): CentredTarget {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  const mean = count === 0 ? NaN : sum / count;
  const deviations = values.map((value) => value - mean);
  let squares = 0;
  for (const deviation of deviations) if (!Number.isNaN(deviation)) squares += deviation * deviation;
  return { deviations, squares };
}

/** R² of the group means seen in the other fold. */
function determinedByGroups({ groups, count }: ColumnGroups, folds: Uint8Array, target: CentredTarget): number {
  const sums = new Float64Array(2 * count);
  const rows = new Float64Array(2 * count);
  for (let row = 0; row < groups.length; row++) {
    const deviation = target.deviations[row];
    if (Number.isNaN(deviation)) continue;
    const cell = folds[row] * count + groups[row];
    sums[cell] += deviation;
    rows[cell]++;
  }
  let residual = target.squares;
  for (let fold = 0; fold < 2; fold++) {
    const other = (1 - fold) * count;
    let otherSum = 0;
    let otherRows = 0;
    for (let group = 0; group < count; group++) {
      otherSum += sums[other + group];
      otherRows += rows[other + group];
    }
    const prior = otherRows === 0 ? 0 : otherSum / otherRows;
    for (let group = 0; group < count; group++) {
      const guess = (sums[other + group] + prior * priorRows) / (rows[other + group] + priorRows);
      const cell = fold * count + group;
      residual += rows[cell] * guess * guess - 2 * guess * sums[cell];
    }
  }
  return 1 - residual / target.squares;
}

/** R² of a straight line through the other fold's rows; missing and infinite values are given the target's mean. */
function determinedByLine(values: Float64Array, folds: Uint8Array, target: CentredTarget): number {
  let residual = target.squares;
  for (let fold = 0; fold < 2; fold++) {
    const line = fitLine(values, folds, target.deviations, 1 - fold);
    for (let row = 0; row < values.length; row++) {
      const deviation = target.deviations[row];
      if (folds[row] !== fold || Number.isNaN(deviation) || !Number.isFinite(values[row])) continue;
      const guess = line.level + line.slope * (values[row] - line.centre);
      residual += guess * guess - 2 * guess * deviation;
    }
  }
  return 1 - residual / target.squares;
}

function fitLine(values: Float64Array, folds: Uint8Array, deviations: Float64Array, fold: number) {
  const usable = (row: number) => folds[row] === fold && Number.isFinite(values[row]) && !Number.isNaN(deviations[row]);
  let rows = 0;
  let sum = 0;
  let level = 0;
  for (let row = 0; row < values.length; row++) {
    if (!usable(row)) continue;
    rows++;
    sum += values[row];
    level += deviations[row];
  }
  if (rows < 3) return { centre: 0, level: 0, slope: 0 };
  const centre = sum / rows;
  level /= rows;
  let both = 0;
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    if (!usable(row)) continue;
    const offset = values[row] - centre;
    both += offset * (deviations[row] - level);
    squares += offset * offset;
  }
  return { centre, level, slope: squares > 0 ? both / squares : 0 };
}

/**
 * How much of a number's variation a column alone explains, in [0, 1]: R² of its groups' means, or of a straight line
 * where `line` gives its numbers, whichever is more, each learned on the other of two folds. 0 for a constant target, and
 * where values are too large to be squared.
 */
export function associationWithNumbers(
  grouped: ColumnGroups,
  line: Float64Array | null,
  folds: Uint8Array,
  target: CentredTarget,
): number {
  if (!(target.squares > 0)) return 0;
  const byLine = line ? determinedByLine(line, folds, target) : 0;
  const known = [determinedByGroups(grouped, folds, target), byLine].filter(Number.isFinite);
  return Math.min(1, Math.max(0, ...known));
}
