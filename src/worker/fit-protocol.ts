import type { CurvePoint, NetView } from '../core/math/control.ts';
import type { DesignMatrix } from '../core/matrix/matrix.ts';
import type { FittedModel } from '../core/estimators/estimator.ts';
import type { Predictions } from '../core/metrics/predictions.ts';
import type { BackendId, BackendRace, FitJob, FitOutcome, RaceShape } from '../core/training/run.ts';
import type { Infrastructure } from './protocol.ts';

/** Told of the job at a place. */
export type FitProgress = (job: number, fraction: number, note: string | null, point: CurvePoint | null) => void;
export type FitLook = (job: number, view: NetView) => void;

/** How one of the fits ended; an error as what is left of it between workers. */
export type FitEnd = { readonly outcome: FitOutcome } | { readonly error: { readonly name: string; readonly message: string } };

/** What the studio worker can ask of the fit worker, one thing at a time. */
export interface FitApi {
  /**
   * Fits the jobs: one, or several of one net, which are then trained at once. Each ends by itself, with what it has after `softLimitMs` where
   * given, in time that is not paused. `onLook` is shown the insides of the net of job `lookedAt`; null where nobody looks.
   */
  fit(jobs: readonly FitJob[], onProgress: FitProgress, onLook: FitLook | null, lookedAt: number | null, softLimitMs: number | null): Promise<FitEnd[]>;
  predict(model: FittedModel, X: DesignMatrix, backend: BackendId | 'auto'): Promise<Predictions>;
  /** Measures the backends, or gives the last measurement when `again` is false and there is one. */
  probe(again: boolean): Promise<Pick<Infrastructure, 'backends' | 'chosen' | 'reason'>>;
  /** Times each backend on a net of this shape. */
  race(shape: RaceShape): Promise<BackendRace>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Stops the fit of the job at this place. */
  cancel(job: number): Promise<void>;
}
