import { afterEach, describe, expect, it, vi } from 'vitest';
import { uncontrolled } from '../../src/core/math/control.ts';
import type { FitJob } from '../../src/core/training/run.ts';
import { FitClient } from '../../src/worker/fit-client.ts';

/** A worker that hears everything and answers nothing. */
class SilentWorker extends EventTarget {
  static readonly all: SilentWorker[] = [];
  ended = false;
  constructor() {
    super();
    SilentWorker.all.push(this);
  }
  postMessage(): void {}
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

  it('ends a fit that does not hear that it is cancelled', async () => {
    vi.stubGlobal('Worker', SilentWorker);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const client = new FitClient();
    const fit = client.fit(job, { ...uncontrolled, cancelled: () => true });
    const refused = expect(fit).rejects.toThrow('Cancelled');
    await vi.advanceTimersByTimeAsync(3500);
    await refused;
    expect(SilentWorker.all[0].ended).toBe(true);
  });
});
