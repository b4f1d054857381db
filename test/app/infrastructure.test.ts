import { describe, expect, it } from 'vitest';
import { backendChoices, backendRows, infrastructureHeading, machineFacts, storageFacts } from '../../src/app/infrastructure.ts';
import { plainText } from '../../src/app/model-phrases.ts';
import { infrastructure, softwareOnly } from '../ui/fixtures/states.ts';

describe('what the machine offers', () => {
  it('compares the backend used with the next fastest', () => {
    expect(plainText(infrastructureHeading(infrastructure).phrases)).toBe('Nets train on WebGPU here, 1.5 times as fast as WASM. This machine has 8 cores.');
  });

  it('admits that another backend is faster, where the user chose a slow one', () => {
    expect(plainText(infrastructureHeading({ ...infrastructure, chosen: 'cpu', cores: 1 }).phrases)).toBe('Nets train on CPU here, though WebGPU is 4.5 times as fast. This machine has one core.');
  });

  it('compares nothing where nothing was measured', () => {
    const backends = infrastructure.backends.map((report) => ({ ...report, stepMs: null }));
    expect(plainText(infrastructureHeading({ ...infrastructure, backends }).phrases)).toMatch(/^Nets train on WebGPU here\./);
    expect(backendRows({ ...infrastructure, backends })[0]).toMatchObject({ speed: null, stepMs: '–' });
  });

  it('marks a software adapter, a failed self-test and what is used', () => {
    const rows = backendRows(softwareOnly);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'failed']);
    expect(rows[0].chips).toEqual([{ text: 'software', tone: 'warn' }]);
    expect(rows[1].chips).toEqual([{ text: 'used for nets', tone: 'accent' }]);
  });

  it('offers no backend that failed', () => {
    expect(backendChoices(softwareOnly).map(({ value, disabled }) => [value, disabled])).toEqual([['auto', false], ['webgpu', false], ['wasm', false], ['cpu', true]]);
  });

  it('says what the browser does not tell', () => {
    expect(machineFacts(softwareOnly)[1].value).toBe('not told');
    expect(storageFacts(softwareOnly)).toEqual([{ label: 'Stored', value: 'not told' }]);
    expect(storageFacts(infrastructure).map(({ value }) => value)).toEqual(['18 MB', '9.6 GB', '0.2%', 'yes, granted']);
  });
});
