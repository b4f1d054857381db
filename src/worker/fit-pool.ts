import type { Control } from '../core/math/control.ts';
import { traitsOf } from '../core/estimators/learners.ts';
import { isForDevice } from '../core/estimators/linear-device.ts';
import type { FittedModel } from '../core/estimators/estimator.ts';
import type { DesignMatrix } from '../core/matrix/matrix.ts';
import type { Predictions } from '../core/metrics/predictions.ts';
import { isRaced, raceKey, raceShape } from '../core/training/race-shape.ts';
import type { BackendId, BackendRace, Executor, FitJob, FitOutcome, RaceShape } from '../core/training/run.ts';
import { FitClient } from './fit-client.ts';
import type { FitApi } from './fit-protocol.ts';
import type { JobControl } from './job-control.ts';
import { SharedMatrices } from './shared-matrices.ts';

/** Workers at most: more fits at once need more memory than they save time. */
const mostWorkers = 8;

/** Folds of one net that are handed to a GPU at once: a device takes as many as it has room for. */
const mostTogether = 16;

type Measured = Awaited<ReturnType<FitApi['probe']>>;

/** How many fits a machine of so many logical cores does at once; one where that is not known. */
export function slotsFor(cores: number | undefined): number {
  return Math.max(1, Math.min(mostWorkers, cores ?? 1));
}

/** The outcome with the name of the adapter that it was fitted on. */
function withAdapter(outcome: FitOutcome, device: { adapter: string | null } | null): FitOutcome {
  return device && outcome.backend !== 'js' ? { ...outcome, adapter: device.adapter } : outcome;
}

/** Whether the job is fitted on a device: nets are, and linear models of many rows and features. */
function needsDevice({ learner, train, params }: FitJob): boolean {
  return traitsOf(learner).onDevice || (learner === 'linear' && isForDevice(train, params));
}

/**
 * Several fit workers as one Executor: as many fits at once as it has slots, the others in a queue, first come first served.
 * Workers are started when first needed. One fit at a time is on the GPU, or the folds of one net; where nets are trained is measured by one worker and told to
 * the others: once on a small net, and once for each size of net that is trained.
 */
export class FitPool implements Executor {
  readonly slots: number;
  readonly #clients: FitClient[];
  readonly #free: FitClient[];
  readonly #queue: ((client: FitClient) => void)[] = [];
  readonly #matrices = new SharedMatrices();
  #measured: Promise<Measured> | null = null;
  /** Whether a measurement has ended, well or not. */
  #isMeasured = false;
  #gpu: Promise<unknown> = Promise.resolve();
  /** Comparisons of the backends by raceKey; null where one failed. */
  readonly #raced = new Map<string, Promise<BackendRace | null>>();
  #races: readonly BackendRace[] = [];
  /** The last comparison that a net of the learner was trained by. */
  readonly #lastOf = new Map<FitJob['learner'], BackendRace>();
  /** Told of each comparison that decides where a net is trained, also where it was made before. */
  onRace: ((race: BackendRace) => void) | null = null;

  constructor(slots: number, createClient: () => FitClient = () => new FitClient()) {
    this.slots = slots;
    this.#clients = Array.from({ length: slots }, createClient);
    this.#free = [...this.#clients];
  }

  async #with<T>(work: (client: FitClient) => Promise<T>): Promise<T> {
    const client = this.#free.shift() ?? (await new Promise<FitClient>((resolve) => this.#queue.push(resolve)));
    try {
      return await work(client);
    } finally {
      const next = this.#queue.shift();
      if (next) next(client);
      else this.#free.unshift(client);
    }
  }

  /** Has the job's pauses reach the fits that are going on; its stop is seen by `fit` itself. */
  attach(job: JobControl): void {
    job.onChange = (state) => {
      for (const client of this.#clients) client.hear(state);
    };
  }

  /** What the machine offers; measured again where asked, or where it was not yet. */
  probe(again: boolean): Promise<Measured> {
    if (again) this.#forgetRaces();
    if (again || !this.#measured) {
      const measured = this.#with((client) => client.probe(again));
      this.#measured = measured;
      // A failure is told to whoever asked, and the next one asks anew.
      measured.catch(() => (this.#measured = null)).finally(() => (this.#isMeasured = true));
    }
    return this.#measured;
  }

  /** How the backends compared on nets of problems, newest first. */
  get races(): readonly BackendRace[] {
    return this.#races;
  }

  #forgetRaces(): void {
    this.#raced.clear();
    this.#lastOf.clear();
    this.#races = [];
  }

  /** The backends compared on a net of about this size, once; null where that failed, and the measurement on a small net decides. */
  #race(shape: RaceShape): Promise<BackendRace | null> {
    const key = raceKey(shape);
    const known = this.#raced.get(key);
    if (known) return known;
    const race = this.probe(false)
      .then(() => this.#inTurn('webgpu', () => this.#with((client) => client.race(shape))))
      .then(
        (done) => {
          if (this.#raced.get(key) === race) this.#races = [done, ...this.#races];
          return done;
        },
        () => null,
      );
    this.#raced.set(key, race);
    return race;
  }

  /** The comparison that decides where this net is trained; null where another decides. */
  async #raceFor({ learner, params, backend }: Pick<FitJob, 'learner' | 'params' | 'backend'>, train: FitJob['train']): Promise<BackendRace | null> {
    if (!isRaced(learner) || backend !== 'auto') return null;
    const race = await this.#race(raceShape(learner, params, train));
    if (!race) return null;
    this.#lastOf.set(learner, race);
    this.onRace?.(race);
    return race;
  }

  /** The measuring of where a net is to be trained, while it is not done; a failure is told by the fit that comes after. */
  prepare(job: Pick<FitJob, 'learner' | 'params' | 'backend'>, train: () => Promise<FitJob['train']>): Promise<number> | null {
    const { learner, backend } = job;
    if (!traitsOf(learner).onDevice) return null;
    if (this.#isMeasured && backend !== 'auto' && backend !== 'webgpu') return null;
    const raced = isRaced(learner) && backend === 'auto' ? train().then((rows) => this.#raceFor(job, rows)) : Promise.resolve(null);
    return raced
      .then((race) => this.#deviceFor(true, backend, race))
      .then(
        (device) => (device?.backend === 'webgpu' ? mostTogether : 1),
        () => 1,
      );
  }

  /** Where a model is fitted or a net predicts, and on what; null where no device is needed. */
  async #deviceFor(isNeeded: boolean, asked: BackendId | 'auto', race: BackendRace | null): Promise<{ backend: BackendId; adapter: string | null } | null> {
    if (!isNeeded) return null;
    const { chosen, backends } = await this.probe(false);
    const backend = asked === 'auto' ? (race?.chosen ?? chosen) : asked;
    return { backend, adapter: backends.find(({ id }) => id === backend)?.adapter ?? null };
  }

  /** One after another where they share a GPU. */
  #inTurn<T>(backend: BackendId | null, work: () => Promise<T>): Promise<T> {
    if (backend !== 'webgpu') return work();
    const mine = this.#gpu.then(work, work);
    this.#gpu = mine.catch(() => undefined);
    return mine;
  }

  /** The job as it is posted to a worker that fits it on this device. */
  #posted(job: FitJob, device: { backend: BackendId } | null): FitJob {
    const { train, predictOn } = job;
    return {
      ...job,
      train: { ...train, X: this.#matrices.share(train.X) },
      predictOn: predictOn.map((X) => this.#matrices.share(X)),
      backend: device?.backend ?? job.backend,
    };
  }

  async fit(job: FitJob, control: Control, softLimitMs?: number): Promise<FitOutcome> {
    const device = await this.#deviceFor(needsDevice(job), job.backend, await this.#raceFor(job, job.train));
    const posted = this.#posted(job, device);
    const outcome = await this.#inTurn(device?.backend ?? null, () => this.#with((client) => client.fit(posted, control, softLimitMs)));
    return withAdapter(outcome, device);
  }

  /** On a GPU by one worker, which trains all the nets at once; elsewhere as so many fits. */
  async fitTogether(jobs: readonly FitJob[], controls: readonly Control[], softLimitMs?: number): Promise<PromiseSettledResult<FitOutcome>[]> {
    const [first] = jobs;
    const device = await this.#deviceFor(needsDevice(first), first.backend, await this.#raceFor(first, first.train));
    if (device?.backend !== 'webgpu') return Promise.allSettled(jobs.map((job, i) => this.fit(job, controls[i], softLimitMs)));
    const posted = jobs.map((job) => this.#posted(job, device));
    const ends = await this.#inTurn('webgpu', () => this.#with((client) => client.fitTogether(posted, controls, softLimitMs)));
    return ends.map((end) => (end.status === 'fulfilled' ? { ...end, value: withAdapter(end.value, device) } : end));
  }

  async predict(model: FittedModel, X: DesignMatrix, backend: BackendId | 'auto'): Promise<Predictions> {
    const device = await this.#deviceFor(traitsOf(model.learner).onDevice, backend, this.#lastOf.get(model.learner) ?? null);
    return this.#inTurn(device?.backend ?? null, () => this.#with((client) => client.predict(model, this.#matrices.share(X), device?.backend ?? backend)));
  }
}
