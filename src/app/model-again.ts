import type { Project } from '../core/project/project.ts';
import { currentVersion } from '../core/project/current.ts';
import type { RunSettings } from '../core/training/run.ts';
import type { StudioApi } from '../worker/protocol.ts';

type TrainSettings = Parameters<StudioApi['train']>[0];

/** What the last run was asked for, if there was one. */
export function lastSettings(project: Project | null): RunSettings | null {
  return (project && currentVersion(project, 'run')?.settings) ?? null;
}

/** Whether only models that can be read are asked for. */
export function asksReadable(project: Project | null): boolean {
  return (project && currentVersion(project, 'problem')?.settings.constraints?.explainable) ?? false;
}

/** What a run is asked for again: all that its settings say but the candidates, on the data as it now stands. */
export function settingsAgain(project: Project): TrainSettings {
  const last = lastSettings(project);
  if (!last) return { ensemble: !asksReadable(project) };
  const { budgetSeconds, seed, backend, search = null, ensemble = false } = last;
  return { budgetSeconds, seed, backend, search, ensemble };
}

/**
 * What asks for the rest of an interrupted run, with all that it finished kept. It names no candidates and no search: those that
 * are named are trained anew, while the run's own settings say what is left of it.
 */
export const settingsToGoOn: TrainSettings = { keep: true };
