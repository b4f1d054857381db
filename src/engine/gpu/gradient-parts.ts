import { matricesOf, type BlockKind, type NetLayout, type ParameterBlock } from '../../core/nets/net-layout.ts';
import type { OptimiserSettings } from '../../core/nets/net-runner.ts';
import { segmentWidth, type NetShape } from '../../core/nets/net-shape.ts';
import { adamThreads } from './wgsl-adam.ts';
import { backwardSlices } from './wgsl-backward.ts';
import { encodeThreads } from './wgsl-encode.ts';
import { lossRows } from './wgsl-loss.ts';
import { tileColumns, tileFor, tileRows, type ProductStyle } from './wgsl-product.ts';

/** The parts of a block's gradient: `slices` of them, each as long as the block, one after another from `from` on. */
export interface BlockParts {
  readonly from: number;
  readonly slices: number;
}

export interface GradientParts {
  /** For each block of the layout. */
  readonly blocks: readonly BlockParts[];
  /** Numbers of all parts. */
  readonly length: number;
  /** For each layer, how many rows a slice of the gradient of its weights has. */
  readonly sliceRows: readonly number[];
}

/** Workgroups that keep a GPU busy, and the rows below which a slice is not worth its sum. */
const busyGroups = 96;
const fewestRows = 128;

/** Into how many slices of how many rows the gradient of a layer's weights is cut. */
function weightSlices(shape: NetShape, l: number, batchSize: number): { slices: number; sliceRows: number } {
  const { inputs, outputs } = shape.layers[l];
  const matrices = matricesOf(shape.layers[l], shape.members);
  const depth = shape.layers[l].weights === 'own' ? batchSize : batchSize * shape.members;
  const tile = tileFor(outputs);
  const groups = Math.ceil(inputs / tileRows) * Math.ceil(outputs / tileColumns(tile)) * matrices;
  const wanted = Math.max(1, Math.min(Math.floor(busyGroups / groups), Math.floor(depth / fewestRows)));
  const sliceRows = Math.ceil(depth / wanted);
  return { slices: Math.ceil(depth / sliceRows), sliceRows };
}

/** Parts that the sums over rows come in, for a unit of the layer: as many as tiles or workgroups have rows. */
function rowParts(style: ProductStyle, { layers }: NetShape, { kind, layer }: ParameterBlock, batchSize: number): number {
  const isLast = layer === layers.length - 1;
  if (kind !== 'inputScale' && isLast) return Math.ceil(batchSize / lossRows);
  // Bias and output scale come with the product that goes back through the layer above, whose inputs they make.
  const through = kind === 'inputScale' ? layer : layer + 1;
  return backwardSlices(style, tileFor(layers[through].inputs), batchSize);
}

/** Where the kernels put the parts of the gradient. */
export function gradientParts(style: ProductStyle, shape: NetShape, layout: NetLayout, batchSize: number): GradientParts {
  const weights = shape.layers.map((_, l) => weightSlices(shape, l, batchSize));
  let length = 0;
  const blocks = layout.blocks.map((block): BlockParts => {
    const slices = block.kind === 'embedding' ? 1 : block.kind === 'weights' ? weights[block.layer].slices : rowParts(style, shape, block, batchSize);
    const from = length;
    length += slices * block.length;
    return { from, slices };
  });
  return { blocks, length, sliceRows: weights.map(({ sliceRows }) => sliceRows) };
}

/** The parts of one block; undefined where the layer has no such block. */
export function partsOf({ blocks }: NetLayout, parts: GradientParts, kind: BlockKind, layer: number): BlockParts | undefined {
  return parts.blocks[blocks.findIndex((block) => block.kind === kind && block.layer === layer)];
}

const words = 8;

/** Cuts each block into jobs of at most `size` parameters. */
function jobsOf(blocks: readonly ParameterBlock[], size: number, write: (block: number, first: number, count: number) => { words: readonly number[]; floats?: readonly number[] }): ArrayBuffer {
  const rows = blocks.flatMap(({ length }, b) => Array.from({ length: Math.ceil(length / size) }, (_, j) => write(b, j * size, Math.min(size, length - j * size))));
  const table = new ArrayBuffer(rows.length * words * 4);
  rows.forEach((row, j) => {
    new Uint32Array(table).set(row.words, j * words);
    new Float32Array(table).set(row.floats ?? [], j * words + row.words.length);
  });
  return table;
}

/** Where a net's parameters begin among those of all that are trained at once, and the parts of its gradient. */
interface From {
  readonly parameters: number;
  readonly parts: number;
}

/** The jobs of Adam: see `jobStruct`. */
export function adamJobs(layout: NetLayout, parts: GradientParts, { blocks }: OptimiserSettings, at: From): ArrayBuffer {
  return jobsOf(layout.blocks, adamThreads, (b, first, count) => {
    const { offset, length } = layout.blocks[b];
    const { from, slices } = parts.blocks[b];
    return { words: [at.parameters + offset + first, count, at.parts + from + first, length, slices], floats: [blocks[b].rate, blocks[b].decay] };
  });
}

/** The jobs of the embeddings' gradient: see `embeddingJobStruct`. */
export function embeddingJobs({ segments }: NetShape, layout: NetLayout, parts: GradientParts, at: From): ArrayBuffer {
  const tables = segments.filter(({ kind }) => kind === 'embedding');
  const blocks = layout.blocks.filter(({ kind }) => kind === 'embedding');
  return jobsOf(blocks, encodeThreads, (b, first, count) => {
    const segment = tables[b];
    const levels = segment.kind === 'embedding' ? segment.levels : 0;
    return { words: [first, count, at.parts + parts.blocks[b].from, segment.source, levels, segmentWidth(segment), segment.at] };
  });
}

/** How many jobs a table of so many bytes has. */
export const jobCount = (bytes: number): number => bytes / (4 * words);
