import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { DatabaseIsNewer } from '../../../src/storage/errors.ts';
import { openIndexedStorage, openStudioDatabase } from '../../../src/storage/open.ts';
import { schemaVersion } from '../../../src/storage/schema.ts';
import { emptyProject, storageContract } from '../../contract/storage-contract.ts';

const names: string[] = [];
function freshName(): string {
  const name = `atelier-test-${names.length}`;
  names.push(name);
  return name;
}

afterEach(async () => {
  await Promise.all(names.map((name) => deleteDB(name)));
});

storageContract('the browser database', () => openIndexedStorage(freshName()));

describe('the studio database', () => {
  it('has the stores of schema version 1', async () => {
    const database = await openStudioDatabase(freshName());
    expect(schemaVersion).toBe(1);
    expect(database.version).toBe(1);
    expect([...database.objectStoreNames]).toEqual(['datasets', 'projects', 'releases', 'sources', 'values']);
    const transaction = database.transaction('projects');
    expect(transaction.store.keyPath).toBe('id');
    expect([...transaction.store.indexNames]).toEqual(['updatedAt']);
    database.close();
  });

  it('still holds a record, a file and a table after it was closed and opened again', async () => {
    const name = freshName();
    const first = await openIndexedStorage(name);
    expect(first.durable).toBe(true);
    await first.projects.save(emptyProject('p'));
    await first.sources.save('p', 'a.csv', new Blob(['a,b\n1,2\n']));
    const column = { kind: 'number', name: 'a', values: Float64Array.of(1) } as const;
    await first.datasets.save('p', 'd', { nRows: 1, columns: [column] });
    first.close();
    const second = await openIndexedStorage(name);
    expect(await second.projects.load('p')).toEqual(emptyProject('p'));
    expect(await (await second.sources.load('p', 'a.csv'))?.text()).toBe('a,b\n1,2\n');
    expect((await second.datasets.load('p', 'd'))?.columns).toEqual([column]);
    second.close();
  });

  it('lets go of the database when another tab needs a newer one, and says so', async () => {
    const name = freshName();
    let superseded = false;
    const storage = await openIndexedStorage(name, { superseded: () => (superseded = true) });
    const newer = await openDB(name, schemaVersion + 1);
    expect(superseded).toBe(true);
    newer.close();
    await expect(openIndexedStorage(name)).rejects.toThrow(DatabaseIsNewer);
    storage.close();
  });

  it('gives an estimate of the room', async () => {
    const storage = await openIndexedStorage(freshName());
    const room = await storage.estimate();
    expect(room?.quotaBytes).toBeGreaterThan(0);
    expect(typeof (await storage.persist())).toBe('boolean');
    storage.close();
  });
});
