import { afterEach, describe, expect, it, vi } from 'vitest';
import { uncontrolled } from '../../src/core/math/control.ts';
import type { DesignMatrix } from '../../src/core/matrix/matrix.ts';
import type { BackendRace, FitJob, FitOutcome, RaceShape } from '../../src/core/training/run.ts';
import type { FitClient } from '../../src/worker/fit-client.ts';
import { FitPool, slotsFor } from '../../src/worker/fit-pool.ts';

const X: DesignMatrix = { nRows: 2, features: [], values: Float32Array.of(1, 2) };

/** Clients whose fits end when they are told to. */
function pool(slots: number, chosen: 'webgpu' | 'wasm' = 'wasm') {
  const fits: { client: number; job: FitJob; end: (backend?: FitOutcome['backend']) => void; fail: (error: Error) => void }[] = [];
  const heard: string[] = [];
  const handed: string[] = [];
  let probes = 0;
  const raced: RaceShape[] = [];
  let made = 0;
  const create = () => {
    const client = made++;
    return {
      fit: (job: FitJob) =>
        new Promise<FitOutcome>((resolve, reject) => {
          fits.push({ client, job, end: (backend = job.backend as FitOutcome['backend']) => resolve({ adapter: null, backend } as FitOutcome), fail: reject });
        }),
      fitTogether: async (jobs: readonly FitJob[]) => {
        handed.push(`${client}: ${jobs.map(({ backend }) => backend).join(' ')}`);
        return [{ status: 'fulfilled', value: { adapter: null, backend: 'webgpu' } as FitOutcome }, { status: 'rejected', reason: new Error('lost') }];
      },
      predict: async () => ({ kind: 'number', values: Float64Array.of(client) }),
      probe: async () => {
        probes++;
        return { chosen, reason: '', backends: [{ id: chosen, adapter: 'an adapter' }] };
      },
      race: async (shape: RaceShape): Promise<BackendRace> => {
        raced.push(shape);
        if (shape.members === 13) throw new Error('no luck');
        return { ...shape, results: [], chosen: 'webgpu', reason: '' };
      },
      hear: (state: string) => heard.push(`${client} ${state}`),
    } as unknown as FitClient;
  };
  return { pool: new FitPool(slots, create), fits, heard, handed, raced, probes: () => probes };
}

const y = { kind: 'number', values: Float64Array.of(0, 1) };
const job = (learner: FitJob['learner'], params: FitJob['params'] = {}) => ({ learner, backend: 'auto', params, seed: 0, train: { X, y }, predictOn: [X] }) as unknown as FitJob;
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the pool of fit workers', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('has as many slots as the machine has cores, one at least, eight at most', () => {
    expect([slotsFor(1), slotsFor(4), slotsFor(64), slotsFor(undefined)]).toEqual([1, 4, 8, 1]);
  });

  it('fits as much at once as it has workers, and the rest in turn', async () => {
    const { pool: two, fits } = pool(2);
    const all = [0, 1, 2].map(() => two.fit(job('boosting'), uncontrolled));
    await settle();
    expect(fits.map(({ client }) => client)).toEqual([0, 1]);
    fits[1].end();
    await all[1];
    await settle();
    expect(fits.map(({ client }) => client)).toEqual([0, 1, 1]);
    fits[0].end();
    fits[2].end();
    await Promise.all(all);
  });

  it('gives a long, wide linear model a device, and no other', async () => {
    const { pool: one, fits, probes } = pool(1, 'webgpu');
    const features = Array.from({ length: 5000 }, (_, j) => ({ name: `x${j}`, source: `x${j}`, kind: 'numeric', levels: null }));
    const large = { ...job('linear'), train: { X: { ...X, nRows: 5000, features }, y } } as unknown as FitJob;
    const small = one.fit(job('linear'), uncontrolled);
    await settle();
    expect([probes(), fits[0].job.backend]).toEqual([0, 'auto']);
    fits[0].end();
    await small;
    const wide = one.fit(large, uncontrolled);
    await settle();
    expect([probes(), fits[1].job.backend]).toEqual([1, 'webgpu']);
    fits[1].end();
    expect((await wide).adapter).toBe('an adapter');
    const inCore = one.fit(large, uncontrolled);
    await settle();
    fits[2].end('js');
    expect((await inCore).adapter).toBeNull();
  });

  it('gives a worker back after a failure', async () => {
    const { pool: one, fits } = pool(1);
    const failing = one.fit(job('boosting'), uncontrolled);
    await settle();
    fits[0].fail(new Error('OutOfMemory'));
    await expect(failing).rejects.toThrow('OutOfMemory');
    const next = one.fit(job('boosting'), uncontrolled);
    await settle();
    fits[1].end();
    await next;
  });

  it('measures once where nets are to be trained, and tells each worker', async () => {
    const { pool: two, fits, probes } = pool(2);
    const all = [two.fit(job('mlp'), uncontrolled), two.fit(job('mlp'), uncontrolled)];
    await settle();
    expect(fits.map(({ job: { backend } }) => backend)).toEqual(['wasm', 'wasm']);
    for (const { end } of fits) end();
    expect(await all[0]).toMatchObject({ adapter: 'an adapter', backend: 'wasm' });
    await all[1];
    expect(probes()).toBe(1);
    await two.probe(true);
    expect(probes()).toBe(2);
  });

  it('compares the backends once for nets of a size, while they are readied or by the first fit, and again where the machine is measured again', async () => {
    const { pool: two, fits, raced } = pool(2);
    const told: string[] = [];
    two.onRace = ({ chosen }) => told.push(chosen);
    const one = job('realmlp');
    expect(await two.prepare(one, async () => one.train)).toBe(16);
    expect(raced).toMatchObject([{ inputs: 1, hidden: [256, 256, 256], outputs: 1, members: 1 }]);
    const all = [two.fit(one, uncontrolled), two.fit(job('realmlp', { hiddenUnits: 250 }), uncontrolled)];
    await settle();
    fits[0].end();
    await settle();
    fits[1].end();
    await Promise.all(all);
    expect(fits.map(({ job: { backend } }) => backend)).toEqual(['webgpu', 'webgpu']);
    expect([raced.length, two.races.length, told.length]).toEqual([1, 1, 3]);
    void two.fit(job('tabm'), uncontrolled);
    await settle();
    expect(raced[1]).toMatchObject({ members: 32 });
    expect(two.races.map(({ members }) => members)).toEqual([32, 1]);
    await two.probe(true);
    expect(two.races).toEqual([]);
    fits[2].end();
  });

  it('compares nothing where the backend is set or the learner is timed otherwise, and goes by the machine where it fails', async () => {
    const { pool: one, fits, raced } = pool(1);
    const set = { ...job('realmlp'), backend: 'cpu' as const };
    const all = [set, job('mlp'), job('tabm', { members: 13 })].map((each) => one.fit(each, uncontrolled));
    for (let nth = 0; nth < 3; nth++) {
      await settle();
      fits[nth].end();
    }
    await Promise.all(all);
    expect(new Set(fits.map(({ job: { learner, backend } }) => `${learner} ${backend}`))).toEqual(new Set(['realmlp cpu', 'mlp wasm', 'tabm wasm']));
    expect([raced.length, one.races.length]).toEqual([1, 0]);
    expect(one.prepare(set, async () => set.train)).toBeNull();
    expect(one.prepare(job('boosting'), async () => set.train)).toBeNull();
  });

  it('has one fit on the GPU at a time, and others beside it', async () => {
    const { pool: two, fits } = pool(2, 'webgpu');
    const all = [two.fit(job('mlp'), uncontrolled), two.fit(job('mlp'), uncontrolled), two.fit(job('linear'), uncontrolled)];
    await settle();
    expect(fits.map(({ job: { learner } }) => learner).sort()).toEqual(['linear', 'mlp']);
    for (const { end } of fits) end();
    await settle();
    fits[2].end();
    await Promise.all(all);
  });

  it('hands folds of one net to one worker for the GPU, and to all workers elsewhere', async () => {
    const onGpu = pool(2, 'webgpu');
    const set = { ...job('realmlp'), backend: 'webgpu' as const };
    expect(await onGpu.pool.prepare(set, async () => set.train)).toBe(16);
    const ends = await onGpu.pool.fitTogether([set, set], [uncontrolled, uncontrolled]);
    expect(onGpu.handed).toEqual(['0: webgpu webgpu']);
    expect(ends).toMatchObject([{ value: { adapter: 'an adapter', backend: 'webgpu' } }, { reason: new Error('lost') }]);

    const onCpu = pool(2, 'wasm');
    const plain = job('mlp');
    expect(await onCpu.pool.prepare(plain, async () => plain.train)).toBe(1);
    const both = onCpu.pool.fitTogether([plain, plain], [uncontrolled, uncontrolled]);
    await settle();
    expect(onCpu.fits.map(({ client }) => client)).toEqual([0, 1]);
    onCpu.fits[0].end();
    onCpu.fits[1].fail(new Error('OutOfMemory'));
    expect(await both).toMatchObject([{ status: 'fulfilled' }, { reason: new Error('OutOfMemory') }]);
    expect(onCpu.handed).toEqual([]);
  });

  it('has pauses reach every worker', () => {
    const { pool: two, heard } = pool(2);
    const control = { onChange: null as ((state: string) => void) | null };
    two.attach(control as never);
    control.onChange?.('paused');
    expect(heard).toEqual(['0 paused', '1 paused']);
  });

  it('copies a matrix once into memory that all read, where that can be had', async () => {
    const plain = pool(1);
    void plain.pool.fit(job('boosting'), uncontrolled);
    await settle();
    expect(plain.fits[0].job.train.X.values).toBe(X.values);
    vi.stubGlobal('crossOriginIsolated', true);
    const { pool: two, fits } = pool(2);
    void two.fit(job('boosting'), uncontrolled);
    void two.fit(job('forest'), uncontrolled);
    await settle();
    const [first, second] = fits.map(({ job: { train } }) => train.X.values);
    expect(first.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(second).toBe(first);
    expect([...first]).toEqual([1, 2]);
    expect(fits[0].job.predictOn[0].values).toBe(first);
  });
});
