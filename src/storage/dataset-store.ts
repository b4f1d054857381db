import type { Table } from '../core/table/table.ts';
import type { Medium } from './medium.ts';
import type { ProjectPartStore } from './studio-storage.ts';
import { partsOf, tableOf, type StoredTable, type TablePart } from './table-parts.ts';

/** Parts of a table have its key, this sign, and their generation and number. */
const partSign = '#';
const partKey = (versionId: string, generation: number, part: number) => `${versionId}${partSign}${generation}.${part}`;

const what = 'the table';

/**
 * Tables by project and dataset version, in parts that the database takes. The parts are written first and the head last, so that
 * a save that fails leaves the former table as it was.
 */
export function createDatasetStore(medium: Medium): ProjectPartStore<Table> {
  const head = async (projectId: string, versionId: string) => (await medium.get('datasets', [projectId, versionId])) as StoredTable | Table | undefined;
  const dropParts = async (projectId: string, versionId: string, but: number | null) => {
    for (const [, key] of await medium.keys('datasets', projectId)) {
      const isPart = key.startsWith(`${versionId}${partSign}`) && (but === null || !key.startsWith(`${versionId}${partSign}${but}.`));
      if (isPart) await medium.delete('datasets', [projectId, key]);
    }
  };
  let last: Promise<void> = Promise.resolve();
  const save = async (projectId: string, versionId: string, table: Table) => {
    const former = await head(projectId, versionId);
    const generation = former && 'generation' in former ? former.generation + 1 : 0;
    const parts = partsOf(table);
    try {
      for (const [at, part] of parts.entries()) await medium.put('datasets', [projectId, partKey(versionId, generation, at)], part, what);
      await medium.put('datasets', [projectId, versionId], { nRows: table.nRows, nParts: parts.length, generation }, what);
    } catch (error) {
      await dropParts(projectId, versionId, former && 'generation' in former ? former.generation : null);
      throw error;
    }
    await dropParts(projectId, versionId, generation);
  };
  return {
    list: async (projectId) => (await medium.keys('datasets', projectId)).map(([, key]) => key).filter((key) => !key.includes(partSign)),
    async load(projectId, versionId) {
      const found = await head(projectId, versionId);
      if (!found) return null;
      // Written by a version of the studio that kept tables whole.
      if ('columns' in found) return found;
      const parts: TablePart[] = [];
      for (let part = 0; part < found.nParts; part++) {
        const value = await medium.get('datasets', [projectId, partKey(versionId, found.generation, part)]);
        if (!value || !('pieces' in value)) return null;
        parts.push(value);
      }
      return tableOf(found.nRows, parts);
    },
    // One after another: two saves of one version must not mix their parts.
    save: (projectId, versionId, table) => (last = last.then(() => save(projectId, versionId, table), () => save(projectId, versionId, table))),
    async delete(projectId, versionId) {
      await medium.delete('datasets', [projectId, versionId]);
      await dropParts(projectId, versionId, null);
    },
  };
}
