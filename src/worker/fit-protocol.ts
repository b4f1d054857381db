import type { CurvePoint, NetView } from '../core/math/control.ts';
import type { DesignMatrix } from '../core/matrix/matrix.ts';
import type { FittedModel } from '../core/estimators/estimator.ts';
import type { Predictions } from '../core/metrics/predictions.ts';
import type { BackendId, BackendRace, FitJob, FitOutcome, RaceShape } from '../core/training/run.ts';
import type { Infrastructure } from './protocol.ts';

export type FitProgress = (fraction: number, note: string | null, point: CurvePoint | null) => void;
export type FitLook = (view: NetView) => void;

/** What the studio worker can ask of the fit worker, one fit at a time. */
export interface FitApi {
  /** Ends with what it has after `softLimitMs` where given, in time that is not paused. `onLook` is shown the insides of a net; null where nobody looks. */
  fit(job: FitJob, onProgress: FitProgress, onLook: FitLook | null, softLimitMs: number | null): Promise<FitOutcome>;
  predict(model: FittedModel, X: DesignMatrix, backend: BackendId | 'auto'): Promise<Predictions>;
  /** Measures the backends, or gives the last measurement when `again` is false and there is one. */
  probe(again: boolean): Promise<Pick<Infrastructure, 'backends' | 'chosen' | 'reason'>>;
  /** Times each backend on a net of this shape. */
  race(shape: RaceShape): Promise<BackendRace>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  cancel(): Promise<void>;
}
