import type { NetLayout } from '../core/nets/net-layout.ts';
import { outputsOf, type NetShape } from '../core/nets/net-shape.ts';
import type { Arena } from './arena.ts';
import type { NetExports } from './net-exports.ts';
import { openEncoder } from './net-encoder.ts';
import { openPasses, strideOf } from './net-passes.ts';
import type { PanelLayout } from './net-panels.ts';

/** Rows that are answered at once, so that what is kept of them stays in the cache. */
const rowsAtOnce = 256;

/** Answers rows by parameters that lie in memory at an address. */
export type NetAnswers = (parameters: number, x: Float32Array, nRows: number) => Float32Array;

/** Room to answer rows that lie outside of this memory. */
export function openAnswers(kernels: NetExports, arena: Arena, shape: NetShape, panels: PanelLayout): NetAnswers {
  const { memory } = kernels;
  const { members, nBase } = shape;
  const k = outputsOf(shape);
  const stride = strideOf(rowsAtOnce);
  const encoder = openEncoder(kernels, arena, shape, panels, stride);
  const passes = openPasses(kernels, arena, shape, panels, encoder, stride, false);
  const x = arena.take(rowsAtOnce * nBase * 4);
  const rows = arena.take(rowsAtOnce * 4);
  const answers = arena.take(rowsAtOnce * k * 4);
  new Uint32Array(memory.buffer, rows, rowsAtOnce).forEach((_, i, all) => (all[i] = i));
  return (parameters, allX, nRows) => {
    const all = new Float32Array(nRows * k);
    for (let from = 0; from < nRows; from += rowsAtOnce) {
      const batch = { x, rows, nRows: Math.min(rowsAtOnce, nRows - from), stride };
      new Float32Array(memory.buffer, x, batch.nRows * nBase).set(allX.subarray(from * nBase, (from + batch.nRows) * nBase));
      encoder.encode(batch, parameters);
      kernels.clear(answers, batch.nRows * k * 4);
      for (let member = 0; member < members; member++) {
        const outputs = passes.forward(batch, parameters, member, null);
        kernels.addAnswers(outputs, stride, answers, batch.nRows, k, shape.output === 'classes', 1 / members);
      }
      all.set(new Float32Array(memory.buffer, answers, batch.nRows * k), from * k);
    }
    return all;
  };
}

/** Puts the parameters of a layout where they lie in memory. */
export function writeParameters({ memory }: NetExports, { nNumbers, places }: PanelLayout, at: number, values: Float32Array): void {
  const numbers = new Float32Array(memory.buffer, at, nNumbers);
  for (let i = 0; i < places.length; i++) numbers[places[i]] = values[i];
}

/** Reads them back. */
export function readParameters({ memory }: NetExports, { nParameters }: NetLayout, { nNumbers, places }: PanelLayout, at: number): Float32Array {
  const numbers = new Float32Array(memory.buffer, at, nNumbers);
  const values = new Float32Array(nParameters);
  for (let i = 0; i < nParameters; i++) values[i] = numbers[places[i]];
  return values;
}
