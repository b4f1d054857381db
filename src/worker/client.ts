import * as Comlink from 'comlink';
import type { StudioApi } from './protocol.ts';

/** The studio worker behind its protocol; listeners are wrapped so that they can be called from the worker. */
export function connectStudio(): StudioApi {
  const worker = new Worker(new URL('./studio.worker.ts', import.meta.url), { type: 'module', name: 'studio' });
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
