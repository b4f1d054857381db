import type { Project, ScreenName, StageName, StageVersion } from '../core/project/project.ts';
import { currentVersion } from '../core/project/current.ts';
import { staleness, type Staleness } from '../core/project/staleness.ts';
import type { RunEvent } from '../core/training/run.ts';
import type { Exploration, Infrastructure, Job, ProjectSummary, SavedState, StudioApi, StudioEvent } from '../worker/protocol.ts';
import { followed, noRun, withPoints, type LiveRun } from './live-run.ts';
import { troubleFrom, type Trouble } from './trouble.ts';

/** What a run shows of itself beside its progress. */
type Picture = Extract<RunEvent, { readonly type: 'curve' | 'net-view' }>;

/**
 * The page's view of the studio: the open project as last sent by the worker, what is going on, and what went wrong.
 * It holds no table. Commands go through `perform`, which turns an exception into a trouble that the page shows.
 */
export class Studio {
  project = $state.raw<Project | null>(null);
  job = $state.raw<Job | null>(null);
  live = $state.raw<LiveRun>(noRun);
  saved = $state.raw<SavedState>({ state: 'saving' });
  /** What of the plan can be undone and made again, in words that follow "Undo". */
  edits = $state.raw<{ readonly undo: string | null; readonly redo: string | null }>({ undo: null, redo: null });
  infrastructure = $state.raw<Infrastructure | null>(null);
  /** How far the last look at how columns hang together has come. */
  exploration = $state.raw<Exploration | null>(null);
  projects = $state.raw<readonly ProjectSummary[]>([]);
  trouble = $state.raw<Trouble | null>(null);
  /** False until the worker has answered for the first time. */
  ready = $state(false);
  screen = $state<ScreenName>('data');

  /** Commands that the worker has not answered yet. */
  #pending = $state(0);
  /** Whether anything that was asked for is still going on; the measurement of the machine does not count. */
  readonly busy = $derived.by(() => this.#pending > 0);
  /** Whether a job goes on that another has to wait for; a measurement of importance gives way. */
  readonly occupied = $derived.by(() => this.job !== null && this.job.kind !== 'importance');

  readonly stale: Readonly<Partial<Record<StageName, Staleness>>> = $derived(
    this.project ? staleness(this.project) : {},
  );

  readonly #api: StudioApi;
  #measuring = false;
  /** Points of learning curves and looks inside nets that have arrived and are not shown yet. */
  #pictures: Picture[] = [];
  #pictureTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(api: StudioApi) {
    this.#api = api;
  }

  /** Subscribes to the worker, reopens the project named by the page's address, and lists the others. */
  async start(projectId: string | null): Promise<void> {
    await this.perform(async (api) => {
      await api.subscribe((events) => events.forEach((event) => this.#receive(event)));
      this.projects = await api.listProjects();
      if (projectId && this.projects.some(({ id }) => id === projectId)) await api.openProject(projectId);
    });
    this.ready = true;
  }

  /** Has the machine's backends measured, once; what comes of it arrives as an event. */
  async measureMachine(): Promise<void> {
    if (this.#measuring) return;
    this.#measuring = true;
    try {
      await this.#api.probe();
    } catch (error) {
      this.trouble = troubleFrom(error);
    }
  }

  /** The current version of a stage of the open project, or null. */
  current<S extends StageName>(stage: S): StageVersion<S> | null {
    return this.project ? currentVersion(this.project, stage) : null;
  }

  /** Runs a command; gives its value, or undefined after showing what went wrong. */
  async perform<T>(command: (api: StudioApi) => Promise<T>): Promise<T | undefined> {
    this.#pending += 1;
    try {
      return await command(this.#api);
    } catch (error) {
      const trouble = troubleFrom(error);
      if (trouble.code !== 'Cancelled') this.trouble = trouble;
      return undefined;
    } finally {
      this.#pending -= 1;
    }
  }

  /** Runs a command that looks on beside everything else: the page is not busy with it. Undefined where it fails or is stopped. */
  async explore<T>(command: (api: StudioApi) => Promise<T>): Promise<T | undefined> {
    try {
      return await command(this.#api);
    } catch (error) {
      const trouble = troubleFrom(error);
      if (trouble.code !== 'Cancelled') this.trouble = trouble;
      return undefined;
    }
  }

  /** Shows that the worker behind the page failed. */
  workerFailed(detail: string): void {
    this.trouble = {
      code: 'WorkerFailed',
      message: `The part of the page that holds your data failed (${detail}). What was saved is safe in this browser; reload the page`,
    };
  }

  dismissTrouble(): void {
    this.trouble = null;
  }

  /** Shows a screen and has the worker remember it. */
  async show(screen: ScreenName): Promise<void> {
    this.screen = screen;
    await this.perform((api) => api.setScreen(screen));
  }

  async refreshProjects(): Promise<void> {
    this.projects = (await this.perform((api) => api.listProjects())) ?? this.projects;
  }

  #receive(event: StudioEvent): void {
    switch (event.type) {
      case 'project':
        if (event.project && event.project.id !== this.project?.id) {
          this.screen = event.project.screen;
          this.live = noRun;
          // tfjs is fetched for this, in a worker; the first page does without it.
          void this.measureMachine();
        }
        this.project = event.project;
        break;
      case 'job':
        if (event.job?.kind === 'train' && this.job?.kind !== 'train') this.#forgetRun();
        this.job = event.job;
        break;
      case 'run':
        this.#follow(event.event);
        break;
      case 'saved':
        this.saved = event.saved;
        break;
      case 'edits':
        this.edits = event;
        break;
      case 'exploring':
        this.exploration = event.exploration;
        break;
      case 'infrastructure':
        this.infrastructure = event.infrastructure;
        break;
    }
  }

  #follow(event: RunEvent): void {
    if (event.type === 'curve' || event.type === 'net-view') {
      this.#pictures.push(event);
      this.#pictureTimer ??= setTimeout(() => this.#showNext());
      return;
    }
    while (event.type !== 'progress' && this.#pictures.length > 0) this.#showNext();
    this.live = followed(this.live, event);
  }

  #forgetRun(): void {
    this.#pictures = [];
    this.live = noRun;
  }

  /** Shows all curves that wait, or one look inside: what draws much has a task of its own. */
  #showNext(): void {
    if (this.#pictureTimer !== null) clearTimeout(this.#pictureTimer);
    const points = this.#pictures.filter((picture) => picture.type === 'curve');
    const [view, ...views] = this.#pictures.filter((picture) => picture.type === 'net-view');
    if (points.length > 0) this.live = withPoints(this.live, points);
    else if (view) this.live = followed(this.live, view);
    this.#pictures = points.length > 0 && view ? [view, ...views] : views;
    this.#pictureTimer = this.#pictures.length > 0 ? setTimeout(() => this.#showNext()) : null;
  }
}
