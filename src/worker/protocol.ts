import type { ColumnDetail } from '../core/profile/column-detail.ts';
import type { RowView } from '../core/table/row-view.ts';
import type { ColumnKind } from '../core/table/table.ts';
import type { ColumnRole, ProblemDefinition } from '../core/problem/problem.ts';
import type { Evaluation } from '../core/evaluation/evaluation.ts';
import type { Fix } from '../core/profile/profile.ts';
import type { SupportNote } from '../core/profile/support/support.ts';
import type { Project, ScreenName } from '../core/project/project.ts';
import type { ReadingOptions } from '../core/csv/reading.ts';
import type { Associations } from '../core/profile/relations/associations.ts';
import type { Missingness } from '../core/profile/relations/missingness.ts';
import type { PairDetail } from '../core/profile/relations/pair-detail.ts';
import type { ModelPicture } from '../core/estimators/model-picture.ts';
import type { RecipeParams } from '../core/recipe/recipe.ts';
import type { RecipeProblem } from '../core/recipe/recipe-problem.ts';
import type { StepPreview } from '../core/recipe/preview-recipe.ts';
import type { SplitPicture } from '../core/split/split-picture.ts';
import type { SplitParams } from '../core/split/split.ts';
import type { BackendId, BackendRace, RunEvent, RunSettings } from '../core/training/run.ts';
import type { Estimate, MetricId } from '../core/metrics/metric.ts';
import type { ReadingPreview } from '../io/reading/preview-table.ts';
import type { BackendReport } from '../engine/backend-report.ts';

export type { BackendReport, ReadingPreview };

export interface Infrastructure {
  readonly backends: readonly BackendReport[];
  readonly chosen: BackendId;
  readonly reason: string;
  /** What the user set in place of the measurement; 'auto' where nothing. */
  readonly override: BackendId | 'auto';
  /** How the backends compared on nets of the user's own problems since the page was opened, newest first. */
  readonly races: readonly BackendRace[];
  readonly cores: number;
  readonly memoryGb: number | null;
  readonly storage: { readonly usedBytes: number; readonly quotaBytes: number; readonly persistent: boolean } | null;
}

/** Something long that is going on; shown in the bar at the bottom of every screen. */
export interface Job {
  readonly kind: 'read' | 'train' | 'measure' | 'release' | 'score' | 'check' | 'importance';
  /** "Training", "Reading adult.csv". */
  readonly title: string;
  /** What exactly is being done: "Boosted trees, fold 3 of 5". */
  readonly note: string;
  /** Share done in [0, 1]; null where it cannot be known. */
  readonly fraction: number | null;
  readonly elapsedMs: number;
  /** Milliseconds left; null where it cannot be known yet. */
  readonly leftMs: number | null;
  readonly best: { readonly metric: MetricId; readonly value: number } | null;
  /** Fits of a run that may go on at once; null for what is no run, and until it is known. */
  readonly fitsAtOnce: number | null;
  readonly canPause: boolean;
  readonly paused: boolean;
  /** What stopping means: 'keep-best' for a run, 'cancel' for the rest, null where it cannot be stopped. */
  readonly stop: 'keep-best' | 'cancel' | null;
}

export type SavedState =
  | { readonly state: 'saved'; readonly at: string }
  | { readonly state: 'saving' }
  | { readonly state: 'failed'; readonly reason: string };

/** How far the look at how columns hang together has come; it is no job, and runs beside one. */
export interface Exploration {
  readonly what: 'associations' | 'missingness' | 'pair';
  readonly fraction: number;
  /** The column that is looked at. */
  readonly note: string;
}

export type StudioEvent =
  | { readonly type: 'exploring'; readonly exploration: Exploration }
  | { readonly type: 'project'; readonly project: Project | null }
  | { readonly type: 'job'; readonly job: Job | null }
  | { readonly type: 'run'; readonly event: RunEvent }
  | { readonly type: 'saved'; readonly saved: SavedState }
  /** What can be undone and made again, in words that follow "Undo"; null where there is nothing. */
  | { readonly type: 'edits'; readonly undo: string | null; readonly redo: string | null }
  | { readonly type: 'infrastructure'; readonly infrastructure: Infrastructure };

export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  readonly updatedAt: string;
  readonly rows: number | null;
  readonly target: string | null;
  readonly best: { readonly metric: MetricId; readonly value: number } | null;
  readonly staleStages: number;
}

/** One page of the table view: cells as text, missing as null. */
export interface RowsPage {
  readonly offset: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Rows of the whole view. */
  readonly total: number;
  /** The row of the file, counted from 0, that each of `rows` is. */
  readonly numbers: readonly number[];
}

/** The rows to be shown, in their order, and those of the columns that are: from `from` up to `to`; all where absent. */
export interface RowsView extends RowView {
  readonly columns?: { readonly from: number; readonly to: number };
}

/** What the recipe, or one step of it, makes of some development rows. */
export interface RecipePreview {
  readonly input: 'dense' | 'native';
  /** The step that is shown, null for the whole recipe. */
  readonly step: number | null;
  /** Rows of the table, counted from 0; null where the recipe cannot be fitted. */
  readonly shown: (Omit<StepPreview, 'rows'> & { readonly rows: readonly number[] }) | null;
  /** Why it cannot be fitted: "Code: sentence"; null where it can. */
  readonly trouble: string | null;
  /** It was fitted on these many of the development rows, after its row filters. */
  readonly fittedRows: number;
  readonly developmentRows: number;
  /** Rows of those drawn that the row filters drop. */
  readonly droppedRows: number;
}

/** One row scored: the label or number, and the probability of each class. */
export interface ScoredRow {
  readonly prediction: string;
  readonly probabilities: readonly { readonly label: string; readonly probability: number }[];
}

export interface ScoredFile {
  readonly file: Blob;
  readonly fileName: string;
  readonly rows: number;
  readonly contradictions: Readonly<Record<string, number>>;
  readonly absentColumns: readonly string[];
  /** Metrics on the file, where it holds the target. */
  readonly metrics: Readonly<Partial<Record<MetricId, Estimate>>> | null;
  /** That rows of the file were in the training data, in a sentence; null where hardly any were. */
  readonly trainedOn: string | null;
}

export interface NamedBlob {
  readonly fileName: string;
  readonly file: Blob;
}

export type SampleId = 'churn' | 'houses' | 'machines';

/** What the page can ask of the studio worker. Every change of the project comes back as a 'project' event. */
export interface StudioApi {
  /** Several events at a time, in their order. */
  subscribe(listener: (events: readonly StudioEvent[]) => void): Promise<void>;

  listProjects(): Promise<readonly ProjectSummary[]>;
  openProject(id: string): Promise<void>;
  closeProject(): Promise<void>;
  deleteProject(id: string): Promise<void>;
  renameProject(name: string): Promise<void>;
  setScreen(screen: ScreenName): Promise<void>;
  exportProject(): Promise<NamedBlob>;
  importProject(file: Blob): Promise<void>;

  /** Reads the file into a new project, profiles it and suggests a problem; an open project is left as it was. */
  createProject(file: Blob, fileName: string): Promise<void>;
  /** As createProject from several files of one schema, which are appended; they stay as they are, none is copied. */
  createProjectFrom(files: readonly NamedBlob[]): Promise<void>;
  createSample(sample: SampleId): Promise<void>;
  /** Reads the kept source again with other options; on failure the previous data stays. */
  reread(options: ReadingOptions): Promise<void>;
  /** The first rows of the kept source as they would be read under these options; the project is not touched. Another preview ends this one with Cancelled. */
  previewReading(options: ReadingOptions): Promise<ReadingPreview>;
  setKind(column: string, kind: ColumnKind): Promise<void>;
  /** A page of the table, or of a view of it; asking for another view stops the work on the one before. */
  rows(offset: number, limit: number, view?: RowsView): Promise<RowsPage>;
  /** Where a row of the file, counted from 0, stands in a view; null where it is not shown. */
  placeOfRow(row: number, view: RowView): Promise<number | null>;
  /** Everything known of a column and of the target by what it holds; worked out when first asked for. */
  columnDetail(column: string): Promise<ColumnDetail>;
  rejectedRows(): Promise<NamedBlob>;

  /** Changes the problem; a new target or task has its classes, metric and findings worked out again. */
  setProblem(change: Partial<Omit<ProblemDefinition, 'roles' | 'classes' | 'taskReason' | 'taskOverridden'>>): Promise<void>;
  /** Whether the data can carry the goal: what is fine, what stands in the way, and ways to restate the problem. */
  support(): Promise<readonly SupportNote[]>;
  setRole(column: string, role: ColumnRole): Promise<void>;
  applyFix(findingId: string, fix: Fix): Promise<void>;
  dismissFinding(findingId: string): Promise<void>;
  /** Takes back the last edit of the plan: of roles, kinds, reading, problem, split, recipe or findings. */
  undo(): Promise<void>;
  /** Makes the edit again that was undone last; gone once the plan is edited otherwise. */
  redo(): Promise<void>;
  setSplit(change: Partial<SplitParams>): Promise<void>;
  setRecipe(recipe: { readonly dense: RecipeParams; readonly native: RecipeParams }): Promise<void>;
  /** How the split parts the rows, and what is wrong with it. */
  splitPicture(): Promise<SplitPicture>;
  /** Fits the recipe, up to and with the step `upTo` where given, on a sample of the development rows. */
  previewRecipe(input: 'dense' | 'native', upTo?: number | null): Promise<RecipePreview>;
  /** What is wrong with either recipe, as far as can be said without fitting it. */
  recipeProblems(): Promise<{ readonly dense: readonly RecipeProblem[]; readonly native: readonly RecipeProblem[] }>;
  /** The recipe that would be suggested for the plan as it stands. */
  suggestedRecipe(): Promise<{ readonly dense: RecipeParams; readonly native: RecipeParams }>;

  /** How strongly the columns go together, all pairs; kept for the dataset as it stands. Runs beside any job; rejects with Cancelled where stopped. */
  associations(): Promise<Associations>;
  /** Where cells are missing, and together with which others; as `associations`. */
  missingness(): Promise<Missingness>;
  /** Two columns seen together; null where one of them is free text. */
  pairDetail(first: string, second: string): Promise<PairDetail | null>;
  stopExploring(): Promise<void>;

  /**
   * Trains candidates (the default portfolio where none are given). With `keep`, what the current run has finished on the
   * same plan stays on its leaderboard and only what is missing or new is trained: so a run goes on after an interruption, and
   * so models are added by hand.
   */
  train(settings: Partial<RunSettings> & { readonly only?: string; readonly keep?: boolean }): Promise<void>;
  /** What a readable candidate, or a net, of the current run learned on its first fold; null where it is of neither kind. */
  lookInside(candidateId: string): Promise<ModelPicture | null>;
  pauseJob(): Promise<void>;
  resumeJob(): Promise<void>;
  stopJob(): Promise<void>;
  /** How a candidate of the current run does on its out-of-fold validation rows; with permutation importance. */
  evaluateCandidate(candidateId: string): Promise<Evaluation>;
  /**
   * Chooses the candidate, fits it on the development rows and looks at the locked test rows once, refits it on all
   * rows, and freezes it as a release with its exports checked.
   */
  chooseCandidate(candidateId: string, threshold: number | null): Promise<void>;

  scoreRow(fields: Readonly<Record<string, string>>): Promise<ScoredRow>;
  /** `escapeFormulas` puts an apostrophe before cells that a spreadsheet would run. */
  scoreFile(file: Blob, fileName: string, escapeFormulas: boolean): Promise<ScoredFile>;
  bundle(): Promise<NamedBlob>;
  report(): Promise<NamedBlob>;
  testPredictions(): Promise<NamedBlob>;
  /** The run as JSON: settings, leaderboard, test, findings, seconds per phase. */
  runRecord(): Promise<NamedBlob>;

  checkBatch(file: Blob, fileName: string): Promise<void>;
  probe(): Promise<Infrastructure>;
  setBackend(backend: BackendId | 'auto'): Promise<void>;
}
