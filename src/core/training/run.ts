import type { Control, CurvePoint, NetView } from '../math/control.ts';
import type { DesignMatrix, TrainSet } from '../matrix/matrix.ts';
import type { Estimate, MetricId } from '../metrics/metric.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { FittedModel, LearnerId, Params } from '../estimators/estimator.ts';
import type { WeightedPipeline } from '../estimators/pipeline.ts';

/** What one candidate is: a learner with its parameters and a name to show. */
export interface Candidate {
  readonly id: string;
  readonly learner: LearnerId;
  readonly label: string;
  readonly params: Params;
}

export type BackendId = 'webgpu' | 'wasm' | 'cpu';

/** The net that backends are compared on: the size of a problem's own one. */
export interface RaceShape {
  /** Inputs of the first layer, encoded. */
  readonly inputs: number;
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly members: number;
  readonly batchSize: number;
}

/** What each backend takes for a training step of such a net, measured here, and which of them nets of that size are trained on. */
export interface BackendRace extends RaceShape {
  readonly results: readonly {
    readonly id: BackendId;
    readonly adapter: string | null;
    /** The adapter is software. */
    readonly software: boolean;
    /** Milliseconds a step; null where it was not measured, for the reason that `detail` gives. */
    readonly stepMs: number | null;
    readonly detail: string;
  }[];
  readonly chosen: BackendId;
  /** Why, as a sentence. */
  readonly reason: string;
}

/** Random search by successive halving, over the spaces that the learners' parameters declare. */
export interface SearchSettings {
  readonly learners: readonly LearnerId[];
  /** Settings that are drawn, over all learners. */
  readonly nTrials: number;
}

/** What a run was asked to do; with the dataset it is all that is needed to run it again. */
export interface RunSettings {
  readonly candidates: readonly Candidate[];
  readonly budgetSeconds: number;
  readonly seed: number;
  /** Where nets are trained; 'auto' takes what Infrastructure chose. */
  readonly backend: BackendId | 'auto';
  /** What is tried after the candidates; null or absent for nothing. */
  readonly search?: SearchSettings | null;
  /** Whether the finished candidates are weighted into an ensemble at the end; absent means not. */
  readonly ensemble?: boolean;
}

/** One fit, as handed to whoever runs it. Plain data but for nothing: it can be posted to a worker. */
export interface FitJob {
  readonly learner: LearnerId;
  readonly params: Params;
  readonly seed: number;
  readonly train: TrainSet;
  readonly predictOn: readonly DesignMatrix[];
  readonly backend: BackendId | 'auto';
}

export interface FitOutcome {
  readonly model: FittedModel;
  /** One per matrix of `predictOn`, computed where the model was trained. */
  readonly predictions: readonly Predictions[];
  readonly curve: readonly CurvePoint[];
  /** Whether it ended because its time was up: another machine may then give another model. */
  readonly cutShort?: boolean;
  /** See FitResult.note. */
  readonly note?: string;
  readonly fitMs: number;
  readonly predictMs: number;
  /** 'js' for learners that run in plain TypeScript. */
  readonly backend: BackendId | 'js';
  readonly adapter: string | null;
}

/** Runs fits somewhere: in this thread in tests, in the fit worker in the studio. */
export interface Executor {
  /** How many fits may go on at once; more are queued. */
  readonly slots: number;
  /**
   * `softLimitMs` after it was begun, a learner that improves step by step ends with what it has (see Control.enough); what is
   * given then depends on the speed of the machine.
   */
  fit(job: FitJob, control: Control, softLimitMs?: number): Promise<FitOutcome>;
  /**
   * Several fits of one learner, done as one where what they are done on gains by that, and else one by one. Each has its own control,
   * and fitMs is its part of the time of all, which they end together. Absent where nothing gains by it.
   */
  fitTogether?(jobs: readonly FitJob[], controls: readonly Control[], softLimitMs?: number): Promise<PromiseSettledResult<FitOutcome>[]>;
  /**
   * Readies what a fit like this one on `train` needs, where that takes long, and says how many such fits are best handed over
   * together; null where one can begin at once, by itself. Absent where all can.
   */
  prepare?(job: Pick<FitJob, 'learner' | 'params' | 'backend'>, train: () => Promise<TrainSet>): Promise<number> | null;
  /** Predictions of an already fitted model, on the device where it has one. */
  predict(model: FittedModel, X: DesignMatrix, backend: BackendId | 'auto'): Promise<Predictions>;
}

export type EntryStatus = 'done' | 'failed' | 'stopped' | 'skipped';

/** One line of the leaderboard. */
export interface LeaderboardEntry {
  readonly candidate: Candidate;
  readonly status: EntryStatus;
  /** Why it failed, was stopped or skipped, was judged on fewer folds than asked for, or what its fits say of how they ended (FitOutcome.note); null where there is nothing to say. */
  readonly reason: string | null;
  /** Validation estimates by metric, out-of-fold; never test. Empty unless done. */
  readonly validation: Readonly<Partial<Record<MetricId, Estimate>>>;
  readonly fitMs: number;
  /** Microseconds to predict one row, from the validation predictions. */
  readonly perRowUs: number;
  readonly sizeBytes: number;
  readonly backend: BackendId | 'js' | null;
  readonly adapter: string | null;
  /** Learning curve of the first fold. */
  readonly curve: readonly CurvePoint[];
  /** Iterations kept in each fold. */
  readonly iterations: readonly number[];
  /** Folds whose fit ended because its time was up, which depends on the speed of the machine; absent where none did. */
  readonly cutShort?: number;
  /** When each fold was fitted, in the order in which they ended; absent in runs of before. */
  readonly spans?: readonly FitSpan[];
  /** An ensemble's members, heaviest first; absent for all else. */
  readonly members?: readonly EnsembleMember[];
}

/** One fold's fit on the clock of the run. */
export interface FitSpan {
  readonly fold: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Of these, milliseconds of fitting and of predicting. */
  readonly fitMs: number;
  readonly predictMs: number;
}

export interface EnsembleMember {
  readonly candidateId: string;
  /** In (0, 1]; the members' weights sum to 1. */
  readonly weight: number;
}

/** What a run gave. Out-of-fold predictions and models are large and kept apart (see RunValues). */
export interface RunResult {
  /** Done entries first, best first by the primary metric; then the others. */
  readonly leaderboard: readonly LeaderboardEntry[];
  readonly bestId: string | null;
  /** 'interrupted': the tab was closed or crashed; what had finished by then stands, and the rest can be trained on. */
  readonly stoppedBecause: 'finished' | 'budget' | 'stopped-by-user' | 'interrupted';
  /** Fits that went on at once, at most; absent in runs of before. */
  readonly slots?: number;
  /** By how much the best one's score flatters it because it was chosen by it (selectionBias); null or absent where that is not known. */
  readonly selectionBias?: number | null;
  /** How the backends compared on the nets of this run; absent where none were compared. */
  readonly races?: readonly BackendRace[];
  readonly seconds: number;
  readonly secondsByPhase: Readonly<Record<string, number>>;
}

/** The large part of a candidate's result. */
export interface CandidateValues {
  /** Dataset rows that were predicted out of fold, and their predictions, in the same order. */
  readonly rows: Uint32Array;
  readonly predictions: Predictions;
  /** What was fitted on the first fold, for permutation importance on that fold's validation rows and for a look inside. */
  readonly firstFold: readonly WeightedPipeline[];
}

export type RunEvent =
  | { readonly type: 'candidate-started'; readonly candidate: Candidate; readonly index: number; readonly of: number }
  | { readonly type: 'progress'; readonly candidateId: string; readonly fraction: number; readonly note: string; readonly elapsedMs: number; readonly leftMs: number }
  | { readonly type: 'curve'; readonly candidateId: string; readonly point: CurvePoint }
  | { readonly type: 'net-view'; readonly candidateId: string; readonly view: NetView }
  | { readonly type: 'entry'; readonly entry: LeaderboardEntry; readonly bestId: string | null };

/** A clock, since core has none. */
export interface Clock {
  nowMs(): number;
}
