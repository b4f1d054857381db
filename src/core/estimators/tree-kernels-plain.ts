import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { plainForestKernels } from './forest-kernels-plain.ts';
import { scanNumbers, type ScanState } from './tree-kernels-scan.ts';
import {
  binOffsets,
  type Histogram,
  type NodeSums,
  type SplitLimits,
  type TreeKernels,
  type TreeMemory,
  type TreeShape,
} from './tree-kernels.ts';

/** The kernels in TypeScript: what others are tested against, and what trains where WebAssembly or its SIMD is absent. */
export const plainKernels: TreeKernels = { id: 'plain', open, ...plainForestKernels };

function open({ nRows, nBins, hasMissing, stride, nOutputs }: TreeShape, limits: SplitLimits): TreeMemory {
  const nFeatures = nBins.length;
  const offsets = binOffsets(nBins);
  const size = offsets[nFeatures] * stride;
  const bins = new Uint8Array(nRows * nFeatures);
  const rows = new Uint32Array(nRows);
  const room = new Uint32Array(nRows);
  const derivatives = new Float64Array(nRows * 2);
  const weights = new Float64Array(stride === 3 ? nRows : 0).fill(1);
  const scores = new Float64Array(nRows * nOutputs);
  const upper = new Uint8Array(nRows);
  const histograms: Float64Array[] = [];
  const spare: Histogram[] = [];
  let columns = new Int32Array();
  let numeric = new Int32Array();
  let starts = new Int32Array();

  function take(): Histogram {
    const free = spare.pop();
    if (free === undefined) return histograms.push(new Float64Array(size)) - 1;
    histograms[free].fill(0);
    return free;
  }

  return {
    bins,
    rows,
    derivatives,
    weights,
    scores,
    upper,
    useColumns(all, ofNumbers) {
      columns = all.slice();
      numeric = ofNumbers.slice();
      starts = Int32Array.from(columns, (f) => offsets[f] * stride);
    },
    histogramOf(start, end) {
      const histogram = take();
      const into = histograms[histogram];
      if (stride === 2) addPairs(into, bins, nFeatures, starts, columns, rows, start, end, derivatives);
      else addTriples(into, bins, nFeatures, starts, columns, rows, start, end, derivatives, weights);
      return histogram;
    },
    giveBack: (histogram) => void spare.push(histogram),
    read: (histogram) => histograms[histogram],
    subtract(parent, child) {
      const from = histograms[parent];
      const less = histograms[child];
      for (let i = 0; i < from.length; i++) from[i] -= less[i];
    },
    sumRows(end): NodeSums {
      let gradient = 0;
      let hessian = 0;
      let weight = 0;
      for (let i = 0; i < end; i++) {
        gradient += derivatives[2 * rows[i]];
        hessian += derivatives[2 * rows[i] + 1];
        if (stride === 3) weight += weights[rows[i]];
      }
      return { gradient, hessian, weight };
    },
    bestNumberSplit(histogram, node) {
      const state: ScanState = { numbers: new Float64Array(4), feature: -1, lastLeftBin: -1, missingLeft: false };
      for (const f of numeric) {
        const at = offsets[f] * stride;
        scanNumbers(histograms[histogram], stride, at, nBins[f], false, f, node, limits, state);
        if (hasMissing[f]) scanNumbers(histograms[histogram], stride, at, nBins[f], true, f, node, limits, state);
      }
      if (state.feature < 0) return null;
      const [gain, gradient, hessian, weight] = state.numbers;
      const { feature, lastLeftBin, missingLeft } = state;
      return { feature, gain, lastLeftBin, missingLeft, left: { gradient, hessian, weight } };
    },
    partition(start, end, feature, goesLeft) {
      let left = start;
      let right = 0;
      for (let i = start; i < end; i++) {
        const row = rows[i];
        if (goesLeft[bins[row * nFeatures + feature]] === 1) rows[left++] = row;
        else room[right++] = row;
      }
      rows.set(room.subarray(0, right), left);
      return left;
    },
    addToScores(start, end, output, value) {
      for (let i = start; i < end; i++) scores[rows[i] * nOutputs + output] += value;
    },
    logistic: () => logistic(scores, upper, derivatives),
  };
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
  derivatives: Float64Array,
): void {
  const n = columns.length;
  for (let i = start; i < end; i += 2) {
    const row = rows[i];
    const paired = i + 1 < end;
    const other = paired ? rows[i + 1] : row;
    const gradient = derivatives[2 * row];
    const hessian = derivatives[2 * row + 1];
    const otherGradient = paired ? derivatives[2 * other] : 0;
    const otherHessian = paired ? derivatives[2 * other + 1] : 0;
    const base = row * nFeatures;
    const otherBase = other * nFeatures;
    for (let c = 0; c < n; c++) {
      const from = starts[c];
      const column = columns[c];
      const at = from + 2 * bins[base + column];
      const otherAt = from + 2 * bins[otherBase + column];
      histogram[at] += gradient;
      histogram[at + 1] += hessian;
      histogram[otherAt] += otherGradient;
      histogram[otherAt + 1] += otherHessian;
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
  derivatives: Float64Array,
  weights: Float64Array,
): void {
  const n = columns.length;
  for (let i = start; i < end; i += 2) {
    const row = rows[i];
    const paired = i + 1 < end;
    const other = paired ? rows[i + 1] : row;
    const gradient = derivatives[2 * row];
    const hessian = derivatives[2 * row + 1];
    const weight = weights[row];
    const otherGradient = paired ? derivatives[2 * other] : 0;
    const otherHessian = paired ? derivatives[2 * other + 1] : 0;
    const otherWeight = paired ? weights[other] : 0;
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

/** Rows whose factors are multiplied before a logarithm is taken; each is at most 2, so 2^512 at most. */
const rowsPerLogarithm = 1024;

/** Even and odd rows are summed apart, as two lanes of a vector are. */
function logistic(scores: Float64Array, upper: Uint8Array, derivatives: Float64Array): number {
  const n = scores.length;
  let logarithms = 0;
  const linear = [0, 0];
  for (let from = 0; from < n; from += rowsPerLogarithm) {
    const to = Math.min(n, from + rowsPerLogarithm);
    let even = 1;
    let odd = 1;
    for (let i = from; i < to; i++) {
      const z = scores[i];
      const e = exp(-Math.abs(z));
      const proba = z >= 0 ? 1 / (1 + e) : e / (1 + e);
      derivatives[2 * i] = proba - upper[i];
      derivatives[2 * i + 1] = proba * (1 - proba);
      // log loss is log(1 + e^-|z|), and |z| where the score is on the wrong side.
      if ((i & 1) === 0) even *= 1 + e;
      else odd *= 1 + e;
      const wrong = upper[i] === 1 ? -z : z;
      linear[i & 1] += wrong > 0 ? wrong : 0;
    }
    logarithms += log(even) + log(odd);
  }
  return logarithms + (linear[0] + linear[1]);
}
