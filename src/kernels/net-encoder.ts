import type { NetShape } from '../core/nets/net-shape.ts';
import type { Arena } from './arena.ts';
import type { NetExports } from './net-exports.ts';
import { fill4, type PanelLayout } from './net-panels.ts';

/** Prepared rows in memory, and which of them make a batch. */
export interface BatchRows {
  /** Address of row-major nRows × nBase. */
  readonly x: number;
  /** Address of the numbers of the batch's rows. */
  readonly rows: number;
  readonly nRows: number;
  /** Bytes from panel to panel of whatever is computed of the batch. */
  readonly stride: number;
}

/** Makes inputs of the first layer of prepared rows. */
export interface NetEncoder {
  /** Address of the encoded inputs. */
  readonly out: number;
  encode(batch: BatchRows, parameters: number): void;
  /** Panels of inputs that embeddings make: from the first to before the last; null where there is none. */
  readonly embedded: { readonly from: number; readonly to: number } | null;
  /** Adds to the gradients of embeddings what the derivative by the encoded inputs gives. */
  backward(batch: BatchRows, gradients: number, byInputs: number): void;
}

type Step = (batch: BatchRows, parameters: number) => void;

/** The encoder of batches whose panels have `strideMax` bytes at most. */
export function openEncoder(kernels: NetExports, arena: Arena, { segments, nBase, nEncoded }: NetShape, { tables }: PanelLayout, strideMax: number): NetEncoder {
  const panels = fill4(nEncoded) / 4;
  const out = arena.take(panels * strideMax);
  const steps: Step[] = [];
  const backward: Step[] = [];
  let from = Infinity;
  let to = 0;
  for (let s = 0; s < segments.length; s++) {
    const segment = segments[s];
    const { source, at } = segment;
    switch (segment.kind) {
      case 'number': {
        let count = 1;
        // Columns that stand side by side on both sides are copied together.
        while (segments[s + 1]?.kind === 'number' && segments[s + 1].source === source + count && segments[s + 1].at === at + count) {
          count++;
          s++;
        }
        steps.push(({ x, rows, nRows, stride }) => kernels.encodeNumbers(x, nBase, rows, nRows, source, count, out, stride, at));
        break;
      }
      case 'pieces': {
        const { edges } = segment;
        const edgesAt = arena.take(edges.byteLength);
        new Float32Array(kernels.memory.buffer, edgesAt, edges.length).set(edges);
        steps.push(({ x, rows, nRows, stride }) => kernels.encodePieces(x, nBase, rows, nRows, source, edgesAt, edges.length, out, stride, at));
        break;
      }
      case 'one-hot': {
        const { levels } = segment;
        steps.push(({ x, rows, nRows, stride }) => kernels.encodeOneHot(x, nBase, rows, nRows, source, levels, out, stride, at));
        break;
      }
      case 'embedding': {
        const { levels, width } = segment;
        const table = tables[s] ?? 0;
        from = Math.min(from, at >> 2);
        to = Math.max(to, fill4(at + width) / 4);
        steps.push(({ x, rows, nRows, stride }, parameters) => kernels.encodeEmbedding(x, nBase, rows, nRows, source, levels, parameters + table, width, out, stride, at));
        backward.push(({ x, rows, nRows, stride }, gradients) => {
          kernels.clear(gradients + table, (levels + 1) * width * 4);
          kernels.embeddingGradient(x, nBase, rows, nRows, source, levels, gradients + table, width, byInputs, stride, at);
        });
      }
    }
  }
  let byInputs = 0;
  return {
    out,
    embedded: to > 0 ? { from, to } : null,
    encode(batch, parameters) {
      kernels.clear(out, panels * batch.stride);
      for (const step of steps) step(batch, parameters);
    },
    backward(batch, gradients, derivative) {
      byInputs = derivative;
      for (const step of backward) step(batch, gradients);
    },
  };
}
