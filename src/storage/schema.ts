import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { Project } from '../core/project/project.ts';
import type { Release } from '../core/release/release.ts';
import type { ReleaseOfFormat1 } from '../core/release/upgrade-release.ts';
import type { Table } from '../core/table/table.ts';
import type { StoredTable, TablePart } from './table-parts.ts';
import type { StudioValues, ValueKind } from './studio-storage.ts';

/**
 * The database. Every key but the projects' own begins with the project's id, so that one key range per store holds all
 * that belongs to a project.
 */
export interface StudioSchema extends DBSchema {
  projects: { key: string; value: Project; indexes: { updatedAt: string } };
  sources: { key: [projectId: string, fileName: string]; value: Blob };
  /** A table's head by its version, its parts beside it; older ones stand whole under their version. */
  datasets: { key: [projectId: string, key: string]; value: Table | StoredTable | TablePart };
  values: { key: [projectId: string, kind: ValueKind, key: string]; value: StudioValues[ValueKind] };
  releases: { key: [projectId: string, versionId: string]; value: Release | ReleaseOfFormat1 };
}

export type StudioDatabase = IDBPDatabase<StudioSchema>;
export type StoreName = StoreNames<StudioSchema>;
type UpgradeTransaction = IDBPTransaction<StudioSchema, StoreName[], 'versionchange'>;

/** `migrations[v]` takes a database from version v to v + 1; none of them is ever changed once it was published. */
const migrations: readonly ((database: StudioDatabase, transaction: UpgradeTransaction) => void)[] = [
  (database) => {
    database.createObjectStore('projects', { keyPath: 'id' }).createIndex('updatedAt', 'updatedAt');
    database.createObjectStore('sources');
    database.createObjectStore('datasets');
    database.createObjectStore('values');
    database.createObjectStore('releases');
  },
];

/** The schema's version; a database of a lower one is migrated when it is opened. */
export const schemaVersion = migrations.length;

/** Brings a database from `oldVersion` (0 for a new one) to `schemaVersion`. */
export function migrate(database: StudioDatabase, oldVersion: number, transaction: UpgradeTransaction): void {
  for (const migration of migrations.slice(oldVersion)) migration(database, transaction);
}
