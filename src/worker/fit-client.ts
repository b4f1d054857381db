import * as Comlink from 'comlink';
import { Cancelled, type Control, type NetView } from '../core/math/control.ts';
import type { BackendRace, Executor, FitJob, FitOutcome, RaceShape } from '../core/training/run.ts';
import { FitWorkerFailed } from './errors.ts';
import type { FitApi, FitEnd } from './fit-protocol.ts';

/** How long a fit may take to notice a stop before its worker is ended. */
const stopGraceMs = 3000;

const isCancelled = (error: unknown) => error instanceof Error && error.name === 'Cancelled';

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

  /** Throws Cancelled, FitWorkerFailed and what the fit threw. */
  async fit(job: FitJob, control: Control, softLimitMs?: number): Promise<FitOutcome> {
    const [settled] = await this.fitTogether([job], [control], softLimitMs);
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  }

  /** Has the stop of each control reach its fit, and ends the worker where all are stopped and none notices. */
  #watch(controls: readonly Control[]): () => void {
    const stopped = new Set<number>();
    let lastAt = Infinity;
    const timer = setInterval(() => {
      controls.forEach((control, i) => {
        if (stopped.has(i) || !control.cancelled()) return;
        stopped.add(i);
        lastAt = performance.now();
        void this.#api?.cancel(i);
      });
      if (stopped.size === controls.length && performance.now() - lastAt > stopGraceMs) this.#end(new Cancelled());
    }, 50);
    return () => clearInterval(timer);
  }

  async fitTogether(jobs: readonly FitJob[], controls: readonly Control[], softLimitMs?: number): Promise<PromiseSettledResult<FitOutcome>[]> {
    const failed = (control: Control, error: unknown): PromiseRejectedResult => ({ status: 'rejected', reason: control.cancelled() || isCancelled(error) ? new Cancelled() : error });
    if (controls.every((control) => control.cancelled())) return controls.map((control) => failed(control, null));
    const stopWatching = this.#watch(controls);
    try {
      const ends = await this.#ask((api) => {
        const outcomes = this.#begin(api, jobs, controls, softLimitMs);
        if (this.#paused) void api.pause();
        return outcomes;
      });
      return ends.map((end, i) => ('outcome' in end ? { status: 'fulfilled', value: end.outcome } : failed(controls[i], Object.assign(new Error(end.error.message), { name: end.error.name }))));
    } catch (error) {
      return controls.map((control) => failed(control, error));
    } finally {
      stopWatching();
    }
  }

  #begin(api: Comlink.Remote<FitApi>, jobs: readonly FitJob[], controls: readonly Control[], softLimitMs: number | undefined): Promise<FitEnd[]> {
    const onProgress = Comlink.proxy((job: number, fraction: number, note: string | null, point: Parameters<Control['progress']>[2] | null) => controls[job].progress(fraction, note ?? undefined, point ?? undefined));
    const lookedAt = controls.findIndex(({ look }) => look !== undefined);
    const onLook = lookedAt < 0 ? null : Comlink.proxy((job: number, view: NetView) => controls[job].look?.(view));
    return api.fit(jobs, onProgress, onLook, lookedAt < 0 ? null : lookedAt, softLimitMs ?? null);
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
