import { currentVersion } from '../core/project/current.ts';
import { recordVersion, withLedger, type Stamp } from '../core/project/record.ts';
import type { Project, StageName, StageResults, StageSettings, StageVersion } from '../core/project/project.ts';
import type { Release } from '../core/release/release.ts';
import type { Table } from '../core/table/table.ts';
import type { Evaluation } from '../core/evaluation/evaluation.ts';
import type { StudioStorage, StudioValues, ValueKind } from '../storage/studio-storage.ts';
import { JobRunning, NoOpenProject, StageMissing } from './errors.ts';
import { FitPool, slotsFor } from './fit-pool.ts';
import { JobControl, type JobPlan } from './job-control.ts';
import type { PlanEdit } from './plan-state.ts';
import { lockProject } from './project-lock.ts';
import type { BackendId } from '../core/training/run.ts';
import type { ScoredFile, StudioEvent } from './protocol.ts';
import { Saver } from './saver.ts';

/** The stages that a run is made from. */
const planStages: readonly StageName[] = ['source', 'dataset', 'problem', 'split', 'recipe'];

/** A fresh id and the present instant. */
export function stamp(): Stamp {
  return { id: crypto.randomUUID().slice(0, 13), at: new Date().toISOString() };
}

/** The open project with its table and source: the one mutable place of the studio worker. */
export class Session {
  readonly storage: StudioStorage;
  readonly fits = new FitPool(slotsFor(navigator.hardwareConcurrency));
  project: Project | null = null;
  table: Table | null = null;
  source: Blob | null = null;
  /** The last release that was read or made. */
  release: { readonly versionId: string; readonly release: Release } | null = null;
  /** The last file that was scored, and how the model did on it where it holds the target. */
  scored: { readonly releaseId: string; readonly fileName: string; readonly rows: number; readonly metrics: ScoredFile['metrics'] } | null = null;
  /** Where nets are to be trained. */
  backend: BackendId | 'auto' = 'auto';
  readonly #listeners: ((event: StudioEvent) => void)[] = [];
  #job: JobControl | null = null;
  #jobEnd: Promise<void> = Promise.resolve();
  #unlock: () => void = () => undefined;
  /** The last of those who open, close or delete projects, one after another. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #saver: Saver;
  /** Evaluations on validation rows made since the project was opened, by run and candidate. */
  readonly evaluations = new Map<string, Evaluation>();
  /** Large values of the open project that were read or made since it was opened. */
  readonly #values = new Map<string, unknown>();
  /** Edits of the plan that can be undone and made again, the next at the end; `going` is the one that goes on. */
  readonly edits: { readonly undo: PlanEdit[]; readonly redo: PlanEdit[]; going: string | null } = { undo: [], redo: [], going: null };

  constructor(storage: StudioStorage) {
    this.storage = storage;
    this.#saver = new Saver(storage, (saved) => this.publish({ type: 'saved', saved }));
  }

  listen(listener: (event: StudioEvent) => void): void {
    this.#listeners.push(listener);
  }

  publish(event: StudioEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Runs what opens, closes or deletes a project after all that were asked for before it. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /**
   * Replaces what is open. The lock of the new project is taken before the old one is let go; a job that is going on
   * ends first, unless it is `within`, the one that opens.
   */
  async open(project: Project, table: Table, source: Blob, within: JobControl | null = null): Promise<void> {
    const unlock = await lockProject(project.id);
    if (this.#job && this.#job !== within) await this.endJob();
    await this.close();
    this.#unlock = unlock;
    this.table = table;
    this.source = source;
    this.update(() => project, project);
  }

  /** Stops the job that is going on, if any, and waits for its end: what it records belongs to the open project. */
  async endJob(): Promise<void> {
    this.#job?.stop();
    await this.#jobEnd;
  }

  /** Writes what is unsaved and closes the open project. */
  async close(): Promise<void> {
    await this.save();
    // What changed while the first write went on.
    await this.save();
    this.#saver.reset();
    this.#unlock();
    this.#unlock = () => undefined;
    this.project = null;
    this.table = null;
    this.source = null;
    this.edits.undo.length = 0;
    this.edits.redo.length = 0;
    this.publish({ type: 'edits', undo: null, redo: null });
    this.release = null;
    this.scored = null;
    this.evaluations.clear();
    this.#values.clear();
  }

  /** The open project; throws NoOpenProject. */
  requireProject(): Project {
    if (!this.project) throw new NoOpenProject();
    return this.project;
  }

  /** The open project's table; throws NoOpenProject. */
  requireTable(): Table {
    if (!this.table) throw new NoOpenProject();
    return this.table;
  }

  /** The current version of a stage; throws StageMissing, with the way to get there. */
  require<S extends StageName>(stage: S, what: string, wayOut: string): StageVersion<S> {
    const version = currentVersion(this.requireProject(), stage);
    if (!version) throw new StageMissing(what, wayOut);
    return version;
  }

  /** Changes the project, tells the page and has it saved soon. */
  update(change: (project: Project) => Project, from = this.requireProject()): void {
    this.project = change(from);
    this.publish({ type: 'project', project: this.project });
    this.#saver.changed(this.project);
  }

  /** Records a version of a stage as current and gives it back. */
  record<S extends StageName>(stage: S, settings: StageSettings[S], result: StageResults[S] | null): StageVersion<S> {
    const project = this.requireProject();
    const next = recordVersion(project, stage, settings, result, stamp());
    const edits = planStages.includes(stage) && currentVersion(next, stage)?.hash !== currentVersion(project, stage)?.hash;
    // What a run is being made from must still stand when it is recorded.
    if (edits && this.#job?.plan.kind === 'train') throw new JobRunning(this.#job.plan.title);
    this.update(() => next);
    return this.require(stage, stage, '');
  }

  note(what: string, why: string, versionId: string | null): void {
    this.update((project) => withLedger(project, { at: stamp().at, what, why, versionId }));
  }

  /** Writes the project record now; a failure is told to the page and nothing is lost here. */
  save(): Promise<void> {
    return this.#saver.flush();
  }

  /** Waits for the write of a large value; a failure is told to the page. */
  keep(write: Promise<unknown>): Promise<void> {
    return this.#saver.keep(write);
  }

  /** A large value of the open project, or null where it is not stored. */
  async value<K extends ValueKind>(kind: K, key: string): Promise<StudioValues[K] | null> {
    const known = this.#values.get(`${kind}:${key}`) as StudioValues[K] | undefined;
    if (known) return known;
    const stored = await this.storage.values.load(this.requireProject().id, kind, key);
    if (stored) this.#values.set(`${kind}:${key}`, stored);
    return stored;
  }

  /** Keeps a large value of the open project: here at once, in storage as soon as that is done. */
  keepValue<K extends ValueKind>(kind: K, key: string, value: StudioValues[K]): void {
    this.#values.set(`${kind}:${key}`, value);
    void this.keep(this.storage.values.save(this.requireProject().id, kind, key, value));
  }

  /** The large values in memory, stored or not. */
  valuesInMemory(): { kind: ValueKind; key: string; value: unknown }[] {
    return Array.from(this.#values, ([path, value]) => {
      const [kind, ...key] = path.split(':');
      return { kind: kind as ValueKind, key: key.join(':'), value };
    });
  }

  get job(): JobControl | null {
    return this.#job;
  }

  /**
   * Runs one long computation as a job of the page; throws JobRunning while another one is going on. A measurement of
   * importance gives way to anything else.
   */
  async run<T>(plan: JobPlan, work: (control: JobControl) => Promise<T>): Promise<T> {
    if (this.#job?.plan.kind === 'importance') await this.endJob();
    if (this.#job) throw new JobRunning(this.#job.plan.title);
    const control = new JobControl(plan, (job) => this.publish({ type: 'job', job }));
    let ended = () => {};
    this.#jobEnd = new Promise<void>((resolve) => (ended = resolve));
    this.#job = control;
    this.fits.attach(control);
    try {
      return await work(control);
    } finally {
      this.#job = null;
      control.finish();
      ended();
    }
  }
}
