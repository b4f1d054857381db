import { currentVersion, versionsOf } from '../core/project/current.ts';
import type { Project, ScreenName } from '../core/project/project.ts';
import type { LeaderboardEntry } from '../core/training/run.ts';

/** The leaderboard's line that the current release came from; null where its run is not there. */
export function chosenEntry(project: Project | null): LeaderboardEntry | null {
  const release = project && currentVersion(project, 'release');
  if (!project || !release) return null;
  const evaluation = versionsOf(project, 'evaluation').find(({ id }) => id === release.parents.evaluation);
  const run = versionsOf(project, 'run').find(({ id }) => id === evaluation?.settings.runId);
  return run?.result?.leaderboard.find(({ candidate }) => candidate.id === release.settings.candidateId) ?? null;
}

export interface MissingStep {
  readonly title: string;
  readonly why: string;
  readonly action: string;
  readonly screen: ScreenName;
}

/** What is missing before anything can be served, and where to do it. */
export function serveEmpty(project: Project | null): MissingStep {
  if (!project || !currentVersion(project, 'dataset')) {
    return { title: 'There is nothing to serve yet.', why: 'First bring data: drop a CSV file anywhere, or open a sample project.', action: 'Go to Data', screen: 'data' };
  }
  if (!currentVersion(project, 'run')?.result) {
    return { title: 'There is no model to serve yet.', why: 'Train models first; then choose one, and it becomes a release.', action: 'Go to Model', screen: 'model' };
  }
  return { title: 'No model has been chosen yet.', why: 'Choose one on the Model screen: it is measured on the test rows, fitted again on all rows and frozen as a release.', action: 'Choose a model', screen: 'model' };
}

/** What is missing before a batch can be checked, and where to do it. */
export function monitorEmpty(project: Project | null): MissingStep {
  const missing = serveEmpty(project);
  return { ...missing, title: 'There is no release to watch yet.', why: `A later batch is compared with what the release was made from. ${missing.why}` };
}
