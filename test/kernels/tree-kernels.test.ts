import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainKernels } from '../../src/core/estimators/tree-kernels-plain.ts';
import {
  binOffsets,
  type SplitLimits,
  type TreeMemory,
  type TreeShape,
} from '../../src/core/estimators/tree-kernels.ts';
import { createRng } from '../../src/core/math/rng.ts';
import { instantiateKernels } from '../../src/kernels/tree-kernels.ts';
import { simdKernels } from '../support/simd-kernels.ts';

const simd = await simdKernels();
const limits: SplitLimits = { l2: 0.5, minHessian: 1e-3, minWeight: 3 };

/** The same rows in both memories: bins, derivatives, scores, and weights where the shape has them. */
function fill(memories: readonly TreeMemory[], { nRows, nBins, hasMissing, stride }: TreeShape, seed: number): void {
  for (const memory of memories) {
    const rng = createRng(seed);
    const { bins, rows, derivatives, scores, weights, upper } = memory;
    for (let row = 0; row < nRows; row++) {
      nBins.forEach((count, f) => (bins[row * nBins.length + f] = rng.int(count + (hasMissing[f] ? 1 : 0))));
      rows[row] = row;
      derivatives[2 * row] = rng.normal();
      derivatives[2 * row + 1] = rng.uniform() / 4;
      if (stride === 3) weights[row] = rng.int(3) / 2;
      upper[row] = rng.int(2);
    }
    for (let i = 0; i < scores.length; i++) scores[i] = 30 * rng.normal();
  }
}

/** Numbers and arrays of numbers as text that differs where a bit does. */
const bytesOf = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    if (ArrayBuffer.isView(part)) return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('base64');
    return Object.is(part, -0) ? '-0' : part;
  });

const shapes = fc.record({
  nRows: fc.integer({ min: 1, max: 300 }),
  features: fc.array(fc.tuple(fc.integer({ min: 1, max: 255 }), fc.boolean()), { minLength: 1, maxLength: 11 }),
  stride: fc.constantFrom(2 as const, 3 as const),
  nOutputs: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer(),
  isWhole: fc.boolean(),
});

describe('the kernels in SIMD give the bits of the plain ones', () => {
  it('in histograms, differences, sums, divisions, partitions and scores', () => {
    fc.assert(
      fc.property(shapes, ({ nRows, features, stride, nOutputs, seed, isWhole }) => {
        const nBins = features.map(([count]) => count);
        const shape: TreeShape = { nRows, nBins, hasMissing: features.map(([, missing]) => missing), stride, nOutputs };
        const memories = [plainKernels, simd].map((kernels) => kernels.open(shape, limits));
        const [plain, fast] = memories;
        fill(memories, shape, seed);
        const both = <T>(act: (memory: TreeMemory) => T) => {
          const seen = act(fast);
          expect(bytesOf(seen)).toBe(bytesOf(act(plain)));
          return seen;
        };
        const columns = Int32Array.from(nBins.keys()).filter((f) => isWhole || f % 3 !== 1);
        memories.forEach((memory) =>
          memory.useColumns(
            columns,
            columns.filter((f) => f % 5 !== 4),
          ),
        );
        const node = both((memory) => memory.sumRows(nRows));
        // Handed out, given back and handed out again: none begins with what was there before.
        both((memory) => {
          memory.giveBack(memory.histogramOf(0, nRows));
          const whole = memory.histogramOf(0, nRows);
          const found = memory.bestNumberSplit(whole, node);
          const goesLeft = new Uint8Array(256).map((_, bin) => (found ? Number(bin <= found.lastLeftBin) : bin % 2));
          const middle = memory.partition(0, nRows, found?.feature ?? columns[0], goesLeft);
          const part = memory.histogramOf(0, middle);
          memory.subtract(whole, part);
          memory.addToScores(0, middle, nOutputs - 1, 0.1);
          return [
            found,
            middle,
            memory.read(whole).slice(),
            memory.read(part).slice(),
            memory.rows.slice(),
            memory.scores.slice(),
          ];
        });
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it.each([1, 2, 1023, 1024, 1025, 2049])('in the log loss of %i rows', (nRows) => {
    const shape: TreeShape = { nRows, nBins: [1], hasMissing: [false], stride: 2, nOutputs: 1 };
    const [plain, fast] = [plainKernels, simd].map((kernels) => kernels.open(shape, limits));
    fill([plain, fast], shape, 5);
    for (const { scores } of [plain, fast]) scores.set([0, -0, 800, -800, 745.14, 37, -1e-300].slice(0, nRows));
    expect(fast.logistic()).toBe(plain.logistic());
    expect(fast.derivatives).toEqual(plain.derivatives);
  });

  it('finds a division that is there', () => {
    const shape: TreeShape = { nRows: 8, nBins: [4], hasMissing: [true], stride: 2, nOutputs: 1 };
    const memory = simd.open(shape, { ...limits, l2: 0 });
    for (let row = 0; row < 8; row++) {
      memory.bins[row] = [0, 1, 2, 3, 0, 1, 4, 4][row];
      memory.rows[row] = row;
      memory.derivatives.set([[1, 1, -1, -1, 1, 1, 1, 1][row], 1], 2 * row);
    }
    memory.useColumns(Int32Array.of(0), Int32Array.of(0));
    const split = memory.bestNumberSplit(memory.histogramOf(0, 8), memory.sumRows(8));
    expect(split).toMatchObject({ feature: 0, lastLeftBin: 1, missingLeft: true, left: { gradient: 6, hessian: 6 } });
    expect(split?.gain).toBeCloseTo(6 + 2 - 2, 12);
  });

  it('keeps views good where memory grows', () => {
    const nBins = Array.from({ length: 400 }, () => 255);
    const shape: TreeShape = { nRows: 4, nBins, hasMissing: nBins.map(() => false), stride: 3, nOutputs: 1 };
    const memory = simd.open(shape, limits);
    memory.scores.set([1, 2, 3, 4]);
    memory.useColumns(Int32Array.from(nBins.keys()), new Int32Array());
    const before = memory.scores.buffer;
    const histograms = Array.from({ length: 30 }, () => memory.histogramOf(0, 4));
    expect(memory.scores.buffer).not.toBe(before);
    expect(Array.from(memory.scores)).toEqual([1, 2, 3, 4]);
    expect(memory.read(histograms[29])).toHaveLength(binOffsets(nBins)[400] * 3);
  });

  it('is absent where the engine refuses the module', async () => {
    expect(await instantiateKernels(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 99))).toBeNull();
  });
});
