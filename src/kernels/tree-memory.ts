import { log } from '../core/math/log.ts';
import {
  binOffsets,
  type NodeSums,
  type NumberSplit,
  type SplitLimits,
  type TreeMemory,
  type TreeShape,
} from '../core/estimators/tree-kernels.ts';
import { Arena } from './arena.ts';

/** What the compiled module exports; see assembly/. Every argument that ends in At is an address. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  clear(histogram: number, bytes: number): void;
  subtract(parent: number, child: number, bytes: number): void;
  addPairs(
    histogram: number,
    binsAt: number,
    width: number,
    startsAt: number,
    columnsAt: number,
    nColumns: number,
    rowsAt: number,
    start: number,
    end: number,
    derivativesAt: number,
  ): void;
  addTriples(
    histogram: number,
    binsAt: number,
    width: number,
    startsAt: number,
    columnsAt: number,
    nColumns: number,
    rowsAt: number,
    start: number,
    end: number,
    derivativesAt: number,
    weightsAt: number,
  ): void;
  sumRows(rowsAt: number, end: number, derivativesAt: number, weightsAt: number, sumsAt: number): void;
  bestNumberSplit(
    histogram: number,
    columnsAt: number,
    nColumns: number,
    isWeighed: number,
    gradient: number,
    hessian: number,
    weight: number,
    l2: number,
    minHessian: number,
    minWeight: number,
    resultAt: number,
  ): void;
  partition(
    rowsAt: number,
    roomAt: number,
    start: number,
    end: number,
    binsAt: number,
    width: number,
    goesLeftAt: number,
  ): number;
  addToScores(rowsAt: number, start: number, end: number, scoresAt: number, stepBytes: number, value: number): void;
  logistic(scoresAt: number, upperAt: number, derivativesAt: number, n: number): number;
}

const bytesOfResult = 64;
const bytesPerNumericColumn = 16;

/**
 * The memory of one fit: an instance of the module of its own, which goes when the fit ends. Everything that the kernels read
 * lies in it, so that calls copy nothing.
 */
export function openMemory(module: WebAssembly.Module, shape: TreeShape, limits: SplitLimits): TreeMemory {
  const { nRows, nBins, hasMissing, stride, nOutputs } = shape;
  const kernels = new WebAssembly.Instance(module, { logistic: { log } }).exports as unknown as Exports;
  const { memory } = kernels;
  const arena = new Arena(memory);
  const width = nBins.length;
  const offsets = binOffsets(nBins);
  const bytesPerBin = stride * 8;
  const histogramBytes = offsets[width] * bytesPerBin;

  // Four cells are read at once, so there is room behind the last.
  const binsAt = arena.take(nRows * width + 16);
  const rowsAt = arena.take(nRows * 4);
  const roomAt = arena.take(nRows * 4);
  const derivativesAt = arena.take(nRows * 16);
  const weightsAt = stride === 3 ? arena.take(nRows * 8) : 0;
  const scoresAt = arena.take(nRows * nOutputs * 8);
  const upperAt = arena.take(nRows + 16);
  const startsAt = arena.take(width * 4);
  const columnsAt = arena.take(width * 4);
  const numericAt = arena.take(width * bytesPerNumericColumn);
  const goesLeftAt = arena.take(256);
  const resultAt = arena.take(bytesOfResult);
  const spare: number[] = [];
  let nColumns = 0;
  let nNumeric = 0;

  /** Small views that every node needs, made anew where memory has moved. */
  function smallViews() {
    const { buffer } = memory;
    return {
      buffer,
      results: new Float64Array(buffer, resultAt, 4),
      indices: new Int32Array(buffer, resultAt + 32, 3),
      goesLeft: new Uint8Array(buffer, goesLeftAt, 256),
    };
  }
  let kept = smallViews();
  const views = () => (kept.buffer === memory.buffer ? kept : (kept = smallViews()));

  const floats = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
  const integers = (at: number, length: number) => new Uint32Array(memory.buffer, at, length);
  if (stride === 3) floats(weightsAt, nRows).fill(1);

  return {
    get bins() {
      return new Uint8Array(memory.buffer, binsAt, nRows * width);
    },
    get rows() {
      return integers(rowsAt, nRows);
    },
    get derivatives() {
      return floats(derivativesAt, nRows * 2);
    },
    get weights() {
      return floats(weightsAt, stride === 3 ? nRows : 0);
    },
    get scores() {
      return floats(scoresAt, nRows * nOutputs);
    },
    get upper() {
      return new Uint8Array(memory.buffer, upperAt, nRows);
    },
    useColumns(columns, numeric) {
      nColumns = columns.length;
      nNumeric = numeric.length;
      integers(columnsAt, nColumns).set(columns);
      integers(startsAt, nColumns).set(columns.map((f) => offsets[f] * bytesPerBin));
      const described = integers(numericAt, nNumeric * 4);
      numeric.forEach((f, i) => described.set([f, offsets[f] * bytesPerBin, nBins[f], hasMissing[f] ? 1 : 0], 4 * i));
    },
    histogramOf(start, end) {
      const histogram = spare.pop() ?? arena.take(histogramBytes);
      kernels.clear(histogram, histogramBytes);
      if (stride === 2)
        kernels.addPairs(histogram, binsAt, width, startsAt, columnsAt, nColumns, rowsAt, start, end, derivativesAt);
      else
        kernels.addTriples(
          histogram,
          binsAt,
          width,
          startsAt,
          columnsAt,
          nColumns,
          rowsAt,
          start,
          end,
          derivativesAt,
          weightsAt,
        );
      return histogram;
    },
    giveBack: (histogram) => void spare.push(histogram),
    read: (histogram) => floats(histogram, offsets[width] * stride),
    subtract: (parent, child) => kernels.subtract(parent, child, histogramBytes),
    sumRows(end): NodeSums {
      kernels.sumRows(rowsAt, end, derivativesAt, weightsAt, resultAt);
      const { results } = views();
      return { gradient: results[0], hessian: results[1], weight: results[2] };
    },
    bestNumberSplit(histogram, { gradient, hessian, weight }): NumberSplit | null {
      const { l2, minHessian, minWeight } = limits;
      kernels.bestNumberSplit(
        histogram,
        numericAt,
        nNumeric,
        stride === 3 ? 1 : 0,
        gradient,
        hessian,
        weight,
        l2,
        minHessian,
        minWeight,
        resultAt,
      );
      const { results, indices } = views();
      if (indices[0] < 0) return null;
      return {
        feature: indices[0],
        gain: results[0],
        lastLeftBin: indices[1],
        missingLeft: indices[2] === 1,
        left: { gradient: results[1], hessian: results[2], weight: results[3] },
      };
    },
    partition(start, end, feature, goesLeft) {
      views().goesLeft.set(goesLeft);
      return kernels.partition(rowsAt, roomAt, start, end, binsAt + feature, width, goesLeftAt);
    },
    addToScores: (start, end, output, value) =>
      kernels.addToScores(rowsAt, start, end, scoresAt + output * 8, nOutputs * 8, value),
    logistic: () => kernels.logistic(scoresAt, upperAt, derivativesAt, nRows),
  };
}
