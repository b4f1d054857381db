import type { TargetValues } from '../../metrics/predictions.ts';
import { median } from '../../stats/median.ts';
import type { TargetShape } from '../../problem/advise-metric.ts';

/** Rows of each class, or how heavy the tails of a number are; what the advice on a metric rests on. */
export function targetShape(y: TargetValues): TargetShape {
  if (y.kind === 'classes') {
    const classRows = new Array<number>(y.classes.length).fill(0);
    for (const code of y.codes) classRows[code]++;
    return { classRows, tailWeight: null };
  }
  const centre = median(y.values);
  const deviations = y.values.map((value) => Math.abs(value - centre));
  const typical = median(deviations);
  const mean = deviations.reduce((sum, value) => sum + value / deviations.length, 0);
  return { classRows: [], tailWeight: typical > 0 ? mean / typical : null };
}
