import { describe, expect, test } from 'vitest';
import type { DesignMatrix } from '../../../src/core/matrix/matrix.ts';
import type { TargetValues } from '../../../src/core/metrics/predictions.ts';
import { isRaced, raceKey, raceShape } from '../../../src/core/training/race-shape.ts';

const feature = (name: string, levels: number | null) => ({ name, source: name, kind: levels === null ? ('numeric' as const) : ('categorical' as const), levels: levels === null ? null : Array.from({ length: levels }, (_, at) => `level ${at}`) });
const X: DesignMatrix = { nRows: 20_000, features: [feature('age', null), feature('hours', null), feature('plan', 4), feature('town', 300)], values: new Float32Array() };
const classes: TargetValues = { kind: 'classes', classes: ['a', 'b', 'c'], codes: new Int32Array() };
const numbers: TargetValues = { kind: 'number', values: new Float64Array() };

describe('the shape that backends are compared on', () => {
  test('is that of the problem and of the settings', () => {
    expect(raceShape('realmlp', {}, { X, y: classes })).toEqual({ inputs: 2 + 4 + 8, hidden: [256, 256, 256], outputs: 3, members: 1, batchSize: 256 });
    expect(raceShape('tabm', { hiddenLayers: 1, hiddenUnits: 64, members: 8, batchSize: 100 }, { X, y: numbers })).toEqual({ inputs: 2 * 16 + 4 + 8, hidden: [64], outputs: 1, members: 8, batchSize: 100 });
  });

  test('has inputs where there is no feature, and a batch where there are few rows', () => {
    expect(raceShape('realmlp', {}, { X: { ...X, nRows: 3, features: [] }, y: numbers })).toMatchObject({ inputs: 1, batchSize: 32 });
  });

  test('speaks for nets about as large, and for no others', () => {
    const of = (params: Record<string, number>) => raceKey(raceShape('tabm', params, { X, y: classes }));
    expect(of({ hiddenUnits: 500 })).toBe(of({ hiddenUnits: 512 }));
    expect(of({ hiddenUnits: 64 })).not.toBe(of({ hiddenUnits: 512 }));
    expect(raceKey(raceShape('tabm', {}, { X: { ...X, features: X.features.slice(1) }, y: classes }))).not.toBe(of({}));
  });

  test('is wanted of the nets that are trained by our own steps', () => {
    expect(['realmlp', 'tabm', 'mlp', 'boosting', 'toString'].filter((learner) => isRaced(learner as 'mlp'))).toEqual(['realmlp', 'tabm']);
  });
});
