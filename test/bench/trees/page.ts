import type { TreesAnswer, TreesRequest } from './trees.worker.ts';

/** What the bench asks of the page: the chosen files are named by their place in the input. */
export interface PageRequest {
  /** Which worker does it: each has samples and a model of its own. */
  readonly worker: number;
  readonly request: TreesRequest;
  /** For `load`: the places of the files of X and y. */
  readonly files?: readonly [x: number, y: number];
}

const workers = new Map<number, Worker>();
const input = document.querySelector('input');

function workerOf(id: number): Worker {
  const worker = workers.get(id) ?? new Worker(new URL('./trees.worker.ts', import.meta.url), { type: 'module' });
  workers.set(id, worker);
  return worker;
}

function ask({ worker: id, request, files }: PageRequest): Promise<TreesAnswer> {
  const worker = workerOf(id);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<TreesAnswer>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ request, files: files?.map((place) => input?.files?.[place]) });
  });
}

/** Does all of them at once, and says how long it took from the first to the last. */
async function askAll(requests: readonly PageRequest[]): Promise<{ seconds: number; answers: TreesAnswer[] }> {
  const startedAt = performance.now();
  const answers = await Promise.all(requests.map(ask));
  return { seconds: (performance.now() - startedAt) / 1000, answers };
}

Object.assign(globalThis, { askAll });
