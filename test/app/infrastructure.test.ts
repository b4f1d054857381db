import { describe, expect, it } from 'vitest';
import { backendChoices, backendRows, infrastructureHeading, machineFacts, storageFacts } from '../../src/app/infrastructure.ts';
import { raceViews, shapeInWords } from '../../src/app/infrastructure-race.ts';
import { plainText } from '../../src/app/model-phrases.ts';
import { infrastructure, racedMachine, softwareOnly } from '../ui/fixtures/states.ts';

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

describe('the backends on nets of the data', () => {
  const [tabm, realmlp] = racedMachine.races;

  it('stand side by side, with the one that is used and why another was not timed', () => {
    const [view, other] = raceViews(racedMachine);
    expect(view.title).toBe('Which is fastest on your own data?');
    expect(view.reading).toBe('412 inputs, two hidden layers of 512, two outputs, 32 members, 256 rows a batch. WebGPU is 61 times as fast as WASM.');
    expect(view.rows.map(({ name, stepMs, chosen, detail }) => [name, stepMs, chosen, detail])).toEqual([
      ['WebGPU', '6.4', true, ''],
      ['WASM', '392', false, ''],
      ['CPU', '–', false, 'Not timed: a step takes more than two seconds'],
    ]);
    expect(view.rows.map(({ speed }) => speed)).toEqual([1, 6.412 / 391.7, null]);
    expect(other.reading).toBe('98 inputs, three hidden layers of 256, two outputs, 256 rows a batch. WebGPU is 2.7 times as fast as WASM.');
    expect(view.table.rows[1]).toEqual(['WASM', 'SIMD in WebAssembly', '391.7', '', '']);
  });

  it('go by what the user set', () => {
    const [view] = raceViews({ ...racedMachine, override: 'wasm' });
    expect(view.reading).toMatch(/ You set WASM in its place\.$/);
    expect(view.rows.map(({ chosen }) => chosen)).toEqual([false, true, false]);
  });

  it('are those of the run where there was none since', () => {
    expect(raceViews(infrastructure, [realmlp]).map(({ rows }) => rows[0].stepMs)).toEqual(['0.9']);
    expect(raceViews(racedMachine, [realmlp])).toHaveLength(2);
    expect(raceViews(infrastructure)).toEqual([]);
  });

  it('may be as fast as one another, or not be timed at all', () => {
    const none = tabm.results.map((result) => ({ ...result, stepMs: null }));
    const readings = [none, none.map((result, at) => (at < 2 ? { ...result, stepMs: 1 + at / 100 } : result)), none.map((result, at) => (at === 1 ? { ...result, stepMs: 0.5 } : result))].map((results) => raceViews({ races: [{ ...tabm, results }], override: 'auto' })[0].reading.split('. ')[1]);
    expect(readings).toEqual(['None could be timed.', 'WebGPU and WASM are about as fast.', 'WASM alone could be timed, at 0.5 ms a step.']);
  });

  it('decide what the headline compares', () => {
    expect(plainText(infrastructureHeading(racedMachine).phrases)).toBe('Nets train on WebGPU here, 61 times as fast as WASM. This machine has 8 cores.');
  });

  it('are of a shape that is said in words', () => {
    expect(shapeInWords({ inputs: 1, hidden: [], outputs: 1, members: 1, batchSize: 32 })).toBe('one input, no hidden layer, one output, 32 rows a batch');
    expect(shapeInWords({ inputs: 5, hidden: [64, 32, 16], outputs: 3, members: 2, batchSize: 32 })).toContain('hidden layers of 64, 32 and 16');
  });
});
