import { writing } from './errors.ts';
import type { Medium } from './medium.ts';
import type { StoreName, StudioDatabase } from './schema.ts';

/** Every key that begins with the project's id: arrays sort after strings. */
function rangeOf(projectId: string): IDBKeyRange {
  return IDBKeyRange.bound([projectId], [projectId, []]);
}

/**
 * The browser's database. A put can succeed and its transaction then abort for lack of room, so every write waits for
 * the transaction itself.
 */
export function createIndexedMedium(database: StudioDatabase): Medium {
  return {
    durable: true,
    get: (store, key) => database.get(store, key),
    allProjects: () => database.getAll('projects'),
    keys: (store, projectId) => database.getAllKeys(store, rangeOf(projectId)),
    put: (store, key, value, what) =>
      writing(what, async () => {
        const transaction = database.transaction(store, 'readwrite');
        await Promise.all([transaction.store.put(value, key), transaction.done]);
      }),
    putProject: (project, what) =>
      writing(what, async () => {
        const transaction = database.transaction('projects', 'readwrite');
        await Promise.all([transaction.store.put(project), transaction.done]);
      }),
    delete: (store, key) =>
      writing('the deletion', async () => {
        const transaction = database.transaction(store, 'readwrite');
        await Promise.all([transaction.store.delete(key), transaction.done]);
      }),
    deleteProject: (id) =>
      writing('the deletion', async () => {
        const stores: StoreName[] = ['projects', 'sources', 'datasets', 'values', 'releases'];
        const transaction = database.transaction(stores, 'readwrite');
        await Promise.all([
          transaction.objectStore('projects').delete(id),
          transaction.objectStore('sources').delete(rangeOf(id)),
          transaction.objectStore('datasets').delete(rangeOf(id)),
          transaction.objectStore('values').delete(rangeOf(id)),
          transaction.objectStore('releases').delete(rangeOf(id)),
          transaction.done,
        ]);
      }),
    close: () => database.close(),
  };
}
