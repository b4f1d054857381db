import * as Comlink from 'comlink';
import { openStudioStorage } from '../storage/open.ts';
import { gatherEvents } from './gather-events.ts';
import type { StudioApi } from './protocol.ts';
import { Session } from './session.ts';

/** The command groups, each fetched when one of its commands is first asked for, so that the first page stays small. */
const groups = {
  projects: async (session: Session) => (await import('./handlers/projects.ts')).projectCommands(session),
  archives: async (session: Session) => (await import('./handlers/archives.ts')).archiveCommands(session),
  reading: async (session: Session) => (await import('./handlers/reading.ts')).readingCommands(session),
  inspecting: async (session: Session) => (await import('./handlers/inspecting.ts')).inspectingCommands(session),
  planning: async (session: Session) => (await import('./handlers/planning.ts')).planningCommands(session),
  fixing: async (session: Session) => (await import('./handlers/fixing.ts')).fixingCommands(session),
  undoing: async (session: Session) => (await import('./handlers/undoing.ts')).undoingCommands(session),
  preparing: async (session: Session) => (await import('./handlers/preparing.ts')).preparingCommands(session),
  exploring: async (session: Session) => (await import('./handlers/exploring.ts')).exploringCommands(session),
  training: async (session: Session) => (await import('./handlers/training.ts')).trainingCommands(session),
  choosing: async (session: Session) => (await import('./handlers/choosing.ts')).choosingCommands(session),
  serving: async (session: Session) => (await import('./handlers/serving.ts')).servingCommands(session),
  batches: async (session: Session) => (await import('./handlers/batches.ts')).batchCommands(session),
  compute: async (session: Session) => (await import('./handlers/compute.ts')).computeCommands(session),
} as const;

type Group = keyof typeof groups;
type Commands = Omit<StudioApi, 'subscribe'>;

/** Which group each command is in. */
const home: { readonly [Command in keyof Commands]: Group } = {
  listProjects: 'projects',
  openProject: 'projects',
  closeProject: 'projects',
  deleteProject: 'projects',
  renameProject: 'projects',
  setScreen: 'projects',
  exportProject: 'archives',
  importProject: 'archives',
  createProject: 'reading',
  createProjectFrom: 'reading',
  createSample: 'reading',
  reread: 'reading',
  previewReading: 'reading',
  rows: 'inspecting',
  placeOfRow: 'inspecting',
  columnDetail: 'inspecting',
  rejectedRows: 'reading',
  setKind: 'planning',
  setProblem: 'planning',
  support: 'planning',
  setRole: 'planning',
  applyFix: 'fixing',
  dismissFinding: 'fixing',
  undo: 'undoing',
  redo: 'undoing',
  setSplit: 'preparing',
  setRecipe: 'preparing',
  splitPicture: 'preparing',
  previewRecipe: 'preparing',
  recipeProblems: 'preparing',
  suggestedRecipe: 'preparing',
  associations: 'exploring',
  missingness: 'exploring',
  pairDetail: 'exploring',
  stopExploring: 'exploring',
  train: 'training',
  pauseJob: 'training',
  resumeJob: 'training',
  stopJob: 'training',
  evaluateCandidate: 'training',
  lookInside: 'training',
  chooseCandidate: 'choosing',
  scoreRow: 'serving',
  scoreFile: 'serving',
  bundle: 'serving',
  report: 'serving',
  testPredictions: 'serving',
  runRecord: 'serving',
  checkBatch: 'batches',
  probe: 'compute',
  setBackend: 'compute',
};

/** The one session of this worker; commands wait until its storage is open. */
const opened = openStudioStorage().then((storage) => new Session(storage));

function commandOf(name: keyof Commands) {
  return async (...args: unknown[]): Promise<unknown> => {
    const commands: Partial<Commands> = await groups[home[name]](await opened);
    return (commands[name] as (...given: unknown[]) => unknown)(...args);
  };
}

const commands = Object.fromEntries((Object.keys(home) as (keyof Commands)[]).map((name) => [name, commandOf(name)]));

Comlink.expose({
  ...commands,
  subscribe: async (listener: Parameters<StudioApi['subscribe']>[0]) => (await opened).listen(gatherEvents(listener)),
});
