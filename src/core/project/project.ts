import type { Reading, ReadingOptions } from '../csv/reading.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { BatchCheck } from '../monitoring/monitoring.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import type { RecipeParams } from '../recipe/recipe.ts';
import type { MemberFacts } from '../release/describe-members.ts';
import type { Release } from '../release/release.ts';
import type { SplitParams } from '../split/split.ts';
import type { Profile } from '../profile/profile.ts';
import type { RunResult, RunSettings } from '../training/run.ts';

/** The stages of a project, in the order in which they depend on one another. */
export const stageNames = ['source', 'dataset', 'problem', 'split', 'recipe', 'run', 'evaluation', 'release', 'batch'] as const;
export type StageName = (typeof stageNames)[number];

/** What each stage was asked to do. */
export interface StageSettings {
  source: { readonly fileName: string; readonly sizeBytes: number; readonly contentHash: string };
  dataset: { readonly options: ReadingOptions };
  problem: ProblemDefinition;
  split: SplitParams;
  /** The two recipes, by the input that learners ask for. */
  recipe: { readonly dense: RecipeParams; readonly native: RecipeParams };
  run: RunSettings;
  /** The candidate that was chosen and measured on the test rows. */
  evaluation: { readonly runId: string; readonly candidateId: string };
  release: { readonly version: string; readonly candidateId: string; readonly threshold: number | null };
  batch: { readonly fileName: string; readonly contentHash: string };
}

/** What each stage gave; null while it has not. Large values are stored apart. */
export interface StageResults {
  source: null;
  dataset: { readonly reading: Reading; readonly profile: Profile };
  problem: null;
  split: { readonly developmentRows: number; readonly testRows: number; readonly nFolds: number };
  recipe: null;
  run: RunResult;
  evaluation: Evaluation;
  release: Omit<Release, 'formatVersion' | 'classes' | 'members'> & {
    /** Absent in releases of before, which are one model each. */
    readonly members?: readonly MemberFacts[];
    /** Of all members together. */
    readonly modelBytes: number;
    readonly parity: readonly ExportParity[];
  };
  batch: BatchCheck;
}

/** The worst absolute difference of one export from the studio's own scorer over the golden rows. */
export interface ExportParity {
  readonly file: string;
  readonly worstDifference: number;
  readonly rows: number;
  /** Milliseconds from its files to the answers for those rows; absent in releases of before. */
  readonly durationMs?: number;
}

/** One version of one stage: never changed once written. */
export interface StageVersion<S extends StageName = StageName> {
  readonly id: string;
  readonly stage: S;
  /** 1, 2, … within the stage. */
  readonly version: number;
  /** ISO 8601 instant. */
  readonly createdAt: string;
  readonly settings: StageSettings[S];
  /** Ids of the versions it was made from, by stage. */
  readonly parents: Readonly<Partial<Record<StageName, string>>>;
  /** Hash of its settings and of its parents' hashes. */
  readonly hash: string;
  readonly result: StageResults[S] | null;
}

/** A decision worth remembering: what, why, and the stage version it concerns. */
export interface LedgerEntry {
  readonly at: string;
  readonly what: string;
  readonly why: string;
  readonly versionId: string | null;
}

/** Everything a project is, but for its large values. */
export interface Project {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** All versions of all stages, oldest first. */
  readonly versions: readonly StageVersion[];
  /** The version of each stage that is current; absent where there is none yet. */
  readonly current: Readonly<Partial<Record<StageName, string>>>;
  readonly ledger: readonly LedgerEntry[];
  /** How often the test rows were looked at. */
  readonly testLooks: number;
  /** Ids of findings that the user dismissed. */
  readonly dismissed: readonly string[];
  /** Where the user was. */
  readonly screen: ScreenName;
}

export type ScreenName = 'problem' | 'data' | 'model' | 'infrastructure' | 'serve' | 'monitor' | 'history';
