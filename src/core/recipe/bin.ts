import { quantileOfSorted } from '../stats/quantile.ts';
import { indicatorOf, isPartlyMissing } from './indicator.ts';
import { sortedValues } from './sorted-values.ts';
import { finished, type ColumnTransformer, type Produced, type StepOf } from './transformer.ts';

export interface BinState {
  /** Between the bins, ascending: a value belongs to the bin whose number is how many edges it reaches. */
  readonly edges: readonly number[];
  /** One 0/1 feature a bin; else the bin's number. */
  readonly onehot: boolean;
  /** A 0/1 feature for missing cells; where bins have features and training rows had such cells. */
  readonly missing: boolean;
}

function edgesOf(sorted: Float64Array, { strategy, nBins }: StepOf<'bin'>): number[] {
  const n = sorted.length;
  if (n === 0 || sorted[0] === sorted[n - 1]) return [];
  const [least, most] = [sorted[0], sorted[n - 1]];
  const edges = [least];
  for (let i = 1; i < nBins; i++) {
    // Halves, since the range of extreme values is beyond doubles.
    const edge = strategy === 'quantile' ? quantileOfSorted(sorted, i / nBins) : least + i * ((most / 2 - least / 2) / nBins) * 2;
    if (edge > edges[edges.length - 1] && edge < most) edges.push(edge);
  }
  return edges.slice(1);
}

/** How many of the ascending `edges` are at most `value`. */
function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The edges in few digits, or in all where few would make two of them look alike. */
function edgeLabels(edges: readonly number[]): string[] {
  const short = edges.map((edge) => String(Number(edge.toPrecision(4))));
  return new Set(short).size === short.length ? short : edges.map(String);
}

function binNames(name: string, edges: readonly number[]): string[] {
  if (edges.length === 0) return [`${name} in one bin`];
  const labels = edgeLabels(edges);
  const between = labels.slice(1).map((label, i) => `${name} from ${labels[i]} to below ${label}`);
  return [`${name} below ${labels[0]}`, ...between, `${name} from ${labels[labels.length - 1]}`];
}

/**
 * Bins instead of numbers: `nBins` of equal width, or with equally many training rows each, as scikit-learn's KBinsDiscretizer.
 * 'code' gives the bin's number from 0, which later steps may scale; 'onehot' a finished 0/1 feature a bin. Bins that no value
 * could tell apart are joined, and values beyond those seen fall into the outer bins. Missing stays missing as a code; beside
 * features of bins it has one of its own where training rows had missing cells.
 */
export const bin: ColumnTransformer<'bin', BinState> = {
  scope: 'column',
  kind: 'bin',
  accepts: ['number'],
  fit(column, step) {
    const edges = column.kind === 'number' ? edgesOf(sortedValues(column.values), step) : [];
    const onehot = step.encode === 'onehot';
    return { edges, onehot, missing: onehot && isPartlyMissing(column) };
  },
  transform(column, { edges, onehot, missing }): Produced[] {
    if (column.kind !== 'number') return [{ column, final: false }];
    const { values } = column;
    const sorted = Float64Array.from(edges);
    if (!onehot) {
      const codes = new Float64Array(values.length);
      for (let row = 0; row < codes.length; row++) codes[row] = Number.isNaN(values[row]) ? NaN : binOf(sorted, values[row]);
      return [{ column: { ...column, values: codes }, final: false }];
    }
    const marks = Array.from({ length: edges.length + 1 }, () => new Float64Array(values.length));
    for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) marks[binOf(sorted, values[row])][row] = 1;
    const produced = binNames(column.name, edges).map((name, i) => finished(name, marks[i]));
    return missing ? [...produced, indicatorOf(column)] : produced;
  },
};
