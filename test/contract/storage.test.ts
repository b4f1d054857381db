import { describe, expect, it } from 'vitest';
import { StorageFailed, StorageFull, writing } from '../../src/storage/errors.ts';
import { createMemoryStorage, openStudioStorage } from '../../src/storage/open.ts';
import { storageContract } from './storage-contract.ts';

storageContract('memory', async () => createMemoryStorage());

describe('storage where there is no database', () => {
  it('falls back to memory and says that it does not last', async () => {
    const storage = await openStudioStorage();
    expect(storage.durable).toBe(false);
    expect(await storage.persist()).toBe(false);
  });
});

describe('writing', () => {
  it('turns a lack of room into a sentence with the way out', async () => {
    const quota = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    const failure = writing('the table', () => Promise.reject(quota));
    await expect(failure).rejects.toThrow(StorageFull);
    await expect(failure).rejects.toThrow(/^StorageFull: .*the table.*not saved; download a copy/);
  });

  it('names another failure as what it is', async () => {
    await expect(writing('the table', () => Promise.reject(new Error('boom')))).rejects.toThrow(StorageFailed);
  });
});
