import * as Comlink from 'comlink';
import type { StudioApi } from './protocol.ts';

/**
 * The studio worker behind its protocol; listeners are wrapped so that they can be called from the worker. `onFailure` is
 * told of an error that no command reports: the worker could not start, or stopped.
 */
export function connectStudio(onFailure: (detail: string) => void): StudioApi {
  const worker = new Worker(new URL('./studio.worker.ts', import.meta.url), { type: 'module', name: 'studio' });
  worker.addEventListener('error', (event) => onFailure(event.message || 'its script could not be loaded'));
  worker.addEventListener('messageerror', () => onFailure('a message could not be read'));
  const remote = Comlink.wrap<StudioApi>(worker);
  return new Proxy({} as StudioApi, {
    get: (_target, command: keyof StudioApi) => {
      if (command === 'subscribe') {
        return (listener: Parameters<StudioApi['subscribe']>[0]) => remote.subscribe(Comlink.proxy(listener));
      }
      return remote[command];
    },
  });
}
