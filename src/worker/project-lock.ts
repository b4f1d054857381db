/** How long to wait for another tab, or for this page before its reload, to let go of a project. */
const patienceMs = 3000;

/** Thrown where another tab holds the project. */
export class ProjectOpenElsewhere extends Error {
  readonly code = 'ProjectOpenElsewhere';
  constructor() {
    super('ProjectOpenElsewhere: this project is open in another tab; close it there, then try again');
    this.name = 'ProjectOpenElsewhere';
  }
}

/**
 * Holds the only right to write a project until the returned function is called or the worker ends. Throws
 * ProjectOpenElsewhere when another tab holds it. Browsers without Web Locks are trusted.
 */
export async function lockProject(id: string): Promise<() => void> {
  if (!('locks' in navigator)) return () => undefined;
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`atelier-project-${id}`, { signal: AbortSignal.timeout(patienceMs) }, () => new Promise<void>((release) => resolve(release)))
      .catch(() => reject(new ProjectOpenElsewhere()));
  });
}
