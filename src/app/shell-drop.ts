import type { Project, ScreenName } from '../core/project/project.ts';

export type DropAction = 'create' | 'score' | 'check' | 'import';

/** What dropping a file here would do, and how the page says so. */
export interface DropIntent {
  readonly action: DropAction;
  readonly title: string;
  readonly detail: string;
}

const archive = /\.atelier\.zip$/i;

function hasRelease(project: Project | null): boolean {
  return project?.current.release !== undefined;
}

/** What a file dropped on `screen` is for; its name is unknown while it hovers. */
export function dropIntent(screen: ScreenName, project: Project | null, fileName: string | null): DropIntent {
  if (fileName !== null && archive.test(fileName)) {
    return { action: 'import', title: 'Open this project', detail: 'It is added beside the others.' };
  }
  if (screen === 'monitor' && hasRelease(project)) {
    return { action: 'check', title: 'Check this batch', detail: 'It is compared with what the model was trained on.' };
  }
  if (screen === 'serve' && hasRelease(project)) {
    return { action: 'score', title: 'Score this file', detail: 'Every row gets a prediction; the file stays here.' };
  }
  return {
    action: 'create',
    title: project ? 'Start a new project from this' : 'Drop a table to begin',
    detail: `${project ? `${project.name} stays as it is. ` : ''}Several files with the same columns become one table.`,
  };
}
