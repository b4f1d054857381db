import type { TimedReading } from './reader.worker.ts';

// As the page of the studio does: the file goes to a worker, which reads it.
const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
const input = document.querySelector('input');

/** Reads the chosen file once. */
function readOnce(): Promise<TimedReading> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<TimedReading>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(input?.files?.[0]);
  });
}

Object.assign(globalThis, { readOnce });
