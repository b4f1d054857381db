import { log } from '../math/log.ts';
import { softmax } from '../math/softmax.ts';
import { activate, slopeAt } from './activation.ts';
import { dropThreshold, keeps, maskSeed } from './dropout.ts';
import { codeOf, encodeRows } from './encode-rows.ts';
import { matricesOf, type LayerLayout, type NetLayout } from './net-layout.ts';
import type { NetRows } from './net-runner.ts';
import { outputsOf, type LayerShape, type NetShape } from './net-shape.ts';

/** What a layer computed for all members and rows, kept for the way back; row-major (members × rows) × inputs or outputs. */
interface LayerPass {
  /** What went into the product: the layer's inputs, scaled where it has a scale for them. */
  readonly scaled: Float64Array;
  /** The inputs before that. */
  readonly inputs: Float64Array;
  /** The product itself. */
  readonly products: Float64Array;
  /** Scaled product and bias: what the activation is taken of. */
  readonly sums: Float64Array;
  readonly outputs: Float64Array;
}

function forwardLayer(layer: LayerShape, at: LayerLayout, parameters: ArrayLike<number>, inputs: Float64Array, members: number, nRows: number, seed: number | null): LayerPass {
  const { inputs: n, outputs: k, activation, dropout } = layer;
  const scaled = at.inputScale === null ? inputs : new Float64Array(inputs.length);
  const products = new Float64Array(members * nRows * k);
  const sums = new Float64Array(products.length);
  const outputs = new Float64Array(products.length);
  const threshold = seed === null ? 0 : dropThreshold(dropout);
  const grown = 1 / (1 - dropout);
  for (let m = 0; m < members; m++) {
    const weights = at.weights + (layer.weights === 'own' ? m * n * k : 0);
    for (let row = 0; row < nRows; row++) {
      const from = (m * nRows + row) * n;
      const to = (m * nRows + row) * k;
      for (let i = 0; i < n; i++) {
        if (at.inputScale !== null) scaled[from + i] = inputs[from + i] * parameters[at.inputScale + m * n + i];
        const x = scaled[from + i];
        // One-hot inputs and rectified units are mostly zero.
        if (x === 0) continue;
        const w = weights + i * k;
        for (let o = 0; o < k; o++) products[to + o] += x * parameters[w + o];
      }
      for (let o = 0; o < k; o++) {
        const scale = at.outputScale === null ? 1 : parameters[at.outputScale + m * k + o];
        const z = products[to + o] * scale + parameters[at.bias + m * k + o];
        sums[to + o] = z;
        const drops = threshold > 0 && !keeps(seed ?? 0, to + o, threshold);
        outputs[to + o] = drops ? 0 : activate(activation, z) * (threshold > 0 ? grown : 1);
      }
    }
  }
  return { scaled, inputs, products, sums, outputs };
}

/** The encoded rows once for each member. */
function forEachMember(encoded: Float64Array, members: number): Float64Array {
  const all = new Float64Array(members * encoded.length);
  for (let m = 0; m < members; m++) all.set(encoded, m * encoded.length);
  return all;
}

function forward(shape: NetShape, layout: NetLayout, parameters: ArrayLike<number>, x: Float32Array, rows: ArrayLike<number>, stepSeed: number | null): LayerPass[] {
  const passes: LayerPass[] = [];
  let inputs = forEachMember(encodeRows(shape, layout, parameters, x, rows), shape.members);
  shape.layers.forEach((layer, l) => {
    const seed = stepSeed === null || layer.dropout === 0 ? null : maskSeed(stepSeed, l);
    const pass = forwardLayer(layer, layout.layers[l], parameters, inputs, shape.members, rows.length, seed);
    passes.push(pass);
    inputs = pass.outputs;
  });
  return passes;
}

/** The members' mean of the probabilities or numbers that their outputs stand for: row-major rows × outputs. */
function meanAnswers(shape: NetShape, outputs: Float64Array, nRows: number): Float64Array {
  const k = outputsOf(shape);
  const answers = new Float64Array(nRows * k);
  for (let m = 0; m < shape.members; m++) {
    for (let row = 0; row < nRows; row++) {
      const answer = outputs.slice((m * nRows + row) * k, (m * nRows + row + 1) * k);
      if (shape.output === 'classes') softmax(answer, answer, 0, k);
      for (let o = 0; o < k; o++) answers[row * k + o] += answer[o] / shape.members;
    }
  }
  return answers;
}

/** Rows computed at once, so that what is kept of them stays small. */
const rowsAtOnce = 256;

/**
 * The answers of a net for prepared rows: the members' mean of probabilities, or of standardised numbers, row-major; float32
 * parameters, float64 sums. It is what backends and exports are held to. Each row on its own.
 */
export function plainAnswers(shape: NetShape, layout: NetLayout, parameters: ArrayLike<number>, x: Float32Array, nRows: number): Float64Array {
  const k = outputsOf(shape);
  const answers = new Float64Array(nRows * k);
  for (let start = 0; start < nRows; start += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, nRows - start) }, (_, i) => start + i);
    const passes = forward(shape, layout, parameters, x, rows, null);
    answers.set(meanAnswers(shape, passes[passes.length - 1].outputs, rows.length), start * k);
  }
  return answers;
}

/** What the units of hidden layer `layer` of the first member give for prepared rows: row-major rows × its outputs. */
export function hiddenOutputs(shape: NetShape, layout: NetLayout, parameters: ArrayLike<number>, x: Float32Array, nRows: number, layer: number): Float64Array {
  const rows = Array.from({ length: nRows }, (_, i) => i);
  const k = shape.layers[layer].outputs;
  return forward(shape, layout, parameters, x, rows, null)[layer].outputs.slice(0, nRows * k);
}

/** The loss of a batch and its derivative by the outputs of all members. */
function lossOf(shape: NetShape, outputs: Float64Array, train: NetRows, rows: ArrayLike<number>, labelSmoothing: number): { loss: number; slope: Float64Array } {
  const k = outputsOf(shape);
  const nRows = rows.length;
  const slope = new Float64Array(outputs.length);
  let loss = 0;
  for (let m = 0; m < shape.members; m++) {
    for (let i = 0; i < nRows; i++) {
      const at = (m * nRows + i) * k;
      const share = (train.weights ? train.weights[rows[i]] : 1) / (nRows * shape.members);
      const target = train.targets[rows[i]];
      if (shape.output === 'number') {
        const error = outputs[at] - target;
        loss += 0.5 * share * error * error;
        slope[at] = share * error;
        continue;
      }
      const p = outputs.slice(at, at + k);
      softmax(p, p, 0, k);
      for (let c = 0; c < k; c++) {
        const t = (c === target ? 1 - labelSmoothing : 0) + labelSmoothing / k;
        // Below exp(-69) a float32 softmax has no digits left, and its logarithm is not to be infinite.
        if (t > 0) loss -= share * t * log(Math.max(p[c], 1e-30));
        slope[at + c] = share * (p[c] - t);
      }
    }
  }
  return { loss, slope };
}

/** The derivative by what the layer's activation was taken of, in place of the one by its outputs. */
function throughActivation(layer: LayerShape, pass: LayerPass, slope: Float64Array, seed: number | null): void {
  const threshold = seed === null ? 0 : dropThreshold(layer.dropout);
  const grown = threshold > 0 ? 1 / (1 - layer.dropout) : 1;
  for (let i = 0; i < slope.length; i++) {
    const drops = threshold > 0 && !keeps(seed ?? 0, i, threshold);
    slope[i] = drops ? 0 : slope[i] * grown * slopeAt(layer.activation, pass.sums[i]);
  }
}

/** Adds the layer's part of the gradient, and gives the derivative by its inputs. */
function backwardLayer(layer: LayerShape, at: LayerLayout, parameters: ArrayLike<number>, pass: LayerPass, slope: Float64Array, gradient: Float64Array, members: number, nRows: number): Float64Array {
  const { inputs: n, outputs: k } = layer;
  const below = new Float64Array(pass.inputs.length);
  for (let m = 0; m < members; m++) {
    const weights = at.weights + (matricesOf(layer, members) > 1 ? m * n * k : 0);
    for (let row = 0; row < nRows; row++) {
      const from = (m * nRows + row) * n;
      const to = (m * nRows + row) * k;
      for (let o = 0; o < k; o++) {
        const unit = m * k + o;
        gradient[at.bias + unit] += slope[to + o];
        if (at.outputScale === null) continue;
        gradient[at.outputScale + unit] += slope[to + o] * pass.products[to + o];
        slope[to + o] *= parameters[at.outputScale + unit];
      }
      for (let i = 0; i < n; i++) {
        const w = weights + i * k;
        const x = pass.scaled[from + i];
        let sum = 0;
        for (let o = 0; o < k; o++) {
          gradient[w + o] += x * slope[to + o];
          sum += parameters[w + o] * slope[to + o];
        }
        if (at.inputScale === null) {
          below[from + i] = sum;
          continue;
        }
        const input = m * n + i;
        gradient[at.inputScale + input] += sum * pass.inputs[from + i];
        below[from + i] = sum * parameters[at.inputScale + input];
      }
    }
  }
  return below;
}

/** Adds the embeddings' part of the gradient from the derivative by the encoded inputs of all members. */
function backwardEmbeddings({ segments, nBase, nEncoded, members }: NetShape, layout: NetLayout, x: Float32Array, rows: ArrayLike<number>, below: Float64Array, gradient: Float64Array): void {
  segments.forEach((segment, s) => {
    if (segment.kind !== 'embedding') return;
    const { source, at, levels, width } = segment;
    for (let i = 0; i < rows.length; i++) {
      const row = (layout.tables[s] ?? 0) + codeOf(x[rows[i] * nBase + source], levels) * width;
      for (let m = 0; m < members; m++) {
        const from = (m * rows.length + i) * nEncoded + at;
        for (let j = 0; j < width; j++) gradient[row + j] += below[from + j];
      }
    }
  });
}

/**
 * The loss of the rows as one batch and its gradient by each parameter, in float64, by the textbook: what backends are held to. The loss
 * is the mean over rows (weighted) and members: cross-entropy, with the targets smoothed, or half the squared error. Units are left
 * out by `stepSeed`, or none where it is null.
 */
export function plainGradient(
  shape: NetShape,
  layout: NetLayout,
  parameters: ArrayLike<number>,
  train: NetRows,
  rows: ArrayLike<number>,
  { labelSmoothing, stepSeed }: { readonly labelSmoothing: number; readonly stepSeed: number | null },
): { loss: number; gradient: Float64Array } {
  const passes = forward(shape, layout, parameters, train.x, rows, stepSeed);
  const { loss, slope: outputSlope } = lossOf(shape, passes[passes.length - 1].outputs, train, rows, labelSmoothing);
  const gradient = new Float64Array(layout.nParameters);
  let slope = outputSlope;
  for (let l = shape.layers.length - 1; l >= 0; l--) {
    const layer = shape.layers[l];
    throughActivation(layer, passes[l], slope, stepSeed === null || layer.dropout === 0 ? null : maskSeed(stepSeed, l));
    slope = backwardLayer(layer, layout.layers[l], parameters, passes[l], slope, gradient, shape.members, rows.length);
  }
  backwardEmbeddings(shape, layout, train.x, rows, slope, gradient);
  return { loss, gradient };
}
