import { quantileOfSorted } from '../stats/quantile.ts';
import type { ProblemDefinition, Reframing } from './problem.ts';

/** The label that a row counts under: classes that were merged under their new one, all others as they stand. */
export function labelUnder(reframing: Reframing | null | undefined, label: string): string {
  return reframing?.kind === 'merge-classes' && reframing.merged.includes(label) ? reframing.into : label;
}

/** The label of the band [edge, next) that `value` lies in; the first and the last band reach to infinity. */
export function bandOf({ edges, labels }: Extract<Reframing, { kind: 'bands' }>, value: number): string {
  let band = 0;
  while (band < edges.length && value >= edges[band]) band++;
  return labels[band];
}

const written = (edge: number) => String(Number(edge.toPrecision(12)));

/** Names of the bands between ascending `edges`: "under 10", "10 to 20", "20 or more". */
export function bandLabels(edges: readonly number[]): string[] {
  if (edges.length === 0) return [];
  const between = edges.slice(1).map((edge, i) => `${written(edges[i])} to ${written(edge)}`);
  return [`under ${written(edges[0])}`, ...between, `${written(edges[edges.length - 1])} or more`];
}

/** `value` to the fewest digits (1 to 3) that keep it within a twentieth of `spread`. */
function rounded(value: number, spread: number): number {
  for (let digits = 1; digits <= 3; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.abs(short - value) <= spread / 20) return short;
  }
  return value;
}

/**
 * About `nBands` bands that hold as many rows each, cut at round numbers: edges strictly inside the range of `values`,
 * ascending and distinct, so fewer than asked for where values repeat. NaN is left out. Null where no cut is possible.
 */
export function suggestBands(values: Float64Array, nBands: number): Extract<Reframing, { kind: 'bands' }> | null {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  if (sorted.length === 0) return null;
  const [min, max] = [sorted[0], sorted[sorted.length - 1]];
  const spread = quantileOfSorted(sorted, 0.9) - quantileOfSorted(sorted, 0.1) || max - min;
  const edges: number[] = [];
  for (let band = 1; band < nBands; band++) {
    const edge = rounded(quantileOfSorted(sorted, band / nBands), spread);
    if (edge > min && edge <= max && edge > (edges.at(-1) ?? -Infinity)) edges.push(edge);
  }
  return edges.length === 0 ? null : { kind: 'bands', edges, labels: bandLabels(edges) };
}

/** Whether the target column is read as labels, as it is for classes, or as numbers: for an amount, and for bands of one. */
export function targetKindOf({ task, reframing }: Pick<ProblemDefinition, 'task' | 'reframing'>): 'number' | 'category' {
  return task === 'regression' || reframing?.kind === 'bands' ? 'number' : 'category';
}
