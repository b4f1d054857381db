import { describe, expect, it } from 'vitest';
import type { Project } from '../../src/core/project/project.ts';
import type { Table } from '../../src/core/table/table.ts';
import { ProjectIsNewer, StorageFailed } from '../../src/storage/errors.ts';
import type { StudioStorage } from '../../src/storage/studio-storage.ts';

/** A project record with nothing in it yet. */
export function emptyProject(id: string, updatedAt = '2026-01-01T00:00:00.000Z'): Project {
  return {
    schemaVersion: 1,
    id,
    name: `project ${id}`,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt,
    versions: [],
    current: {},
    ledger: [],
    testLooks: 0,
    dismissed: [],
    screen: 'data',
  };
}

const table: Table = {
  nRows: 3,
  columns: [
    { kind: 'number', name: 'age', values: Float64Array.of(1.5, NaN, -0) },
    { kind: 'category', name: 'color', codes: Int32Array.of(0, -1, 1), levels: ['red', '__proto__'] },
    { kind: 'datetime', name: 'at', values: Float64Array.of(0, NaN, 86_400_000) },
    { kind: 'text', name: 'note', values: ['a', null, ''] },
  ],
};

/** What every storage promises; `open` gives a fresh, empty one each time. */
export function storageContract(name: string, open: () => Promise<StudioStorage>): void {
  describe(`storage contract: ${name}`, () => {
    const fresh = async (use: (storage: StudioStorage) => Promise<void>) => {
      const storage = await open();
      try {
        await use(storage);
      } finally {
        storage.close();
      }
    };

    it('gives null for what it does not hold', () =>
      fresh(async (storage) => {
        expect(await storage.projects.load('p')).toBeNull();
        expect(await storage.projects.list()).toEqual([]);
        expect(await storage.sources.load('p', 'a.csv')).toBeNull();
        expect(await storage.datasets.load('p', 'd1')).toBeNull();
        expect(await storage.values.load('p', 'split', 's1')).toBeNull();
        expect(await storage.releases.load('p', 'r1')).toBeNull();
      }));

    it('lists projects, the one updated last first, and replaces on save', () =>
      fresh(async (storage) => {
        await storage.projects.save(emptyProject('a', '2026-01-01T00:00:00.000Z'));
        await storage.projects.save(emptyProject('b', '2026-01-03T00:00:00.000Z'));
        await storage.projects.save(emptyProject('c', '2026-01-02T00:00:00.000Z'));
        expect((await storage.projects.list()).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
        await storage.projects.save({ ...emptyProject('a', '2026-01-04T00:00:00.000Z'), name: 'renamed' });
        expect((await storage.projects.list()).map(({ name }) => name)).toEqual(['renamed', 'project b', 'project c']);
        expect((await storage.projects.load('a'))?.name).toBe('renamed');
      }));

    it('gives a table back with its typed arrays, NaN and -0 as they were', () =>
      fresh(async (storage) => {
        await storage.datasets.save('p', 'd1', table);
        const loaded = await storage.datasets.load('p', 'd1');
        expect(loaded).toEqual(table);
        const numbers = loaded?.columns[0];
        expect(numbers?.kind === 'number' && numbers.values instanceof Float64Array).toBe(true);
      }));

    it('keeps the last of several saves of one table, and lists and deletes it as one', () =>
      fresh(async (storage) => {
        const other: Table = { nRows: 1, columns: [{ kind: 'number', name: 'age', values: Float64Array.of(7) }] };
        await Promise.all([storage.datasets.save('p', 'd1', table), storage.datasets.save('p', 'd1', other), storage.datasets.save('p', 'd2', table)]);
        expect(await storage.datasets.load('p', 'd1')).toEqual(other);
        expect(await storage.datasets.load('p', 'd2')).toEqual(table);
        expect(await storage.datasets.list('p')).toEqual(['d1', 'd2']);
        await storage.datasets.delete('p', 'd1');
        expect(await storage.datasets.list('p')).toEqual(['d2']);
        expect(await storage.datasets.load('p', 'd1')).toBeNull();
      }));

    it('gives source files back byte for byte', () =>
      fresh(async (storage) => {
        const bytes = Uint8Array.of(0xff, 0xfe, 0x00, 0x41, 0x0d, 0x0a);
        await storage.sources.save('p', 'ä "b".csv', new Blob([bytes]));
        const loaded = await storage.sources.load('p', 'ä "b".csv');
        expect(loaded && new Uint8Array(await loaded.arrayBuffer())).toEqual(bytes);
        expect(await storage.sources.list('p')).toEqual(['ä "b".csv']);
      }));

    it('keeps values of one key apart by kind', () =>
      fresh(async (storage) => {
        await storage.values.save('p', 'recipe', 'v1', { steps: [1] });
        await storage.values.save('p', 'golden', 'v1', { nRows: 1, columns: { a: ['1'] } });
        expect(await storage.values.load('p', 'recipe', 'v1')).toEqual({ steps: [1] });
        expect(await storage.values.load('p', 'golden', 'v1')).toEqual({ nRows: 1, columns: { a: ['1'] } });
        expect(await storage.values.list('p')).toEqual([
          { kind: 'golden', key: 'v1' },
          { kind: 'recipe', key: 'v1' },
        ]);
        await storage.values.delete('p', 'recipe', 'v1');
        expect(await storage.values.load('p', 'recipe', 'v1')).toBeNull();
        expect(await storage.values.load('p', 'golden', 'v1')).not.toBeNull();
      }));

    it('is not changed by what happens to a value after it was saved or loaded', () =>
      fresh(async (storage) => {
        const values = Float64Array.of(1, 2);
        await storage.datasets.save('p', 'd', { nRows: 2, columns: [{ kind: 'number', name: 'x', values }] });
        values[0] = 99;
        const first = await storage.datasets.load('p', 'd');
        if (first?.columns[0].kind === 'number') first.columns[0].values[1] = 99;
        const second = await storage.datasets.load('p', 'd');
        expect(second?.columns[0]).toEqual({ kind: 'number', name: 'x', values: Float64Array.of(1, 2) });
      }));

    it('deletes a project with all its parts, and nothing of another whose id begins alike', () =>
      fresh(async (storage) => {
        for (const id of ['p', 'p2', 'p\uffff', 'o']) {
          await storage.projects.save(emptyProject(id));
          await storage.sources.save(id, 'a.csv', new Blob(['x']));
          await storage.datasets.save(id, '', table);
          await storage.datasets.save(id, '\uffff', table);
          await storage.values.save(id, 'recipe', 'r', 1);
        }
        await storage.deleteProject('p');
        expect(await storage.projects.load('p')).toBeNull();
        expect(await storage.sources.list('p')).toEqual([]);
        expect(await storage.datasets.list('p')).toEqual([]);
        expect(await storage.values.list('p')).toEqual([]);
        for (const id of ['p2', 'p\uffff', 'o']) {
          expect(await storage.projects.load(id)).not.toBeNull();
          expect(await storage.sources.list(id)).toEqual(['a.csv']);
          expect(await storage.datasets.list(id)).toEqual(['', '\uffff']);
          expect(await storage.values.list(id)).toHaveLength(1);
        }
      }));

    it('says in words that a value cannot be kept, and leaves the former one', () =>
      fresh(async (storage) => {
        await storage.values.save('p', 'recipe', 'r', 'former');
        await expect(storage.values.save('p', 'recipe', 'r', () => 1)).rejects.toThrow(StorageFailed);
        expect(await storage.values.load('p', 'recipe', 'r')).toBe('former');
      }));

    it('names a project of a later format instead of misreading it', () =>
      fresh(async (storage) => {
        const later = { ...emptyProject('n'), schemaVersion: 2 } as unknown as Project;
        await storage.projects.save(later);
        expect(await storage.projects.list()).toEqual([]);
        await expect(storage.projects.load('n')).rejects.toThrow(ProjectIsNewer);
      }));
  });
}
