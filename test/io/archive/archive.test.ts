import { describe, expect, it } from 'vitest';
import { createProject } from '../../../src/core/project/record.ts';
import { checkProjectRecord, NotAProject } from '../../../src/io/archive/check-project.ts';
import { decodePlain, encodePlain } from '../../../src/io/archive/plain-json.ts';
import { madeUpNet } from '../../support/net-models.ts';
import { categorical, matrixOf, numeric } from '../../support/train-set.ts';

describe('plain JSON', () => {
  it('brings back typed arrays bit for bit, NaN and infinities too', () => {
    const value = {
      rows: new Uint32Array([0, 1, 4294967295]),
      predictions: { values: new Float64Array([NaN, -0, Infinity, 5e-324]), label: 'a' },
      float32: [new Float32Array([0.1])],
      codes: new Int32Array([-1]),
      bytes: new Uint8Array([255]),
      empty: new Float64Array(0),
      lower: NaN,
      none: null,
    };
    expect(decodePlain(encodePlain(value))).toEqual(value);
  });

  it('brings back the state of a net, edges of its inputs and all', () => {
    const X = matrixOf([[1, 0, 2], [2, 3, NaN], [4, 1, 5]], [numeric('a'), categorical('b', 5), numeric('c')]);
    for (const task of ['multiclass', 'regression'] as const) {
      const model = madeUpNet('tabm', task, task === 'regression' ? [] : ['a', 'b', 'c'], X);
      expect(model.state.shape.segments[0]).toMatchObject({ kind: 'pieces', edges: expect.any(Float32Array) as Float32Array });
      expect(decodePlain(encodePlain(model))).toEqual(model);
    }
  });

  it('brings back views on part of a buffer', () => {
    const view = new Float64Array([1, 2, 3, 4]).subarray(1, 3);
    expect(decodePlain(encodePlain({ view }))).toEqual({ view: new Float64Array([2, 3]) });
  });

  it('leaves records of columns with odd names alone', () => {
    const value = { roles: { $number: 'feature' }, kinds: { $array: 'number', bytes: 'category' }, counts: { $number: 3 } };
    expect(decodePlain(encodePlain(value))).toEqual(value);
  });

  it('refuses an array that is spoilt', () => {
    expect(() => decodePlain('{"$array":"u8","bytes":"A!=="}')).toThrow(SyntaxError);
  });

  it('handles arrays longer than one chunk', () => {
    const long = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
    expect(decodePlain(encodePlain({ long }))).toEqual({ long });
  });
});

describe('checkProjectRecord', () => {
  const project = createProject('churn', { id: 'p1', at: '2026-01-01T00:00:00.000Z' });

  it('gives a project back', () => {
    expect(checkProjectRecord(JSON.parse(JSON.stringify(project)))).toEqual(project);
  });

  it.each([
    ['another version', { ...project, schemaVersion: 2 }],
    ['an id that is a path', { ...project, id: '../x' }],
    ['no versions', { ...project, versions: undefined }],
    ['something else', 'text'],
  ])('refuses %s', (_what, value) => {
    expect(() => checkProjectRecord(value)).toThrow(NotAProject);
  });
});
