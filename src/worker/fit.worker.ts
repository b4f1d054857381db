import * as Comlink from 'comlink';
import type { Control, CurvePoint, NetView } from '../core/math/control.ts';
import { traitsOf } from '../core/estimators/learners.ts';
import { isForDevice } from '../core/estimators/linear-device.ts';
import { estimatorsWith } from '../core/estimators/registry.ts';
import { predictModel } from '../core/estimators/predict-model.ts';
import type { Estimator, FittedModel, LearnerId } from '../core/estimators/estimator.ts';
import type { DesignMatrix } from '../core/matrix/matrix.ts';
import type { NetKind } from '../core/nets/net-plan.ts';
import type { Predictions } from '../core/metrics/predictions.ts';
import type { BackendId, FitJob, FitOutcome } from '../core/training/run.ts';
import type { FitApi, FitEnd, FitLook, FitProgress } from './fit-protocol.ts';
import { fitOrFallBack, type Fitter } from './fit-or-fall-back.ts';
import { partsOf } from './parts-of.ts';
import { TurnControl } from './turn-control.ts';

class FitControl extends TurnControl implements Control {
  readonly #job: number;
  readonly #onProgress: FitProgress;
  readonly #softLimitMs: number | null;
  readonly look?: (view: NetView) => void;
  constructor(job: number, onProgress: FitProgress, onLook: FitLook | null, softLimitMs: number | null) {
    super();
    this.#job = job;
    this.#onProgress = onProgress;
    this.#softLimitMs = softLimitMs;
    if (onLook) this.look = (view) => onLook(job, view);
  }
  /** Whether the fit was told that it has had enough. */
  cutShort = false;
  enough(): boolean {
    this.cutShort ||= this.#softLimitMs !== null && this.elapsedMs() >= this.#softLimitMs;
    return this.cutShort;
  }
  progress(fraction: number, note?: string, point?: CurvePoint): void {
    this.#onProgress(this.#job, fraction, note ?? null, point ?? null);
  }
}

let running: readonly FitControl[] = [];
let measured: Awaited<ReturnType<FitApi['probe']>> | null = null;

const isNet = (learner: LearnerId): learner is NetKind => traitsOf(learner).onDevice;

/** tfjs is fetched only when a net is fitted or the backends are measured. */
const engine = () => import('../engine/engine.ts');

let learners: Promise<readonly Estimator[]> | null = null;

/** Core's learners with the fastest kernels for trees, which are fetched when the first is fitted. */
function coreLearners(): Promise<readonly Estimator[]> {
  learners ??= import('../kernels/tree-kernels.ts').then(async ({ createTreeKernels }) =>
    estimatorsWith(await createTreeKernels()),
  );
  return learners;
}

async function probe(again: boolean): ReturnType<FitApi['probe']> {
  if (measured && !again) return measured;
  const { probeBackends, chooseBackend } = await engine();
  const backends = await probeBackends();
  measured = { backends, ...chooseBackend(backends) };
  return measured;
}

async function concreteBackend(backend: BackendId | 'auto'): Promise<BackendId> {
  return backend === 'auto' ? (await probe(false)).chosen : backend;
}

function adapterOf(backend: BackendId): string | null {
  return measured?.backends.find(({ id }) => id === backend)?.adapter ?? null;
}

async function predictWhere(model: FittedModel, X: DesignMatrix, backend: BackendId | null): Promise<Predictions> {
  if (backend === null) {
    const learner = (await coreLearners()).find(({ id }) => id === model.learner);
    return learner ? learner.predict(model, X) : predictModel(model, X);
  }
  return (await engine()).predictOnDevice(model, X, backend);
}

async function fitterOf(job: FitJob): Promise<Fitter> {
  if (isNet(job.learner)) {
    const backend = await concreteBackend(job.backend);
    return { estimator: (await engine()).createNet(job.learner, backend), backend, inCore: null };
  }
  const estimator = (await coreLearners()).find(({ id }) => id === job.learner);
  if (!estimator) throw new Error(`UnknownLearner: there is no learner "${job.learner}"`);
  const inCore = { estimator, backend: null, inCore: null };
  if (job.learner !== 'linear' || !isForDevice(job.train, job.params)) return inCore;
  const backend = await concreteBackend(job.backend);
  // In plain JavaScript core is the faster of the two.
  return backend === 'cpu' ? inCore : { estimator: (await engine()).createLinearOn(backend), backend, inCore: estimator };
}

/** What fits each of the jobs, which for several are those of one net. */
async function fittersOf(jobs: readonly FitJob[]): Promise<Fitter[]> {
  const [{ learner, backend: asked }] = jobs;
  if (jobs.length === 1 || !isNet(learner)) return Promise.all(jobs.map(fitterOf));
  const backend = await concreteBackend(asked);
  return (await engine()).createNets(learner, backend, jobs.length).map((estimator) => ({ estimator, backend, inCore: null }));
}

/** A fit that has ended, and how long it took. */
type Ended = { readonly ms: number } & ({ readonly fitted: Awaited<ReturnType<typeof fitOrFallBack>> } | { readonly error: unknown });

async function endOf(fitter: Fitter, job: FitJob, control: FitControl): Promise<Ended> {
  const startedAt = performance.now();
  try {
    const fitted = await fitOrFallBack(fitter, job, control);
    return { ms: performance.now() - startedAt, fitted };
  } catch (error) {
    return { ms: performance.now() - startedAt, error };
  }
}

async function outcomeOf({ result, backend }: Awaited<ReturnType<typeof fitOrFallBack>>, job: FitJob, control: FitControl, fitMs: number): Promise<FitOutcome> {
  const { model, curve, note } = result;
  const startedAt = performance.now();
  const predictions: Predictions[] = [];
  for (const X of job.predictOn) predictions.push(await predictWhere(model, X, isNet(job.learner) ? backend : null));
  return {
    model,
    predictions,
    curve,
    cutShort: control.cutShort,
    ...(note === undefined ? {} : { note }),
    fitMs,
    predictMs: performance.now() - startedAt,
    backend: backend ?? 'js',
    adapter: backend === null ? null : adapterOf(backend),
  };
}

function errorOf(error: unknown): FitEnd {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { error: { name, message } };
}

async function fit(...[jobs, onProgress, onLook, lookedAt, softLimitMs]: Parameters<FitApi['fit']>): Promise<FitEnd[]> {
  const controls = jobs.map((_, i) => new FitControl(i, onProgress, i === lookedAt ? onLook : null, softLimitMs));
  running = controls;
  try {
    const fitters = await fittersOf(jobs);
    const startedAt = performance.now();
    const ended = await Promise.all(jobs.map((job, i) => endOf(fitters[i], job, controls[i])));
    const parts = partsOf(
      performance.now() - startedAt,
      ended.map(({ ms }) => ms),
    );
    const ends: FitEnd[] = [];
    for (const [i, one] of ended.entries()) {
      ends.push('error' in one ? errorOf(one.error) : await outcomeOf(one.fitted, jobs[i], controls[i], parts[i]).then((outcome) => ({ outcome }), errorOf));
    }
    return ends;
  } finally {
    running = [];
  }
}

const api: FitApi = {
  fit,
  predict: async (model, X, backend) =>
    predictWhere(model, X, traitsOf(model.learner).onDevice ? await concreteBackend(backend) : null),
  probe,
  race: async (shape) => (await engine()).raceBackends(shape),
  pause: async () => running.forEach((control) => control.pause()),
  resume: async () => running.forEach((control) => control.resume()),
  cancel: async (job) => running.at(job)?.stop(),
};

Comlink.expose(api);
