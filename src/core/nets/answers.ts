import { softmax } from '../math/softmax.ts';
import { activate } from './activation.ts';
import { encodeRows } from './encode-rows.ts';
import { matricesOf, type LayerLayout, type NetLayout } from './net-layout.ts';
import { outputsOf, type LayerShape, type NetShape } from './net-shape.ts';

/** Rows computed at once, so that what is kept of them stays in the cache. */
const rowsAtOnce = 64;

/** One member's numbers of one layer, in float64 so that no product has to widen a weight. */
interface MemberLayer {
  readonly layer: LayerShape;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
  readonly inputScale: Float64Array | null;
  readonly outputScale: Float64Array | null;
}

function memberLayer(layer: LayerShape, at: LayerLayout, parameters: ArrayLike<number>, m: number, members: number, shared: Float64Array | undefined): MemberLayer {
  const { inputs: n, outputs: k } = layer;
  const take = (from: number, length: number) => Float64Array.from({ length }, (_, i) => parameters[from + i]);
  return {
    layer,
    weights: shared ?? take(at.weights + (matricesOf(layer, members) > 1 ? m * n * k : 0), n * k),
    bias: take(at.bias + m * k, k),
    inputScale: at.inputScale === null ? null : take(at.inputScale + m * n, n),
    outputScale: at.outputScale === null ? null : take(at.outputScale + m * k, k),
  };
}

/** The layers of each member up to and with layer `last`. */
function layersOf({ layers, members }: NetShape, layout: NetLayout, parameters: ArrayLike<number>, nMembers: number, last: number): MemberLayer[][] {
  const all: MemberLayer[][] = [];
  for (let m = 0; m < nMembers; m++) {
    all.push(
      layers.slice(0, last + 1).map((layer, l) => {
        const shared = layer.weights === 'shared' ? all[0]?.[l].weights : undefined;
        return memberLayer(layer, layout.layers[l], parameters, m, members, shared);
      }),
    );
  }
  return all;
}

/** What one row's layer works with: the inputs that are not 0, and where their weights begin. */
interface Scratch {
  readonly inputs: Float64Array;
  readonly rows: Int32Array;
}

/**
 * Adds inputs × weights to `out` from `to` on, input by input as the plain net does, eight at a time: the sums are the same to the last bit.
 */
function addProducts(weights: Float64Array, k: number, { inputs, rows }: Scratch, n: number, out: Float64Array, to: number): void {
  let i = 0;
  for (; i + 7 < n; i += 8) {
    const x0 = inputs[i];
    const x1 = inputs[i + 1];
    const x2 = inputs[i + 2];
    const x3 = inputs[i + 3];
    const x4 = inputs[i + 4];
    const x5 = inputs[i + 5];
    const x6 = inputs[i + 6];
    const x7 = inputs[i + 7];
    const w0 = rows[i];
    const w1 = rows[i + 1];
    const w2 = rows[i + 2];
    const w3 = rows[i + 3];
    const w4 = rows[i + 4];
    const w5 = rows[i + 5];
    const w6 = rows[i + 6];
    const w7 = rows[i + 7];
    for (let o = 0; o < k; o++) {
      let sum = out[to + o];
      sum += x0 * weights[w0 + o];
      sum += x1 * weights[w1 + o];
      sum += x2 * weights[w2 + o];
      sum += x3 * weights[w3 + o];
      sum += x4 * weights[w4 + o];
      sum += x5 * weights[w5 + o];
      sum += x6 * weights[w6 + o];
      sum += x7 * weights[w7 + o];
      out[to + o] = sum;
    }
  }
  for (; i < n; i++) {
    const x = inputs[i];
    const w = rows[i];
    for (let o = 0; o < k; o++) out[to + o] += x * weights[w + o];
  }
}

/** The layer's outputs for `nRows` rows of `inputs`, written to `out`, both row-major. */
function applyLayer({ layer, weights, bias, inputScale, outputScale }: MemberLayer, inputs: Float64Array, nRows: number, out: Float64Array, scratch: Scratch): void {
  const { inputs: n, outputs: k, activation } = layer;
  out.fill(0, 0, nRows * k);
  for (let row = 0; row < nRows; row++) {
    let used = 0;
    for (let i = 0; i < n; i++) {
      const x = inputScale === null ? inputs[row * n + i] : inputs[row * n + i] * inputScale[i];
      // One-hot inputs and rectified units are mostly zero.
      if (x === 0) continue;
      scratch.inputs[used] = x;
      scratch.rows[used++] = i * k;
    }
    const to = row * k;
    addProducts(weights, k, scratch, used, out, to);
    for (let o = 0; o < k; o++) out[to + o] = activate(activation, out[to + o] * (outputScale === null ? 1 : outputScale[o]) + bias[o]);
  }
}

/** Calls `visit` with the outputs of layer `last`, for some rows at a time and one member after another. */
function eachOutput(
  shape: NetShape,
  layout: NetLayout,
  parameters: ArrayLike<number>,
  x: Float32Array,
  nRows: number,
  { nMembers, last }: { readonly nMembers: number; readonly last: number },
  visit: (outputs: Float64Array, from: number, size: number) => void,
): void {
  const members = layersOf(shape, layout, parameters, nMembers, last);
  const widths = shape.layers.slice(0, last + 1);
  const outputs = widths.map((layer) => new Float64Array(Math.min(rowsAtOnce, nRows) * layer.outputs));
  const widest = Math.max(...widths.map((layer) => layer.inputs));
  const scratch = { inputs: new Float64Array(widest), rows: new Int32Array(widest) };
  for (let from = 0; from < nRows; from += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, nRows - from) }, (_, i) => from + i);
    const encoded = encodeRows(shape, layout, parameters, x, rows);
    for (const layers of members) {
      layers.forEach((layer, l) => applyLayer(layer, l === 0 ? encoded : outputs[l - 1], rows.length, outputs[l], scratch));
      visit(outputs[last], from, rows.length);
    }
  }
}

/**
 * The answers of `plainAnswers`, bit for bit, without what training keeps of the way there: row-major probabilities, or standardised
 * numbers, each row on its own.
 */
export function netAnswers(shape: NetShape, layout: NetLayout, parameters: ArrayLike<number>, x: Float32Array, nRows: number): Float64Array {
  const k = outputsOf(shape);
  const answers = new Float64Array(nRows * k);
  eachOutput(shape, layout, parameters, x, nRows, { nMembers: shape.members, last: shape.layers.length - 1 }, (outputs, from, size) => {
    if (shape.output === 'classes') for (let at = 0; at < size * k; at += k) softmax(outputs, outputs, at, k);
    for (let i = 0; i < size * k; i++) answers[from * k + i] += outputs[i] / shape.members;
  });
  return answers;
}

/** What the units of layer `layer` of the first member give for prepared rows: row-major rows × its outputs. */
export function unitsOf(shape: NetShape, layout: NetLayout, parameters: ArrayLike<number>, x: Float32Array, nRows: number, layer: number): Float64Array {
  const k = shape.layers[layer].outputs;
  const units = new Float64Array(nRows * k);
  eachOutput(shape, layout, parameters, x, nRows, { nMembers: 1, last: layer }, (outputs, from, size) => units.set(outputs.subarray(0, size * k), from * k));
  return units;
}
