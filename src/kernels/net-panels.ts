import { matricesOf, type BlockKind, type NetLayout } from '../core/nets/net-layout.ts';
import type { NetShape } from '../core/nets/net-shape.ts';

/** The least multiple of four that is not below n. */
export function fill4(n: number): number {
  return (n + 3) & ~3;
}

/** A layer as it lies in memory; places count from the first parameter, in bytes. */
export interface PanelLayer {
  /** Filled up to multiples of four. */
  readonly inputs: number;
  readonly outputs: number;
  readonly matrixBytes: number;
  readonly weights: number;
  readonly bias: number;
  readonly inputScale: number | null;
  readonly outputScale: number | null;
}

/** Where the parameters of a net lie in memory: in the order of its layout, each matrix in panels, all widths filled up with zeros. */
export interface PanelLayout {
  readonly nNumbers: number;
  /** As the layout's, in numbers. */
  readonly blocks: readonly { readonly offset: number; readonly length: number }[];
  /** By segment, in bytes; null where it has no table. */
  readonly tables: readonly (number | null)[];
  readonly layers: readonly PanelLayer[];
  /** For each parameter of the layout its place here. */
  readonly places: Uint32Array;
}

/** Length of a block once filled up, and the place in it of number i of the block. */
function fillBlock(kind: BlockKind, length: number, inputs: number, outputs: number): { length: number; placeOf: (i: number) => number } {
  const width = kind === 'inputScale' ? inputs : outputs;
  switch (kind) {
    case 'embedding':
      return { length: fill4(length), placeOf: (i) => i };
    case 'weights': {
      const each = fill4(inputs) * fill4(outputs);
      const placeOf = (i: number) => {
        const within = i % (inputs * outputs);
        const output = within % outputs;
        const input = (within - output) / outputs;
        return ((i - within) / (inputs * outputs)) * each + (output >> 2) * fill4(inputs) * 4 + input * 4 + (output & 3);
      };
      return { length: (length / (inputs * outputs)) * each, placeOf };
    }
    default:
      return { length: (length / width) * fill4(width), placeOf: (i) => Math.floor(i / width) * fill4(width) + (i % width) };
  }
}

/** How a net's parameters lie in memory. */
export function panelLayoutOf(shape: NetShape, layout: NetLayout): PanelLayout {
  const places = new Uint32Array(layout.nParameters);
  const tables: number[] = [];
  const layers: Record<Exclude<BlockKind, 'embedding'>, number | null>[] = shape.layers.map(() => ({ weights: 0, bias: 0, inputScale: null, outputScale: null }));
  let nNumbers = 0;
  const blocks = layout.blocks.map(({ kind, layer, offset, length }) => {
    const { inputs, outputs } = layer < 0 ? { inputs: 1, outputs: 1 } : shape.layers[layer];
    const filled = fillBlock(kind, length, inputs, outputs);
    for (let i = 0; i < length; i++) places[offset + i] = nNumbers + filled.placeOf(i);
    if (kind === 'embedding') tables.push(nNumbers * 4);
    else layers[layer][kind] = nNumbers * 4;
    const block = { offset: nNumbers, length: filled.length };
    nNumbers += filled.length;
    return block;
  });
  return {
    nNumbers,
    blocks,
    tables: shape.segments.map(({ kind }) => (kind === 'embedding' ? (tables.shift() ?? 0) : null)),
    layers: shape.layers.map((layer, l) => {
      const { weights, bias, inputScale, outputScale } = layers[l];
      const inputs = fill4(layer.inputs);
      const outputs = fill4(layer.outputs);
      return { inputs, outputs, matrixBytes: inputs * outputs * 4, weights: weights ?? 0, bias: bias ?? 0, inputScale, outputScale };
    }),
    places,
  };
}

/** Bytes from one member's weights of a layer to the next one's; 0 where they are shared. */
export function matrixStep(shape: NetShape, layer: number, { matrixBytes }: PanelLayer): number {
  return matricesOf(shape.layers[layer], shape.members) > 1 ? matrixBytes : 0;
}
