import { describe, expect, it } from 'vitest';
import type { BackendRace } from '../../src/core/training/run.ts';
import { raceVerdict } from '../../src/engine/race-verdict.ts';

const result = (id: 'webgpu' | 'wasm' | 'cpu', stepMs: number | null): BackendRace['results'][number] => ({ id, adapter: null, software: false, stepMs, detail: '' });

describe('the verdict of a race', () => {
  it('is for the fastest, with what each takes', () => {
    expect(raceVerdict([result('webgpu', 0.4321), result('wasm', 1.9), result('cpu', 41.7)])).toEqual({ chosen: 'webgpu', reason: 'WebGPU takes 0.43 ms a step on a net of your data’s size, WASM 1.9 ms and plain JavaScript 42 ms.' });
  });

  it('leaves out what was not timed', () => {
    expect(raceVerdict([result('webgpu', null), result('wasm', 1.9), result('cpu', null)])).toEqual({ chosen: 'wasm', reason: 'WASM takes 1.9 ms a step on a net of your data’s size.' });
  });

  it('falls back on plain JavaScript', () => {
    expect(raceVerdict([result('webgpu', null)]).chosen).toBe('cpu');
  });
});
