import type { BackendId } from '../core/training/run.ts';

/** Thrown where a backend cannot be started here. */
export class BackendUnavailable extends Error {
  readonly code = 'BackendUnavailable';
  constructor(id: BackendId, why: string) {
    super(`BackendUnavailable: ${id} cannot be used: ${why}; choose another backend in Infrastructure`);
    this.name = 'BackendUnavailable';
  }
}

/** Thrown where the GPU reported an error or was lost; nothing that it computed since is trusted. */
export class DeviceFailed extends Error {
  readonly code = 'DeviceFailed';
  constructor(what: string) {
    super(
      `DeviceFailed: the GPU reported "${what}"; its results were thrown away: train again, or choose WASM in Infrastructure`,
    );
    this.name = 'DeviceFailed';
  }
}

/** Thrown before an upload that the device could not hold. */
export class TooLargeForDevice extends Error {
  readonly code = 'TooLargeForDevice';
  constructor(bytes: number, limit: number, what = 'the training rows take') {
    const mb = (n: number) => `${Math.ceil(n / 2 ** 20)} MB`;
    super(
      `TooLargeForDevice: ${what} ${mb(bytes)} and one buffer of this GPU holds ${mb(limit)}; train on fewer rows or columns or in smaller batches, or choose WASM in Infrastructure`,
    );
    this.name = 'TooLargeForDevice';
  }
}

/** Thrown where a training runs away before it had one sound epoch. */
export class TrainingDiverged extends Error {
  readonly code = 'TrainingDiverged';
  constructor(epoch: number, learningRate: number) {
    super(
      `TrainingDiverged: the loss ran away by epoch ${epoch} at learning rate ${learningRate}; choose a lower one, or scale the columns`,
    );
    this.name = 'TrainingDiverged';
  }
}
