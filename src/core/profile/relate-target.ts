import type { TargetValues } from '../metrics/predictions.ts';
import { mean } from '../stats/mean.ts';
import { studentT975 } from '../stats/student-t.ts';
import { standardDeviation } from '../stats/variance.ts';
import { wilson } from '../stats/wilson.ts';
import type { PartLabel, RelationPart, TargetRelation } from './column-detail.ts';
import type { TargetView } from './target-view.ts';

/** Each row's part of the column's values. */
export interface Parts {
  readonly partOf: Int32Array;
  readonly labels: readonly PartLabel[];
  readonly scale: TargetRelation['scale'];
}

type Measured = Omit<RelationPart, 'label'>;

function rates(codes: Int32Array, positive: number, { partOf, labels }: Parts): Measured[] {
  const rows = new Float64Array(labels.length + 1);
  const found = new Float64Array(labels.length + 1);
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] < 0) continue;
    const hit = codes[row] === positive ? 1 : 0;
    for (const part of [partOf[row], labels.length]) {
      rows[part]++;
      found[part] += hit;
    }
  }
  return Array.from(rows, (count, part) => {
    const { share, lower, upper } = wilson(found[part], count);
    return { rows: count, value: share, lower, upper, counts: [] };
  });
}

function meanOf(values: Float64Array): Measured {
  const centre = mean(values);
  const half = (studentT975(values.length - 1) * standardDeviation(values)) / Math.sqrt(values.length);
  return { rows: values.length, value: centre, lower: centre - half, upper: centre + half, counts: [] };
}

function means(values: Float64Array, { partOf, labels }: Parts): Measured[] {
  const sizes = new Uint32Array(labels.length + 1);
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) sizes[partOf[row] + 1]++;
  const starts = sizes.slice();
  for (let part = 1; part < starts.length; part++) starts[part] += starts[part - 1];
  const next = starts.slice();
  const ordered = new Float64Array(starts[labels.length]);
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) ordered[next[partOf[row]]++] = values[row];
  return [...labels.map((_, part) => meanOf(ordered.subarray(starts[part], starts[part + 1]))), meanOf(ordered)];
}

function shares(codes: Int32Array, nClasses: number, { partOf, labels }: Parts): Measured[] {
  const counts = Array.from({ length: labels.length + 1 }, () => new Array<number>(nClasses).fill(0));
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] < 0) continue;
    counts[partOf[row]][codes[row]]++;
    counts[labels.length][codes[row]]++;
  }
  return counts.map((byClass) => ({ rows: byClass.reduce((sum, count) => sum + count, 0), value: NaN, lower: NaN, upper: NaN, counts: byClass }));
}

function measure(cells: TargetValues, positiveClass: string | null, parts: Parts): Measured[] {
  if (cells.kind === 'number') return means(cells.values, parts);
  if (positiveClass !== null) return rates(cells.codes, cells.classes.indexOf(positiveClass), parts);
  return shares(cells.codes, cells.classes.length, parts);
}

/**
 * The target in each part of a column: the rate of the positive class with Wilson's interval, the mean with Student's, or
 * rows by class. Parts in which no row has a target are left out.
 */
export function relateTarget({ problem, cells }: TargetView, parts: Parts): TargetRelation {
  const positiveClass = problem.task === 'binary' ? problem.positiveClass : null;
  const measured = measure(cells, positiveClass, parts);
  return {
    kind: cells.kind === 'number' ? 'mean' : positiveClass === null ? 'shares' : 'rate',
    target: problem.target,
    classes: cells.kind === 'number' ? [] : positiveClass === null ? cells.classes : [positiveClass],
    scale: parts.scale,
    parts: parts.labels.map((label, part) => ({ label, ...measured[part] })).filter(({ rows }) => rows > 0),
    overall: measured[parts.labels.length],
  };
}
