import * as Comlink from 'comlink';
import { Cancelled, type Control } from '../core/math/control.ts';
import type { Executor, FitJob, FitOutcome } from '../core/training/run.ts';
import type { FitApi } from './fit-protocol.ts';
import type { JobControl } from './job-control.ts';

/** How long a fit may take to notice a stop before its worker is ended. */
const stopGraceMs = 3000;

/**
 * The fit worker as an Executor. A fit that does not end
 * within the grace time is ended with its worker, and the next fit starts a new one.
 */
export class FitClient implements Executor {
  #worker: Worker | null = null;
  #api: Comlink.Remote<FitApi> | null = null;

  #connect(): Comlink.Remote<FitApi> {
    if (!this.#api) {
      this.#worker = new Worker(new URL('./fit.worker.ts', import.meta.url), { type: 'module', name: 'fit' });
      this.#api = Comlink.wrap<FitApi>(this.#worker);
    }
    return this.#api;
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#api = null;
  }

  /** Has the job's pauses reach the fit that is going on; its stop is seen by `fit` itself. */
  attach(job: JobControl): void {
    job.onChange = (state) => {
      if (!this.#api) return;
      if (state === 'paused') void this.#api.pause();
      if (state === 'resumed') void this.#api.resume();
    };
  }

  async fit(job: FitJob, control: Control): Promise<FitOutcome> {
    const api = this.#connect();
    const worker = this.#worker;
    let watch: ReturnType<typeof setInterval> | undefined;
    const ended = new Promise<never>((_resolve, reject) => {
      let cancelledAt: number | null = null;
      watch = setInterval(() => {
        if (!control.cancelled()) return;
        if (cancelledAt === null) {
          cancelledAt = performance.now();
          void api.cancel();
        } else if (performance.now() - cancelledAt > stopGraceMs) {
          this.#end();
          reject(new Cancelled());
        }
      }, 50);
      worker?.addEventListener('error', (event) => {
        this.#end();
        reject(new Error(`FitWorkerFailed: ${event.message || 'the training worker stopped'}; other models are kept`));
      });
    });
    try {
      const onProgress = Comlink.proxy((fraction: number, note: string | null, point: Parameters<Control['progress']>[2] | null) =>
        control.progress(fraction, note ?? undefined, point ?? undefined),
      );
      return await Promise.race([api.fit(job, onProgress), ended]);
    } catch (error) {
      if (control.cancelled() || (error instanceof Error && error.name === 'Cancelled')) throw new Cancelled();
      throw error;
    } finally {
      clearInterval(watch);
    }
  }

  predict(...[model, X, backend]: Parameters<Executor['predict']>): ReturnType<Executor['predict']> {
    return this.#connect().predict(model, X, backend);
  }

  probe(again: boolean): ReturnType<FitApi['probe']> {
    return this.#connect().probe(again);
  }
}
