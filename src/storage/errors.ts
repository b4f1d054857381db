/** Thrown where the browser has no room left for a save; the former value is still there. */
export class StorageFull extends Error {
  readonly code = 'StorageFull';
  constructor(what: string, cause?: unknown) {
    super(
      `StorageFull: the browser has no room left for ${what}, so your project is not saved; download a copy of it, ` +
        'then delete projects you no longer need',
      { cause },
    );
    this.name = 'StorageFull';
  }
}

/** Thrown where a save or load failed for another reason than room. */
export class StorageFailed extends Error {
  readonly code = 'StorageFailed';
  constructor(what: string, cause?: unknown) {
    const detail = cause instanceof Error ? ` (${cause.message})` : '';
    super(
      `StorageFailed: the browser could not keep ${what}${detail}; download a copy of your project and reload the page`,
      {
        cause,
      },
    );
    this.name = 'StorageFailed';
  }
}

/** Thrown where the browser gives no database at all, as some private windows do. */
export class StorageUnavailable extends Error {
  readonly code = 'StorageUnavailable';
  constructor(cause?: unknown) {
    const detail = cause instanceof Error ? ` (${cause.message})` : '';
    super(
      `StorageUnavailable: this browser window keeps no data${detail}; the studio works, but download your project ` +
        'before you close the tab',
      { cause },
    );
    this.name = 'StorageUnavailable';
  }
}

/** Thrown where the database itself was written by a later version of the studio. */
export class DatabaseIsNewer extends Error {
  readonly code = 'DatabaseIsNewer';
  constructor(cause?: unknown) {
    super(
      'DatabaseIsNewer: your projects were last saved by a later version of this studio; reload the page to get that ' +
        'version, your projects are untouched',
      { cause },
    );
    this.name = 'DatabaseIsNewer';
  }
}

/** Thrown where a stored project was written by a later version of the studio. */
export class ProjectIsNewer extends Error {
  readonly code = 'ProjectIsNewer';
  constructor(name: string, schemaVersion: unknown) {
    super(
      `ProjectIsNewer: the project "${name}" has the format version ${String(schemaVersion)}, which this studio does not ` +
        'know; open it in the version that wrote it',
    );
    this.name = 'ProjectIsNewer';
  }
}

function isQuotaExceeded(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** Runs a write; `what` is what it writes, in words. Room that ran out becomes StorageFull, the rest StorageFailed. */
export async function writing<T>(what: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isQuotaExceeded(error) ? new StorageFull(what, error) : new StorageFailed(what, error);
  }
}
