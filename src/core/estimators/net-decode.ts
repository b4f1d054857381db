import { layoutOf } from '../nets/net-layout.ts';
import { outputsOf, segmentWidth, type InputSegment, type LayerShape, type NetShape } from '../nets/net-shape.ts';
import type { NetState } from '../nets/net-state.ts';
import type { PreparedColumn } from '../nets/prepare-rows.ts';
import { ModelUnreadable, parseModel } from './boosting-encode.ts';
import type { FittedModel } from './estimator.ts';
import type { EncodedNet, NetFiles } from './net-encode.ts';

function require(holds: boolean, what: string): asserts holds {
  if (!holds) throw new ModelUnreadable(`net.json ${what}`);
}

type Loose = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isIndex = (value: unknown, below = Infinity): value is number => isNumber(value) && Number.isInteger(value) && value >= 0 && value < below;
const isCount = (value: unknown): value is number => isIndex(value) && value > 0;
const isOneOf = (value: unknown, known: readonly string[]): boolean => typeof value === 'string' && known.includes(value);

function isColumn(value: unknown, nFeatures: number): value is PreparedColumn {
  if (!isRecord(value) || !isIndex(value.feature, nFeatures)) return false;
  if (value.kind === 'number') return isNumber(value.centre) && isNumber(value.scale) && typeof value.squeezed === 'boolean';
  return value.kind === 'missing' || (value.kind === 'code' && isIndex(value.levels));
}

const isEdges = (value: unknown): value is number[] => Array.isArray(value) && value.length > 1 && value.every((edge, i) => isNumber(edge) && (i === 0 || edge > value[i - 1]));

/** The segment, its edges in float32; null where it is none. */
function segmentOf(value: unknown, nBase: number): InputSegment | null {
  if (!isRecord(value) || !isIndex(value.source, nBase) || !isIndex(value.at)) return null;
  const placed = { source: value.source, at: value.at };
  const { kind, levels, width, edges } = value;
  if (kind === 'number') return { kind, ...placed };
  if (kind === 'pieces' && isEdges(edges)) return { kind, ...placed, edges: Float32Array.from(edges) };
  if (kind === 'one-hot' && isIndex(levels)) return { kind, ...placed, levels };
  if (kind === 'embedding' && isIndex(levels) && isCount(width)) return { kind, ...placed, levels, width };
  return null;
}

function isLayer(value: unknown): value is LayerShape {
  return (
    isRecord(value) &&
    isIndex(value.inputs) &&
    isCount(value.outputs) &&
    isOneOf(value.weights, ['shared', 'own']) &&
    typeof value.inputScale === 'boolean' &&
    typeof value.outputScale === 'boolean' &&
    isOneOf(value.activation, ['relu', 'selu', 'mish', 'linear']) &&
    isNumber(value.dropout) &&
    value.dropout >= 0 &&
    value.dropout < 1
  );
}

function shapeOf(value: unknown, nBase: number): NetShape {
  require(isRecord(value) && Array.isArray(value.segments) && Array.isArray(value.layers), 'has no shape of segments and layers');
  const { segments: encoded, layers, nEncoded, members, output } = value;
  require(value.nBase === nBase, `prepares ${nBase} columns for a net of ${String(value.nBase)}`);
  let at = 0;
  const segments = encoded.map((one: unknown, s) => {
    const segment = segmentOf(one, nBase);
    require(segment !== null && segment.at === at, `describes segment ${s + 1} in a way that this version does not know`);
    at += segmentWidth(segment);
    return segment;
  });
  require(nEncoded === at, `says that there are ${String(nEncoded)} inputs, where its segments make ${at}`);
  require(isCount(members), 'does not say how many members the net has');
  require(layers.length > 0, 'has no layer');
  let inputs = at;
  const all = layers.map((layer: unknown, l) => {
    require(isLayer(layer), `describes layer ${l + 1} in a way that this version does not know`);
    require(layer.inputs === inputs, `has ${layer.inputs} inputs in layer ${l + 1}, where ${inputs} come in`);
    inputs = layer.outputs;
    return layer;
  });
  require(all[all.length - 1].activation === 'linear', 'ends in a layer that is not linear');
  require(output === 'classes' || output === 'number', `gives "${String(output)}", where classes or a number belong`);
  return { nBase, segments, nEncoded: at, members, layers: all, output };
}

function isTarget(value: unknown): value is NonNullable<NetState['target']> {
  return isRecord(value) && isNumber(value.mean) && isNumber(value.scale) && isNumber(value.low) && isNumber(value.high) && value.low <= value.high;
}

function parametersIn(netBin: Uint8Array, expected: number): Float32Array {
  if (netBin.byteLength !== 4 * expected) throw new ModelUnreadable(`net.bin holds ${netBin.byteLength} bytes where ${4 * expected} belong`);
  const view = new DataView(netBin.buffer, netBin.byteOffset, netBin.byteLength);
  const parameters = Float32Array.from({ length: expected }, (_, i) => view.getFloat32(4 * i, true));
  const wrong = parameters.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new ModelUnreadable(`number ${wrong + 1} of net.bin is not finite`);
  return parameters;
}

/** The net that `encodeNet` encoded. Throws ModelUnreadable where the files do not fit each other, or are of a net that this version does not know. */
export function decodeNet({ netJson, netBin }: NetFiles): FittedModel<NetState> {
  const encoded = parseModel<EncodedNet>(netJson, 'atelier-net');
  const { learner, task, classes, nFeatures, iterations, columns, target } = encoded;
  require(isOneOf(learner, ['realmlp', 'tabm']), `is of learner "${learner}", where realmlp or tabm belongs`);
  require(isOneOf(task, ['binary', 'multiclass', 'regression']), `is for the task "${task}", which is none`);
  require(Array.isArray(classes) && classes.every((label) => typeof label === 'string'), 'does not name its classes');
  require(isIndex(nFeatures) && isIndex(iterations), 'does not say how many features and iterations there were');
  require(Array.isArray(columns) && columns.every((column) => isColumn(column, nFeatures)), `prepares columns in a way that this version does not know, or of features beyond the ${nFeatures}`);
  const shape = shapeOf(encoded.shape, columns.length);
  const isNumeric = task === 'regression';
  const nOutputs = outputsOf(shape);
  require((shape.output === 'number') === isNumeric && nOutputs === (isNumeric ? 1 : classes.length), `has a net with ${nOutputs} outputs, which does not fit the task ${task}`);
  require(isNumeric ? isTarget(target) : target === null, `has a target that does not fit the task ${task}`);
  const layout = layoutOf(shape);
  require(JSON.stringify(encoded.parameters) === JSON.stringify(layout.blocks), 'lists other parameters than its shape has');
  return { learner, task, classes, nFeatures, iterations, state: { columns, shape, parameters: parametersIn(netBin, layout.nParameters), target } };
}
