import type { NetLayout } from './net-layout.ts';
import type { InputSegment, NetShape } from './net-shape.ts';

/** The code that a prepared cell stands for; `levels` where it is unknown. */
export function codeOf(cell: number, levels: number): number {
  return cell >= 0 && cell < levels ? cell : levels;
}

function encodePieces(x: number, edges: Float32Array, out: Float64Array, at: number): void {
  const last = edges.length - 2;
  for (let t = 0; t <= last; t++) {
    const share = (x - edges[t]) / (edges[t + 1] - edges[t]);
    const low = t > 0 && share < 0 ? 0 : share;
    out[at + t] = t < last && low > 1 ? 1 : low;
  }
}

/** Writes what `segment` makes of the prepared row that begins at `from` in `x`. */
function encodeSegment(segment: InputSegment, table: number | null, parameters: ArrayLike<number>, x: Float32Array, from: number, out: Float64Array, at: number): void {
  const cell = x[from + segment.source];
  switch (segment.kind) {
    case 'number':
      out[at] = cell;
      return;
    case 'pieces':
      encodePieces(cell, segment.edges, out, at);
      return;
    case 'one-hot':
      for (let level = 0; level < segment.levels; level++) out[at + level] = level === cell ? 1 : 0;
      return;
    case 'embedding': {
      const row = (table ?? 0) + codeOf(cell, segment.levels) * segment.width;
      for (let j = 0; j < segment.width; j++) out[at + j] = parameters[row + j];
    }
  }
}

/** The inputs of the first layer for prepared rows `rows` of row-major `x`: row-major rows × nEncoded. */
export function encodeRows(shape: NetShape, layout: NetLayout, parameters: ArrayLike<number>, x: Float32Array, rows: ArrayLike<number>): Float64Array {
  const { nBase, nEncoded, segments } = shape;
  const out = new Float64Array(rows.length * nEncoded);
  for (let i = 0; i < rows.length; i++) {
    segments.forEach((segment, s) => encodeSegment(segment, layout.tables[s], parameters, x, rows[i] * nBase, out, i * nEncoded + segment.at));
  }
  return out;
}
