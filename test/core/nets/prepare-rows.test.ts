import { describe, expect, it } from 'vitest';
import type { DesignMatrix } from '../../../src/core/matrix/matrix.ts';
import { planNet, type NetDesign } from '../../../src/core/nets/net-plan.ts';
import { fitPreparation, prepareRows } from '../../../src/core/nets/prepare-rows.ts';

const number = (name: string) => ({ name, source: name, kind: 'numeric' as const, levels: null });
const category = (name: string, n: number) => ({ name, source: name, kind: 'categorical' as const, levels: Array.from({ length: n }, (_, i) => `level ${i}`) });

const X: DesignMatrix = {
  nRows: 5,
  features: [number('a'), number('gaps'), number('same'), category('c', 3)],
  values: Float32Array.of(1, 2, 7, 0, 2, NaN, 7, 1, 3, 4, 7, 2, 4, NaN, 7, NaN, 5, 6, 7, 0),
};

describe('rows prepared for a net', () => {
  const columns = fitPreparation(X);

  it('are centred at the median and scaled by the quartiles; gaps have a column of their own', () => {
    expect(columns).toEqual([
      { kind: 'number', feature: 0, centre: 3, scale: 1 / 2, squeezed: true },
      { kind: 'number', feature: 1, centre: 4, scale: 1 / 2, squeezed: true },
      { kind: 'missing', feature: 1 },
      { kind: 'number', feature: 2, centre: 7, scale: 0, squeezed: true },
      { kind: 'code', feature: 3, levels: 3 },
    ]);
  });

  it('hold squeezed numbers, 0 for a gap, and -1 for a category that is missing or unknown', () => {
    const squeezed = (z: number) => expect.closeTo(z / Math.sqrt(1 + z * z / 9), 6);
    const rows = prepareRows(columns, X);
    expect([...rows.subarray(0, 5)]).toEqual([squeezed(-1), squeezed(-1), 0, 0, 0]);
    expect([...rows.subarray(15, 20)]).toEqual([squeezed(0.5), 0, 1, 0, -1]);
    expect(prepareRows(columns, { ...X, nRows: 1, values: Float32Array.of(1, 2, 7, 9) })[4]).toBe(-1);
  });

  it('keep an infinite or enormous number at the edge', () => {
    const far = prepareRows(columns, { ...X, nRows: 3, values: Float32Array.of(Infinity, 0, 7, 0, -Infinity, 0, Infinity, 0, 3e38, 0, -3e38, 0) });
    expect([far[0], far[5], far[10]]).toEqual([3, -3, expect.closeTo(3, 5)]);
    expect([...far].every(Number.isFinite)).toBe(true);
  });

  it('are the same whatever the other rows are', () => {
    const last = prepareRows(columns, { ...X, nRows: 1, values: X.values.slice(16) });
    expect([...last]).toEqual([...prepareRows(columns, X).subarray(20)]);
  });
});

describe('the plan of a net', () => {
  const design: NetDesign = { kind: 'realmlp', hidden: [8, 8], members: 2, activation: 'selu', dropout: 0, pieces: 4, oneHotLevels: 3 };
  const columns = fitPreparation({ ...X, features: [...X.features.slice(0, 3), category('c', 30)] });
  const x = prepareRows(columns, X);

  it('cuts numbers into pieces of equally many rows, leaves constant ones whole and embeds categories of many levels', () => {
    const { segments, nEncoded, nBase } = planNet(design, columns, x, 5, 2, 'classes');
    expect(segments.map(({ kind, source, at }) => [kind, source, at])).toEqual([
      ['pieces', 0, 0],
      ['pieces', 1, 4],
      ['number', 2, 6],
      ['number', 3, 7],
      ['embedding', 4, 8],
    ]);
    expect([nBase, nEncoded]).toEqual([5, 13]);
    const [first] = segments;
    expect(first.kind === 'pieces' && [...first.edges]).toEqual([0, 1, 2, 3, 4].map((row) => x[row * 5]));
  });

  it('has an input scale where RealMLP has it, and shared weights with scales in TabM', () => {
    const realmlp = planNet(design, columns, x, 5, 2, 'classes').layers;
    expect(realmlp.map(({ weights, inputScale, outputScale, activation }) => [weights, inputScale, outputScale, activation])).toEqual([
      ['own', true, false, 'selu'],
      ['own', false, false, 'selu'],
      ['own', false, false, 'linear'],
    ]);
    const tabm = planNet({ ...design, kind: 'tabm' }, columns, x, 5, 2, 'classes').layers;
    expect(tabm.map(({ weights, inputScale, outputScale }) => [weights, inputScale, outputScale])).toEqual([
      ['shared', true, true],
      ['shared', true, true],
      ['own', false, false],
    ]);
  });
});
