import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend, probeBackends } from '../../../src/engine/backends.ts';
import type { BackendReport } from '../../../src/engine/backend-report.ts';

describe('the backends of this browser', () => {
  let reports: BackendReport[];
  beforeAll(async () => {
    reports = await probeBackends();
    console.info(
      reports
        .map(({ id, adapter, selfTest, stepMs }) => `${id} ${adapter} ${selfTest} ${stepMs?.toFixed(2)} ms`)
        .join('; '),
    );
  });
  const of = (id: string) => reports.find((report) => report.id === id)!;

  it('are WebGPU, WASM and CPU, each tested and timed', () => {
    expect(reports.map(({ id }) => id)).toEqual(['webgpu', 'wasm', 'cpu']);
    for (const report of reports) {
      expect(report).toMatchObject({ available: true, selfTest: 'passed' });
      expect(report.stepMs).toBeGreaterThan(0);
    }
  });

  it('recognise an adapter in software, and prefer WASM to it', () => {
    expect(of('webgpu')).toMatchObject({ adapter: 'SwiftShader (software)', software: true });
    expect(of('wasm')).toMatchObject({ adapter: null, software: false });
    const { chosen, reason } = chooseBackend(reports);
    expect(chosen).toBe('wasm');
    expect(reason).toContain('SwiftShader (software) computes on the CPU');
  });
});
