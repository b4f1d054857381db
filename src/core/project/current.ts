import type { Project, StageName, StageVersion } from './project.ts';

/** The current version of `stage`, or null where there is none yet. */
export function currentVersion<S extends StageName>(project: Project, stage: S): StageVersion<S> | null {
  const id = project.current[stage];
  const found = id === undefined ? undefined : project.versions.find((version) => version.id === id);
  return (found as StageVersion<S> | undefined) ?? null;
}

/** All versions of `stage`, oldest first. */
export function versionsOf<S extends StageName>(project: Project, stage: S): StageVersion<S>[] {
  return project.versions.filter((version) => version.stage === stage) as StageVersion<S>[];
}
