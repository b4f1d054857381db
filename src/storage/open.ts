import { openDB } from 'idb';
import { DatabaseIsNewer, StorageUnavailable } from './errors.ts';
import { createIndexedMedium } from './indexed-medium.ts';
import type { Medium } from './medium.ts';
import { createMemoryMedium } from './memory-medium.ts';
import { createDatasetStore } from './dataset-store.ts';
import { createReleaseStore, createSourceStore } from './part-stores.ts';
import { createProjectStore } from './project-store.ts';
import { estimateRoom, persistRoom } from './room.ts';
import { migrate, schemaVersion, type StudioDatabase, type StudioSchema } from './schema.ts';
import type { StudioStorage } from './studio-storage.ts';
import { createValueStore } from './value-store.ts';

/** What can happen to an open database from outside. All are optional to hear of; none loses data. */
export interface DatabaseEvents {
  /** Another tab holds an older version open, so this one waits; ask the user to close it. */
  blocked?(): void;
  /** Another tab needs a newer version; this connection was closed for it, so this tab has to be reloaded. */
  superseded?(): void;
  /** The browser closed the connection; saves fail until the page is reloaded. */
  terminated?(): void;
}

/** Opens the database called `name`, migrating it to the current schema. Throws StorageUnavailable, DatabaseIsNewer. */
export async function openStudioDatabase(name: string, events: DatabaseEvents = {}): Promise<StudioDatabase> {
  try {
    const database: StudioDatabase = await openDB<StudioSchema>(name, schemaVersion, {
      upgrade: (opened, oldVersion, _newVersion, transaction) => migrate(opened, oldVersion, transaction),
      blocked: () => events.blocked?.(),
      blocking: (_currentVersion, _blockedVersion, event) => {
        (event.target as IDBDatabase).close();
        events.superseded?.();
      },
      terminated: () => events.terminated?.(),
    });
    return database;
  } catch (error) {
    throw error instanceof Error && error.name === 'VersionError'
      ? new DatabaseIsNewer(error)
      : new StorageUnavailable(error);
  }
}

function storageOver(medium: Medium): StudioStorage {
  return {
    durable: medium.durable,
    projects: createProjectStore(medium),
    sources: createSourceStore(medium),
    datasets: createDatasetStore(medium),
    values: createValueStore(medium),
    releases: createReleaseStore(medium),
    deleteProject: (id) => medium.deleteProject(id),
    estimate: estimateRoom,
    persist: () => (medium.durable ? persistRoom() : Promise.resolve(false)),
    close: () => medium.close(),
  };
}

/** Storage in memory alone: gone with the tab. */
export function createMemoryStorage(): StudioStorage {
  return storageOver(createMemoryMedium());
}

/** Storage in the browser's database called `name`; throws StorageUnavailable, DatabaseIsNewer. */
export async function openIndexedStorage(name = 'atelier', events: DatabaseEvents = {}): Promise<StudioStorage> {
  return storageOver(createIndexedMedium(await openStudioDatabase(name, events)));
}

/** The browser's database where it can be opened, else memory; `durable` says which. */
export async function openStudioStorage(name = 'atelier', events: DatabaseEvents = {}): Promise<StudioStorage> {
  try {
    return await openIndexedStorage(name, events);
  } catch (error) {
    if (error instanceof StorageUnavailable) return createMemoryStorage();
    throw error;
  }
}
