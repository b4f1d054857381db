import { archiveCommands } from '../../src/worker/handlers/archives.ts';
import { batchCommands } from '../../src/worker/handlers/batches.ts';
import { fixingCommands } from '../../src/worker/handlers/fixing.ts';
import { inspectingCommands } from '../../src/worker/handlers/inspecting.ts';
import { planningCommands } from '../../src/worker/handlers/planning.ts';
import { preparingCommands } from '../../src/worker/handlers/preparing.ts';
import { undoingCommands } from '../../src/worker/handlers/undoing.ts';
import { projectCommands } from '../../src/worker/handlers/projects.ts';
import { readingCommands } from '../../src/worker/handlers/reading.ts';
import { trainingCommands } from '../../src/worker/handlers/training.ts';
import { Session } from '../../src/worker/session.ts';
import { currentVersion } from '../../src/core/project/current.ts';
import type { StageName } from '../../src/core/project/project.ts';
import { createMemoryStorage } from '../../src/storage/open.ts';
import type { StudioEvent } from '../../src/worker/protocol.ts';
import { nodeExecutor } from './node-executor.ts';

/** A session over memory that fits in this thread, with the commands of its worker but those that serve. */
export function workerSession() {
  // Node 20 has no navigator; browsers without Web Locks are trusted.
  if (typeof navigator === 'undefined') Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  const session = new Session(createMemoryStorage());
  const fits = { ...nodeExecutor(), attach: () => undefined, probe: async () => ({ backends: [], chosen: 'cpu', reason: '' }) };
  Object.defineProperty(session, 'fits', { value: fits });
  const events: StudioEvent[] = [];
  session.listen((event) => events.push(event));
  const commands = {
    ...projectCommands(session),
    ...archiveCommands(session),
    ...readingCommands(session),
    ...inspectingCommands(session),
    ...planningCommands(session),
    ...fixingCommands(session),
    ...preparingCommands(session),
    ...undoingCommands(session),
    ...trainingCommands(session),
    ...batchCommands(session),
  };
  const settingsOf = <S extends StageName>(stage: S) => currentVersion(session.requireProject(), stage)!.settings;
  return { session, commands, events, settingsOf };
}

/** A file as dropped on the page. */
export const fileOf = (text: string) => new Blob([text], { type: 'text/csv' });
