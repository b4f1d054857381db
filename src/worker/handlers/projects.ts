import { currentVersion } from '../../core/project/current.ts';
import type { Project } from '../../core/project/project.ts';
import { staleness } from '../../core/project/staleness.ts';
import { ProjectLost } from '../errors.ts';
import { lockProject } from '../project-lock.ts';
import type { ProjectSummary, StudioApi } from '../protocol.ts';
import { stamp, type Session } from '../session.ts';

function summaryOf(project: Project): ProjectSummary {
  const dataset = currentVersion(project, 'dataset');
  const problem = currentVersion(project, 'problem');
  const run = currentVersion(project, 'run');
  const best = run?.result?.leaderboard.find(({ candidate }) => candidate.id === run.result?.bestId);
  const estimate = problem && best?.validation[problem.settings.metric];
  return {
    id: project.id,
    name: project.name,
    updatedAt: project.updatedAt,
    rows: dataset?.result?.profile.nRows ?? null,
    target: problem?.settings.target ?? null,
    best: problem && estimate ? { metric: problem.settings.metric, value: estimate.value } : null,
    staleStages: Object.keys(staleness(project)).length,
  };
}

async function openProject(session: Session, id: string): Promise<void> {
  if (session.project?.id === id) return;
  const project = await session.storage.projects.load(id);
  const source = project && currentVersion(project, 'source');
  const dataset = project && currentVersion(project, 'dataset');
  if (!project || !source || !dataset) throw new ProjectLost();
  const file = await session.storage.sources.load(id, source.settings.fileName);
  if (!file) throw new ProjectLost();
  await session.endJob();
  const stored = await session.storage.datasets.load(id, dataset.id);
  const readAgain = async () => (await import('./understanding.ts')).readSource(session, file, source.settings.fileName, dataset.settings.options);
  const table = stored ?? (await readAgain()).table;
  await session.open(project, table, file);
}

async function closeProject(session: Session): Promise<void> {
  await session.endJob();
  await session.close();
  session.publish({ type: 'project', project: null });
}

async function deleteProject(session: Session, id: string): Promise<void> {
  if (session.project?.id === id) await closeProject(session);
  // Another tab that has it open would go on writing into what is gone.
  const unlock = await lockProject(id);
  try {
    await session.storage.deleteProject(id);
  } finally {
    unlock();
  }
}

type Commands = Pick<
  StudioApi,
  'listProjects' | 'openProject' | 'closeProject' | 'deleteProject' | 'renameProject' | 'setScreen'
>;

/** Commands on whole projects. */
export function projectCommands(session: Session): Commands {
  return {
    listProjects: async () => (await session.storage.projects.list()).map(summaryOf),
    openProject: (id) => session.inTurn(() => openProject(session, id)),
    closeProject: () => session.inTurn(() => closeProject(session)),
    deleteProject: (id) => session.inTurn(() => deleteProject(session, id)),
    renameProject: async (name) => {
      const trimmed = name.trim();
      if (trimmed) session.update((project) => ({ ...project, name: trimmed, updatedAt: stamp().at }));
    },
    setScreen: async (screen) => session.update((project) => ({ ...project, screen })),
  };
}
