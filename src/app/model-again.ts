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

/** What an interrupted run still has to do: its own settings, with all that it finished kept. */
export function settingsToGoOn(project: Project): TrainSettings {
  return { ...lastSettings(project), keep: true };
}
