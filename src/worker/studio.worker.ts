import * as Comlink from 'comlink';
import { openStudioStorage } from '../storage/open.ts';
import { batchCommands } from './handlers/batches.ts';
import { choosingCommands } from './handlers/choosing.ts';
import { computeCommands } from './handlers/compute.ts';
import { planningCommands } from './handlers/planning.ts';
import { projectCommands } from './handlers/projects.ts';
import { readingCommands } from './handlers/reading.ts';
import { servingCommands } from './handlers/serving.ts';
import { trainingCommands } from './handlers/training.ts';
import type { StudioApi } from './protocol.ts';
import { Session } from './session.ts';

/** The one session of this worker; commands wait until its storage is open. */
const opened = openStudioStorage().then((storage) => {
  const session = new Session(storage);
  const commands: Omit<StudioApi, 'subscribe'> = {
    ...projectCommands(session),
    ...readingCommands(session),
    ...planningCommands(session),
    ...trainingCommands(session),
    ...choosingCommands(session),
    ...servingCommands(session),
    ...batchCommands(session),
    ...computeCommands(session),
  };
  const api: StudioApi = { ...commands, subscribe: async (listener) => session.listen(listener) };
  return api;
});

const api = new Proxy({} as StudioApi, {
  get:
    (_target, command: keyof StudioApi) =>
    async (...args: unknown[]) => {
      const commands = await opened;
      return (commands[command] as (...given: unknown[]) => unknown)(...args);
    },
});

Comlink.expose(api);
