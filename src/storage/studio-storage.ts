import type { FittedModel } from '../core/estimators/estimator.ts';
import type { Predictions } from '../core/metrics/predictions.ts';
import type { Reference } from '../core/monitoring/monitoring.ts';
import type { Project } from '../core/project/project.ts';
import type { RawRows, Release } from '../core/release/release.ts';
import type { Split } from '../core/split/split.ts';
import type { Table } from '../core/table/table.ts';
import type { CandidateValues } from '../core/training/run.ts';

/** The large values that a project keeps beside its record, by kind. Keys are the owner's: a version id, or "run/candidate". */
export interface StudioValues {
  split: Split;
  candidate: CandidateValues;
  model: FittedModel;
  /** A fitted recipe is JSON that recipe/ alone reads. */
  recipe: unknown;
  predictions: { readonly rows: Uint32Array; readonly predictions: Predictions };
  reference: Reference;
  golden: RawRows;
}

export type ValueKind = keyof StudioValues;

/** Project records: small, listed on the first page, saved often. */
export interface ProjectStore {
  /** All projects, the one updated last first. */
  list(): Promise<Project[]>;
  load(id: string): Promise<Project | null>;
  save(project: Project): Promise<void>;
}

/** One kind of large value, kept by project and by a key within it. */
export interface ProjectPartStore<Value> {
  /** The keys that the project holds, in code-unit order. */
  list(projectId: string): Promise<string[]>;
  load(projectId: string, key: string): Promise<Value | null>;
  save(projectId: string, key: string, value: Value): Promise<void>;
  delete(projectId: string, key: string): Promise<void>;
}

/** The values of StudioValues, by project, kind and key. */
export interface ValueStore {
  list(projectId: string): Promise<{ readonly kind: ValueKind; readonly key: string }[]>;
  load<K extends ValueKind>(projectId: string, kind: K, key: string): Promise<StudioValues[K] | null>;
  save<K extends ValueKind>(projectId: string, kind: K, key: string, value: StudioValues[K]): Promise<void>;
  delete(projectId: string, kind: ValueKind, key: string): Promise<void>;
}

/** How much room there is, as the browser says; its own word for it is "estimate". */
export interface StorageEstimateSeen {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  /** The browser promised not to clear it by itself. */
  readonly persistent: boolean;
}

/**
 * Where projects live. It is either the browser's database or, where that cannot be opened, memory; both keep the same
 * promises: a resolved save can be loaded again, loads give copies, an absent value is null, and what a save could not
 * write raises StorageFull and leaves the former value.
 */
export interface StudioStorage {
  /** False where everything is gone once the tab closes. */
  readonly durable: boolean;
  readonly projects: ProjectStore;
  /** Source files by file name. */
  readonly sources: ProjectPartStore<Blob>;
  /** Tables by dataset version id. */
  readonly datasets: ProjectPartStore<Table>;
  readonly values: ValueStore;
  /** Releases by release version id. */
  readonly releases: ProjectPartStore<Release>;
  /** Deletes the project and everything kept for it, all of it or nothing. */
  deleteProject(id: string): Promise<void>;
  /** Null where the browser does not say. */
  estimate(): Promise<StorageEstimateSeen | null>;
  /** Asks the browser to keep the data until the user deletes it; true where it agreed. */
  persist(): Promise<boolean>;
  close(): void;
}
