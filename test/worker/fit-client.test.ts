import * as Comlink from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Cancelled, uncontrolled, type NetView } from '../../src/core/math/control.ts';
import type { FitJob, FitOutcome } from '../../src/core/training/run.ts';
import { FitClient } from '../../src/worker/fit-client.ts';
import type { FitApi } from '../../src/worker/fit-protocol.ts';

/** A worker that hears everything and answers nothing. */
class SilentWorker extends EventTarget {
  static readonly all: SilentWorker[] = [];
  ended = false;
  constructor() {
    super();
    SilentWorker.all.push(this);
  }
  readonly heard: string[] = [];
  postMessage({ path }: { readonly path?: readonly string[] }): void {
    this.heard.push(path?.join('.') ?? '');
  }
  terminate(): void {
    this.ended = true;
  }
}

const job = {} as FitJob;
const crash = () => SilentWorker.all.at(-1)!.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));

describe('the client of the fit worker', () => {
  afterEach(() => {
    SilentWorker.all.length = 0;
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it.each(['probe', 'predict', 'fit'] as const)('says so where the worker dies during %s, and starts another', async (call) => {
    vi.stubGlobal('Worker', SilentWorker);
    const client = new FitClient();
    const ask = () => ({ probe: () => client.probe(true), predict: () => client.predict({} as never, {} as never, 'auto'), fit: () => client.fit(job, uncontrolled) })[call]();
    const answer = ask();
    crash();
    await expect(answer).rejects.toThrow(/^FitWorkerFailed: .*out of memory.*try again$/);
    expect(SilentWorker.all[0].ended).toBe(true);
    const next = ask();
    expect(SilentWorker.all).toHaveLength(2);
    crash();
    await expect(next).rejects.toThrow('FitWorkerFailed');
  });

  it('has a fit show its net to who looks, and to nobody where none does', async () => {
    const view: NetView = { step: 2, layers: [], projection: { x: Float32Array.of(1), y: Float32Array.of(2), targets: Float32Array.of(0), explained: 0.5 } };
    const { port1, port2 } = new MessageChannel();
    const looked: (number | null)[] = [];
    const fit: FitApi['fit'] = async (_jobs, _onProgress, onLook, lookedAt) => {
      looked.push(lookedAt);
      await onLook?.(lookedAt ?? 0, view);
      return [{ outcome: { note: 'diverged' } as FitOutcome }];
    };
    Comlink.expose({ fit }, port2);
    vi.stubGlobal('Worker', function () {
      return Object.assign(port1, { terminate: () => undefined });
    });
    const client = new FitClient();
    const seen: NetView[] = [];
    expect(await client.fit(job, { ...uncontrolled, look: (one) => seen.push(one) })).toMatchObject({ note: 'diverged' });
    await client.fit(job, uncontrolled);
    expect(seen).toEqual([view]);
    expect(looked).toEqual([0, null]);
    port1.close();
    port2.close();
  });

  it('tells each of several fits what is its own, and how each ended', async () => {
    const { port1, port2 } = new MessageChannel();
    const stopped: number[] = [];
    let allHeard = () => {};
    const heard = new Promise<void>((resolve) => (allHeard = resolve));
    const fit: FitApi['fit'] = async (jobs, onProgress) => {
      await Promise.all(jobs.map((_, i) => onProgress(i, i / 10, null, null)));
      await heard;
      return [{ outcome: { note: 'well' } as FitOutcome }, { error: { name: 'Error', message: 'OutOfMemory: no room' } }, { error: { name: 'Cancelled', message: 'Cancelled' } }];
    };
    Comlink.expose({ fit, cancel: async (i: number) => (stopped.push(i), allHeard()) }, port2);
    vi.stubGlobal('Worker', function () {
      return Object.assign(port1, { terminate: () => undefined });
    });
    const told: (readonly [number, number])[] = [];
    const controls = [0, 1, 2].map((i) => ({ ...uncontrolled, cancelled: () => i === 2, progress: (fraction: number) => void told.push([i, fraction]) }));
    const ends = await new FitClient().fitTogether([job, job, job], controls);
    expect(ends).toMatchObject([{ status: 'fulfilled', value: { note: 'well' } }, { reason: new Error('OutOfMemory: no room') }, { reason: expect.any(Cancelled) as unknown }]);
    expect(told).toEqual([[0, 0], [1, 0.1], [2, 0.2]]);
    expect(stopped).toEqual([2]);
    port1.close();
    port2.close();
  });

  it('ends a fit that does not hear that it is cancelled', async () => {
    vi.stubGlobal('Worker', SilentWorker);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const client = new FitClient();
    let cancelled = false;
    const fit = client.fit(job, { ...uncontrolled, cancelled: () => cancelled });
    cancelled = true;
    const refused = expect(fit).rejects.toThrow('Cancelled');
    await vi.advanceTimersByTimeAsync(3500);
    await refused;
    expect(SilentWorker.all[0].ended).toBe(true);
  });

  it('sends no fit that is cancelled before it begins', async () => {
    vi.stubGlobal('Worker', SilentWorker);
    await expect(new FitClient().fit(job, { ...uncontrolled, cancelled: () => true })).rejects.toThrow('Cancelled');
    expect(SilentWorker.all).toHaveLength(0);
  });

  it('has a fit wait that begins while the job is paused, and go on with it', async () => {
    vi.stubGlobal('Worker', SilentWorker);
    const client = new FitClient();
    client.hear('paused');
    const fit = client.fit(job, uncontrolled);
    client.hear('resumed');
    expect(SilentWorker.all[0].heard).toEqual(['fit', 'pause', 'resume']);
    crash();
    await expect(fit).rejects.toThrow('FitWorkerFailed');
  });
});
