/**
 * The port through which long computations are watched and stopped. Core knows no clock, no AbortSignal and no
 * event loop; whoever calls it supplies them.
 */
export interface Control {
  /** True once the caller wants the computation to end; the computation then throws `Cancelled`. */
  cancelled(): boolean;
  /** Reports the share done, in [0, 1], and optionally what is being done and a point of the learning curve. */
  progress(fraction: number, note?: string, point?: CurvePoint): void;
  /** Shows what a net looks like inside, now and then; absent where nobody looks. */
  look?(view: NetView): void;
  /**
   * True once the caller would rather have what there is than wait for the rest: a learner that improves step by step then ends
   * as if it had been asked for the steps so far. Absent where there is time.
   */
  enough?(): boolean;
  /** Gives the event loop a turn, so that a cancel can arrive; call it every few tens of milliseconds of work. */
  breathe(): Promise<void>;
}

/** One step of a learning curve; `validation` is null where no stopping rows are watched. */
export interface CurvePoint {
  readonly step: number;
  readonly train: number | null;
  readonly validation: number | null;
  /** The learning rate at this step, for learners that have a schedule of it. */
  readonly rate?: number;
}

/** What a net in training looks like inside. */
export interface NetView {
  /** Epochs taken. */
  readonly step: number;
  /** By layer, in order: root mean squares of its weights, and of the recent gradient by them. */
  readonly layers: readonly { readonly name: string; readonly weights: number; readonly gradients: number }[];
  /** Some rows as the last hidden layer sees them, on its first two principal components; null where there is none. */
  readonly projection: NetProjection | null;
}

export interface NetProjection {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Class codes, or numbers in the target's unit. */
  readonly targets: Float32Array;
  /** Share of the variance of all units that the two components hold, in [0, 1]. */
  readonly explained: number;
}

/** Thrown by a computation whose control says `cancelled()`. */
export class Cancelled extends Error {
  readonly code = 'Cancelled';
  constructor() {
    super('Cancelled: the computation was stopped before it finished');
    this.name = 'Cancelled';
  }
}

/** A control that never cancels and reports nowhere; for tests and short computations. */
export const uncontrolled: Control = {
  cancelled: () => false,
  progress: () => undefined,
  breathe: () => Promise.resolve(),
};

/** A control for a part of a computation: its progress from 0 to 1 is that of the whole from `from` to `to`. */
export function partOf(control: Control, from: number, to: number): Control {
  return {
    cancelled: () => control.cancelled(),
    breathe: () => control.breathe(),
    enough: () => control.enough?.() ?? false,
    ...(control.look ? { look: (view: NetView) => control.look?.(view) } : {}),
    progress: (fraction, note, point) => control.progress(from + (to - from) * fraction, note, point),
  };
}
