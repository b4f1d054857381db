import type { NetLayout } from '../../core/nets/net-layout.ts';
import { segmentWidth, type NetShape } from '../../core/nets/net-shape.ts';

/** One input of the first layer, as the device makes it of a prepared row; see `encodingTable`. */
export const columnStruct = `struct Column { kind: u32, source: u32, at: u32, levels: u32, width: u32, ends: u32, low: f32, high: f32 }`;
export const columnWords = 8;

export const columnKinds = { number: 0, pieces: 1, 'one-hot': 2, embedding: 3 } as const;

/**
 * The table of a net's encoded inputs, one after another: `at` is the level of a one-hot input, or where an embedding's numbers for it
 * begin in the parameters, those of the net being from `from` on; `ends` has bit 1 for a first stretch, bit 2 for a last one.
 */
export function encodingTable({ segments, nEncoded }: NetShape, { tables }: NetLayout, from = 0): ArrayBuffer {
  const table = new ArrayBuffer(Math.max(1, nEncoded) * columnWords * 4);
  const words = new Uint32Array(table);
  const floats = new Float32Array(table);
  segments.forEach((segment, s) => {
    const width = segmentWidth(segment);
    for (let j = 0; j < width; j++) {
      const to = (segment.at + j) * columnWords;
      words.set([columnKinds[segment.kind], segment.source, j, 0, width, 0], to);
      if (segment.kind === 'pieces') {
        words[to + 5] = (j === 0 ? 1 : 0) + (j === width - 1 ? 2 : 0);
        floats.set(segment.edges.subarray(j, j + 2), to + 6);
      }
      if (segment.kind === 'embedding') {
        words[to + 2] = from + (tables[s] ?? 0) + j;
        words[to + 3] = segment.levels;
      }
    }
  });
  return table;
}
