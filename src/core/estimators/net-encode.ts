import { layoutOf, type ParameterBlock } from '../nets/net-layout.ts';
import type { InputSegment, NetShape } from '../nets/net-shape.ts';
import type { NetState } from '../nets/net-state.ts';
import type { PreparedColumn } from '../nets/prepare-rows.ts';
import type { FittedModel } from './estimator.ts';

/** A segment as it stands in the file; edges to nine digits, which tell every float32 from the next. */
export type EncodedSegment = Exclude<InputSegment, { kind: 'pieces' }> | (Omit<Extract<InputSegment, { kind: 'pieces' }>, 'edges'> & { readonly edges: readonly number[] });

/** What net.json holds; `net.bin` beside it holds the parameters. */
export interface EncodedNet {
  readonly format: 'atelier-net';
  readonly formatVersion: 1;
  readonly learner: 'realmlp' | 'tabm';
  readonly task: FittedModel['task'];
  readonly classes: readonly string[];
  readonly nFeatures: number;
  readonly iterations: number;
  readonly columns: readonly PreparedColumn[];
  readonly shape: Omit<NetShape, 'segments'> & { readonly segments: readonly EncodedSegment[] };
  readonly target: NetState['target'];
  /** Which numbers of net.bin are what, in order and without gaps; follows from the shape. */
  readonly parameters: readonly ParameterBlock[];
}

/** A net as files: the text of net.json and the bytes of net.bin. */
export interface NetFiles {
  readonly netJson: string;
  readonly netBin: Uint8Array;
}

const nineDigits = (value: number) => Number(value.toPrecision(9));

function netJson({ learner, task, classes, nFeatures, iterations, state }: FittedModel<NetState>): string {
  const { columns, shape, target } = state;
  const segments = shape.segments.map((segment): EncodedSegment => {
    return segment.kind === 'pieces' ? { ...segment, edges: Array.from(segment.edges, nineDigits) } : segment;
  });
  const encoded: EncodedNet = {
    format: 'atelier-net',
    formatVersion: 1,
    learner: learner as EncodedNet['learner'],
    task,
    classes,
    nFeatures,
    iterations,
    columns,
    shape: { ...shape, segments },
    target,
    parameters: layoutOf(shape).blocks,
  };
  return `${JSON.stringify(encoded, null, 1)}\n`;
}

/**
 * The net as files: net.json (EncodedNet) and net.bin, its parameters as little-endian float32. To predict from them: prepare
 * each row's `columns` from the features as PreparedColumn says; let each segment make its inputs, from `at` on, of the prepared column
 * `source` as InputSegment says; then for each member take the layers in order, as LayerShape says. `parameters` says where
 * the numbers of each stand: embeddings (levels + 1) × width, the last row for unknown codes; weights inputs × outputs, once if shared, else
 * for each member; bias and scales for each member. The last layer gives logits, whose softmax is the mean over the members, in the order of
 * `classes`; or a number, whose mean is multiplied by target.scale, added to target.mean and kept within target.low and
 * target.high. Decoded, it predicts the same bits.
 */
export function encodeNet(model: FittedModel<NetState>): NetFiles {
  const { parameters } = model.state;
  const netBin = new Uint8Array(4 * parameters.length);
  const view = new DataView(netBin.buffer);
  parameters.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return { netJson: netJson(model), netBin };
}

/** The size of net.json and net.bin in bytes, names of classes and features taken as one byte a letter. */
export function netSizeBytes(model: FittedModel<NetState>): number {
  return netJson(model).length + 4 * model.state.parameters.length;
}
