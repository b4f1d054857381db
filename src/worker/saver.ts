import type { Project } from '../core/project/project.ts';
import type { StudioStorage } from '../storage/studio-storage.ts';
import type { SavedState } from './protocol.ts';

/** How long changes gather before the project record is written. */
const saveDelayMs = 250;

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Writes the open project and tells the page whether all of it is saved. It never throws: a failure is told. */
export class Saver {
  readonly #storage: StudioStorage;
  readonly #tell: (saved: SavedState) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #project: Project | null = null;
  /** Whether the record has changes that no write has begun for. */
  #unsaved = false;
  /** Writes that have begun and not ended. */
  #writes = 0;
  /** Why the record could not be written the last time; null where it could. */
  #recordFailure: string | null = null;
  /** Why a large value could not be written; it is not tried again. */
  #valueFailure: string | null = null;

  constructor(storage: StudioStorage, tell: (saved: SavedState) => void) {
    this.#storage = storage;
    this.#tell = tell;
  }

  /** Has the record written soon. */
  changed(project: Project): void {
    this.#project = project;
    this.#unsaved = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), saveDelayMs);
    this.#report();
  }

  /** Writes the record now where it has unsaved changes; one that cannot be written is tried again with the next change. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#project || !this.#unsaved) return;
    this.#unsaved = false;
    await this.#write(this.#storage.projects.save(this.#project), (failure) => {
      this.#recordFailure = failure;
      if (failure !== null) this.#unsaved = true;
    });
  }

  /** Waits for the write of a large value. */
  keep(write: Promise<unknown>): Promise<void> {
    return this.#write(write, (failure) => (this.#valueFailure = failure ?? this.#valueFailure));
  }

  /** Forgets the project, which is closed. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#project = null;
    this.#unsaved = false;
    this.#recordFailure = null;
    this.#valueFailure = null;
  }

  async #write(write: Promise<unknown>, settle: (failure: string | null) => void): Promise<void> {
    this.#writes += 1;
    this.#report();
    try {
      await write;
      settle(null);
    } catch (error) {
      settle(textOf(error));
    } finally {
      this.#writes -= 1;
      this.#report();
    }
  }

  #report(): void {
    const failure = this.#recordFailure ?? this.#valueFailure;
    if (!this.#storage.durable) {
      this.#tell({ state: 'failed', reason: 'This browser lets the page keep nothing, as in a private window: the project is gone when the tab closes. Export it to keep it.' });
    } else if (failure !== null) this.#tell({ state: 'failed', reason: failure });
    else if (this.#unsaved || this.#writes > 0) this.#tell({ state: 'saving' });
    else this.#tell({ state: 'saved', at: new Date().toISOString() });
  }
}
