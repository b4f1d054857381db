import type { Project } from '../core/project/project.ts';
import { ProjectIsNewer } from './errors.ts';
import type { Medium } from './medium.ts';
import type { ProjectStore } from './studio-storage.ts';

/** Project records over a medium. Records of a later format are not listed, and loading one says so. */
export function createProjectStore(medium: Medium): ProjectStore {
  return {
    async list() {
      const readable = (await medium.allProjects()).filter(({ schemaVersion }) => schemaVersion === 1);
      return readable.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0));
    },
    async load(id) {
      const project: Project | undefined = await medium.get('projects', id);
      if (project && project.schemaVersion !== 1) {
        const { name, schemaVersion } = project as { name: string; schemaVersion: unknown };
        throw new ProjectIsNewer(name, schemaVersion);
      }
      return project ?? null;
    },
    save: (project) => medium.putProject(project, `the project "${project.name}"`),
  };
}
