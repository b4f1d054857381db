import type { Release } from '../core/release/release.ts';
import type { Table } from '../core/table/table.ts';
import type { Medium } from './medium.ts';
import type { ProjectPartStore } from './studio-storage.ts';

/** Source files by project and file name. */
export function createSourceStore(medium: Medium): ProjectPartStore<Blob> {
  return {
    list: async (projectId) => (await medium.keys('sources', projectId)).map(([, fileName]) => fileName),
    load: async (projectId, fileName) => (await medium.get('sources', [projectId, fileName])) ?? null,
    save: (projectId, fileName, file) => medium.put('sources', [projectId, fileName], file, `the file "${fileName}"`),
    delete: (projectId, fileName) => medium.delete('sources', [projectId, fileName]),
  };
}

/** Tables by project and dataset version. */
export function createDatasetStore(medium: Medium): ProjectPartStore<Table> {
  return {
    list: async (projectId) => (await medium.keys('datasets', projectId)).map(([, versionId]) => versionId),
    load: async (projectId, versionId) => (await medium.get('datasets', [projectId, versionId])) ?? null,
    save: (projectId, versionId, table) => medium.put('datasets', [projectId, versionId], table, 'the table'),
    delete: (projectId, versionId) => medium.delete('datasets', [projectId, versionId]),
  };
}

/** Releases by project and release version. */
export function createReleaseStore(medium: Medium): ProjectPartStore<Release> {
  return {
    list: async (projectId) => (await medium.keys('releases', projectId)).map(([, versionId]) => versionId),
    load: async (projectId, versionId) => (await medium.get('releases', [projectId, versionId])) ?? null,
    save: (projectId, versionId, release) =>
      medium.put('releases', [projectId, versionId], release, `release ${release.version}`),
    delete: (projectId, versionId) => medium.delete('releases', [projectId, versionId]),
  };
}
