/**
 * Sums of gradient, second derivative and weight by bin. Each bin takes `stride` numbers: 3 (gradient, second
 * derivative, weight), or 2 (gradient, weight) for squared error, whose second derivative is the weight.
 */
export type Stride = 2 | 3;

/** The rows a tree is grown on: bins row-major, and each row's gradient, second derivative and weight. */
export interface Statistics {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  /** null: every row weighs 1. */
  readonly weights: Float64Array | null;
}

/** Where the bins of each feature begin, in bins; the last entry is their number. */
export function binOffsets(nBins: readonly number[]): Int32Array {
  const offsets = new Int32Array(nBins.length + 1);
  // Every feature has one more bin, for missing values.
  nBins.forEach((count, f) => (offsets[f + 1] = offsets[f] + count + 1));
  return offsets;
}

/** Adds rows[start … end) to `histogram`, over `columns` (ascending indices of binned features) of each row. */
export function addRows(
  histogram: Float64Array,
  stride: Stride,
  bins: Uint8Array,
  nFeatures: number,
  offsets: Int32Array,
  columns: Int32Array,
  rows: Uint32Array,
  start: number,
  end: number,
  statistics: Statistics,
): void {
  const starts = Int32Array.from(columns, (f) => offsets[f] * stride);
  const { gradients, hessians, weights } = statistics;
  if (stride === 2) addPairs(histogram, bins, nFeatures, starts, columns, rows, start, end, gradients, weights);
  else addTriples(histogram, bins, nFeatures, starts, columns, rows, start, end, gradients, hessians, weights);
}

// Both loops take two rows at a time: the index arithmetic of a column serves both, a third faster than one by one. The
// odd row out is added as a pair with a row of no gradient and no weight: itself, times 0.

function addPairs(
  histogram: Float64Array,
  bins: Uint8Array,
  nFeatures: number,
  starts: Int32Array,
  columns: Int32Array,
  rows: Uint32Array,
  start: number,
  end: number,
  gradients: Float64Array,
  weights: Float64Array | null,
): void {
  const n = columns.length;
  for (let i = start; i < end; i += 2) {
    const row = rows[i];
    const paired = i + 1 < end;
    const other = paired ? rows[i + 1] : row;
    const gradient = gradients[row];
    const weight = weights ? weights[row] : 1;
    const otherGradient = paired ? gradients[other] : 0;
    const otherWeight = paired ? (weights ? weights[other] : 1) : 0;
    const base = row * nFeatures;
    const otherBase = other * nFeatures;
    for (let c = 0; c < n; c++) {
      const from = starts[c];
      const column = columns[c];
      const at = from + 2 * bins[base + column];
      const otherAt = from + 2 * bins[otherBase + column];
      histogram[at] += gradient;
      histogram[at + 1] += weight;
      histogram[otherAt] += otherGradient;
      histogram[otherAt + 1] += otherWeight;
    }
  }
}

function addTriples(
  histogram: Float64Array,
  bins: Uint8Array,
  nFeatures: number,
  starts: Int32Array,
  columns: Int32Array,
  rows: Uint32Array,
  start: number,
  end: number,
  gradients: Float64Array,
  hessians: Float64Array,
  weights: Float64Array | null,
): void {
  const n = columns.length;
  for (let i = start; i < end; i += 2) {
    const row = rows[i];
    const paired = i + 1 < end;
    const other = paired ? rows[i + 1] : row;
    const gradient = gradients[row];
    const hessian = hessians[row];
    const weight = weights ? weights[row] : 1;
    const otherGradient = paired ? gradients[other] : 0;
    const otherHessian = paired ? hessians[other] : 0;
    const otherWeight = paired ? (weights ? weights[other] : 1) : 0;
    const base = row * nFeatures;
    const otherBase = other * nFeatures;
    for (let c = 0; c < n; c++) {
      const from = starts[c];
      const column = columns[c];
      const at = from + 3 * bins[base + column];
      const otherAt = from + 3 * bins[otherBase + column];
      histogram[at] += gradient;
      histogram[at + 1] += hessian;
      histogram[at + 2] += weight;
      histogram[otherAt] += otherGradient;
      histogram[otherAt + 1] += otherHessian;
      histogram[otherAt + 2] += otherWeight;
    }
  }
}

/** parent -= child: what remains is the histogram of the child's sibling. */
export function subtract(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i] -= child[i];
}
