import * as Comlink from 'comlink';
import { Cancelled, type Control, type NetView } from '../core/math/control.ts';
import type { BackendRace, Executor, FitJob, FitOutcome, RaceShape } from '../core/training/run.ts';
import { FitWorkerFailed } from './errors.ts';
import type { FitApi } from './fit-protocol.ts';

/** How long a fit may take to notice a stop before its worker is ended. */
const stopGraceMs = 3000;

/**
 * One fit worker, seen from the studio worker. A fit that does not end within the grace time is ended with its worker, and the next
 * call starts a new one. Where the worker stops by itself, whoever waits for it learns so.
 */
export class FitClient implements Omit<Executor, 'slots'> {
  #worker: Worker | null = null;
  #api: Comlink.Remote<FitApi> | null = null;
  /** How to end each call that has not been answered. */
  readonly #waiting = new Set<(error: Error) => void>();
  /** A fit that begins while the job is paused is to wait too. */
  #paused = false;

  #connect(): Comlink.Remote<FitApi> {
    if (!this.#api) {
      const worker = new Worker(new URL('./fit.worker.ts', import.meta.url), { type: 'module', name: 'fit' });
      const failed = (detail: string) => {
        if (this.#worker === worker) this.#end(new FitWorkerFailed(detail));
      };
      worker.addEventListener('error', (event) => failed(event.message));
      worker.addEventListener('messageerror', () => failed('its answer could not be read'));
      this.#worker = worker;
      this.#api = Comlink.wrap<FitApi>(worker);
    }
    return this.#api;
  }

  #end(reason: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#api = null;
    for (const end of this.#waiting) end(reason);
    this.#waiting.clear();
  }

  /** The worker's answer; throws FitWorkerFailed where it stops for good before it answers. */
  async #ask<T>(call: (api: Comlink.Remote<FitApi>) => Promise<T>): Promise<T> {
    const api = this.#connect();
    return new Promise<T>((resolve, reject) => {
      this.#waiting.add(reject);
      call(api)
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(reject));
    });
  }

  /** Has a pause and its end reach the fit that is going on; a stop is seen by `fit` itself. */
  hear(state: 'paused' | 'resumed' | 'stopped'): void {
    this.#paused = state === 'paused';
    if (state === 'paused') void this.#api?.pause();
    else void this.#api?.resume();
  }

  async fit(job: FitJob, control: Control, softLimitMs?: number): Promise<FitOutcome> {
    if (control.cancelled()) throw new Cancelled();
    let cancelledAt: number | null = null;
    const watch = setInterval(() => {
      if (!control.cancelled()) return;
      if (cancelledAt === null) {
        cancelledAt = performance.now();
        void this.#api?.cancel();
      } else if (performance.now() - cancelledAt > stopGraceMs) {
        this.#end(new Cancelled());
      }
    }, 50);
    try {
      const onProgress = Comlink.proxy((fraction: number, note: string | null, point: Parameters<Control['progress']>[2] | null) =>
        control.progress(fraction, note ?? undefined, point ?? undefined),
      );
      const onLook = control.look ? Comlink.proxy((view: NetView) => control.look?.(view)) : null;
      return await this.#ask((api) => {
        const outcome = api.fit(job, onProgress, onLook, softLimitMs ?? null);
        if (this.#paused) void api.pause();
        return outcome;
      });
    } catch (error) {
      if (control.cancelled() || (error instanceof Error && error.name === 'Cancelled')) throw new Cancelled();
      throw error;
    } finally {
      clearInterval(watch);
    }
  }

  predict(...[model, X, backend]: Parameters<Executor['predict']>): ReturnType<Executor['predict']> {
    return this.#ask(async (api) => api.predict(model, X, backend));
  }

  probe(again: boolean): ReturnType<FitApi['probe']> {
    return this.#ask((api) => api.probe(again));
  }

  race(shape: RaceShape): Promise<BackendRace> {
    return this.#ask((api) => api.race(shape));
  }
}
