/** Thrown where a command needs an open project and there is none. */
export class NoOpenProject extends Error {
  readonly code = 'NoOpenProject';
  constructor() {
    super('NoOpenProject: no project is open; drop a file or open a project first');
    this.name = 'NoOpenProject';
  }
}

/** Thrown where a command needs a stage that has not been reached. */
export class StageMissing extends Error {
  readonly code = 'StageMissing';
  constructor(what: string, wayOut: string) {
    super(`StageMissing: there is no ${what} yet; ${wayOut}`);
    this.name = 'StageMissing';
  }
}

/** Thrown where a second long computation is asked for while one is going on. */
export class JobRunning extends Error {
  readonly code = 'JobRunning';
  constructor(title: string) {
    super(`JobRunning: "${title}" is still going on; wait for it or stop it first`);
    this.name = 'JobRunning';
  }
}

/** Thrown where the run's model can no longer be found among the stored values. */
export class ValuesLost extends Error {
  readonly code = 'ValuesLost';
  constructor() {
    super('ValuesLost: the models of this run are no longer stored in this browser; your data is safe, train again');
    this.name = 'ValuesLost';
  }
}

/** Thrown where the worker that trains stopped before it answered. */
export class FitWorkerFailed extends Error {
  readonly code = 'FitWorkerFailed';
  constructor(detail: string) {
    super(`FitWorkerFailed: the worker that trains stopped${detail ? ` (${detail})` : ''}; what was finished is kept, try again`);
    this.name = 'FitWorkerFailed';
  }
}

/** Thrown where a project, or the file that it was made from, is not among what the browser stores. */
export class ProjectLost extends Error {
  readonly code = 'ProjectLost';
  constructor() {
    super('ProjectLost: this project, or the file it was made from, is not stored in this browser; import a copy of it, or drop the file again');
    this.name = 'ProjectLost';
  }
}
