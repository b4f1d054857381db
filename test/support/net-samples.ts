import { createRng } from '../../src/core/math/rng.ts';
import { layoutOf } from '../../src/core/nets/net-layout.ts';
import type { NetCheckpoint, NetRows, NetTask, OptimiserSettings } from '../../src/core/nets/net-runner.ts';
import { outputsOf, segmentWidth, type InputSegment, type LayerShape, type NetShape } from '../../src/core/nets/net-shape.ts';

type Layer = Omit<LayerShape, 'inputs' | 'outputs'>;
const plain: Layer = { weights: 'own', inputScale: false, outputScale: false, activation: 'relu', dropout: 0 };

type Described = { [K in InputSegment['kind']]: Omit<Extract<InputSegment, { kind: K }>, 'at' | 'source'> }[InputSegment['kind']];

/** A net whose segments read one column each, and whose layers have these widths. */
export function netShape(segments: readonly Described[], members: number, widths: readonly number[], layers: readonly Layer[], output: NetShape['output']): NetShape {
  let at = 0;
  const placed = segments.map((described, source) => {
    const segment = { ...described, source, at } as InputSegment;
    at += segmentWidth(segment);
    return segment;
  });
  const all = [at, ...widths];
  return {
    nBase: segments.length,
    segments: placed,
    nEncoded: at,
    members,
    layers: layers.map((layer, l) => ({ ...layer, inputs: all[l], outputs: all[l + 1] })),
    output,
  };
}

const numbers = (n: number): Described[] => Array.from({ length: n }, () => ({ kind: 'number' as const }));
const pieces: Described = { kind: 'pieces', edges: Float32Array.of(-1.5, -0.4, 0.1, 0.7, 2) };
const scaled: Layer = { ...plain, weights: 'shared', inputScale: true, outputScale: true };
const last: Layer = { ...plain, activation: 'linear' };

/** Nets of every kind of part, small. */
export const netSamples: Readonly<Record<string, NetShape>> = {
  'one relu net of classes': netShape(numbers(5), 1, [8, 8, 3], [plain, plain, last], 'classes'),
  'odd widths, many classes': netShape(numbers(7), 1, [13, 19, 11], [plain, plain, last], 'classes'),
  'no hidden layer': netShape(numbers(6), 1, [1], [last], 'number'),
  'selu nets of their own with one-hot and embedding': netShape(
    [...numbers(2), { kind: 'one-hot', levels: 3 }, { kind: 'embedding', levels: 5, width: 4 }],
    3,
    [16, 12, 2],
    [{ ...plain, activation: 'selu', inputScale: true }, { ...plain, activation: 'selu', dropout: 0.2 }, last],
    'classes',
  ),
  'mish net of pieces and numbers': netShape([pieces, ...numbers(3), pieces], 2, [20, 1], [{ ...plain, activation: 'mish', inputScale: true }, last], 'number'),
  'shared weights with scales and dropout': netShape(
    [pieces, { kind: 'embedding', levels: 4, width: 3 }, ...numbers(2)],
    4,
    [16, 8, 2],
    [{ ...scaled, dropout: 0.1 }, { ...scaled, dropout: 0.3 }, last],
    'classes',
  ),
  'shared weights, numbers': netShape(numbers(4), 5, [12, 12, 1], [{ ...scaled, outputScale: false }, { ...scaled, activation: 'mish' }, last], 'number'),
};

/** Rows whose codes may be unknown and whose answers hang on the first column. */
export function netRows(shape: NetShape, nRows: number, seed: number, weighted = false): NetRows {
  const rng = createRng(seed);
  const x = new Float32Array(nRows * shape.nBase);
  const targets = new Float32Array(nRows);
  const k = outputsOf(shape);
  for (let row = 0; row < nRows; row++) {
    for (const segment of shape.segments) {
      const isCode = segment.kind === 'one-hot' || segment.kind === 'embedding';
      x[row * shape.nBase + segment.source] = isCode ? rng.int(segment.levels + 2) - 1 : rng.normal();
    }
    const signal = x[row * shape.nBase] + 0.3 * rng.normal();
    targets[row] = shape.output === 'number' ? Math.sin(signal) : Math.min(k - 1, Math.max(0, Math.floor(signal + k / 2)));
  }
  const weights = weighted ? Float32Array.from({ length: nRows }, (_, i) => 0.5 + (i % 3) / 2) : null;
  return { nRows, x, targets, weights };
}

/** Parameters drawn so that no part of the net is idle, and running means at rest. */
export function netStart(shape: NetShape, seed: number): NetCheckpoint {
  const rng = createRng(seed);
  const { blocks, nParameters } = layoutOf(shape);
  const parameters = new Float32Array(nParameters);
  for (const { kind, layer, offset, length } of blocks) {
    const deviation = kind === 'weights' ? 1 / Math.sqrt(shape.layers[layer].inputs) : kind === 'bias' ? 0.1 : kind === 'embedding' ? 1 : 0.2;
    const centre = kind === 'inputScale' || kind === 'outputScale' ? 1 : 0;
    for (let i = 0; i < length; i++) parameters[offset + i] = centre + deviation * rng.normal();
  }
  const zeros = () => new Float32Array(nParameters);
  return { steps: 0, parameters, m: zeros(), v: zeros(), mean: parameters.slice() };
}

/** Settings with every term in use. */
export function netOptimiser(shape: NetShape, more: Partial<OptimiserSettings> = {}): OptimiserSettings {
  const rates = { embedding: 0.7, weights: 1, bias: 0.1, inputScale: 6, outputScale: 1 };
  const blocks = layoutOf(shape).blocks.map(({ kind }) => ({ rate: rates[kind], decay: kind === 'weights' ? 1 : 0 }));
  return { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, clip: 1, labelSmoothing: shape.output === 'classes' ? 0.1 : 0, blocks, ...more };
}

export function netTask(shape: NetShape, batchSize: number, nRows: number, more: Partial<NetTask> = {}): NetTask {
  return { shape, batchSize, train: netRows(shape, nRows, 11, true), stopping: netRows(shape, 50, 12), optimiser: netOptimiser(shape), start: netStart(shape, 13), ...more };
}
