import type { Release } from '../core/release/release.ts';
import { upgradeRelease } from '../core/release/upgrade-release.ts';
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

/** Releases by project and release version; those of an earlier format are given in the one of today. */
export function createReleaseStore(medium: Medium): ProjectPartStore<Release> {
  return {
    list: async (projectId) => (await medium.keys('releases', projectId)).map(([, versionId]) => versionId),
    async load(projectId, versionId) {
      const stored = await medium.get('releases', [projectId, versionId]);
      return stored ? upgradeRelease(stored) : null;
    },
    save: (projectId, versionId, release) =>
      medium.put('releases', [projectId, versionId], release, `release ${release.version}`),
    delete: (projectId, versionId) => medium.delete('releases', [projectId, versionId]),
  };
}
