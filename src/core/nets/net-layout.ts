import type { InputSegment, LayerShape, NetShape } from './net-shape.ts';

/** Where the numbers of one layer stand in a net's flat parameters. */
export interface LayerLayout {
  /** Row-major inputs × outputs, one after another for each member that has its own. */
  readonly weights: number;
  /** members × outputs. */
  readonly bias: number;
  /** members × inputs; null where the layer has none. */
  readonly inputScale: number | null;
  /** members × outputs; null where the layer has none. */
  readonly outputScale: number | null;
}

/** What a parameter is, which decides how fast it learns and whether it decays. */
export type BlockKind = 'embedding' | 'weights' | 'bias' | 'inputScale' | 'outputScale';

export interface ParameterBlock {
  readonly kind: BlockKind;
  /** Of its layer, from 0; -1 for an embedding. */
  readonly layer: number;
  readonly offset: number;
  readonly length: number;
}

export interface NetLayout {
  readonly nParameters: number;
  /** By segment: where the (levels + 1) × width numbers of an embedding begin; null for other segments. */
  readonly tables: readonly (number | null)[];
  readonly layers: readonly LayerLayout[];
  /** In the order of the parameters, without gaps. */
  readonly blocks: readonly ParameterBlock[];
}

function tableLength(segment: InputSegment): number {
  return segment.kind === 'embedding' ? (segment.levels + 1) * segment.width : 0;
}

/** Weight matrices of a layer. */
export function matricesOf(layer: LayerShape, members: number): number {
  return layer.weights === 'own' ? members : 1;
}

/** Where each number of a net stands: embeddings by segment, then layer by layer weights, bias, input scale, output scale. */
export function layoutOf({ segments, layers, members }: NetShape): NetLayout {
  const blocks: ParameterBlock[] = [];
  let nParameters = 0;
  const take = (kind: BlockKind, layer: number, length: number) => {
    const offset = nParameters;
    blocks.push({ kind, layer, offset, length });
    nParameters += length;
    return offset;
  };
  const tables = segments.map((segment) => (segment.kind === 'embedding' ? take('embedding', -1, tableLength(segment)) : null));
  const layouts = layers.map((layer, l): LayerLayout => {
    const { inputs, outputs, inputScale, outputScale } = layer;
    return {
      weights: take('weights', l, matricesOf(layer, members) * inputs * outputs),
      bias: take('bias', l, members * outputs),
      inputScale: inputScale ? take('inputScale', l, members * inputs) : null,
      outputScale: outputScale ? take('outputScale', l, members * outputs) : null,
    };
  });
  return { nParameters, tables, layers: layouts, blocks };
}
