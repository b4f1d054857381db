import type { BenchReport } from '../bench.ts';
import type { Asked, NetsRequests } from './act.ts';
import { measureNets } from './measure-all.ts';
import type { NetsThread } from './measure-steps.ts';
import type { WorkerAnswer } from './nets.worker.ts';

/** With this in its address the page waits for what the bench asks of it; opened without, it measures by itself. */
const driven = location.hash === '#driven';

let worker: Worker | null = null;

/** Asks the worker, one thing at a time. */
const inWorker: NetsThread = {
  ask(what, asked) {
    const asks = (worker ??= new Worker(new URL('./nets.worker.ts', import.meta.url), { type: 'module' }));
    return new Promise((resolve, reject) => {
      asks.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => (data.error === undefined ? resolve(data.given as never) : reject(new Error(data.error)));
      asks.onerror = (event) => reject(new Error(event.message || 'the worker did not start'));
      asks.postMessage({ what, asked });
    });
  },
};

/** Does it in this thread, whose heap can be looked at from outside. */
async function here<A extends Asked>(what: A, asked: NetsRequests[A]['asked']): Promise<NetsRequests[A]['given']> {
  const { act } = await import('./act.ts');
  return act(what, asked);
}

function element<E extends Element>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

function offerCopy(text: string): void {
  const button = element<HTMLButtonElement>('button');
  const copied = element('#copied');
  button.disabled = false;
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(text);
      copied.textContent = 'Copied.';
    } catch {
      getSelection()?.selectAllChildren(element('pre'));
      copied.textContent = 'This page may not write to the clipboard; the results are selected, copy them by hand.';
    }
  };
}

async function measureAndShow(): Promise<void> {
  const status = element('#status');
  const environment = { browser: navigator.userAgent, cores: navigator.hardwareConcurrency };
  const report: BenchReport = { environment, results: [], ratios: [], absent: [], say: (line) => (status.textContent = line) };
  let outcome = 'Done.';
  try {
    await measureNets(inWorker, null, report);
  } catch (error) {
    outcome = `It ended early: ${error instanceof Error ? error.message : String(error)}`;
    report.absent.push(outcome);
  }
  const { results, ratios, absent } = report;
  const text = JSON.stringify({ bench: 'nets', environment, results, ratios, absent }, null, 1);
  element('pre').textContent = text;
  offerCopy(text);
  status.textContent = `${outcome} The adapter: ${(environment as { adapter?: string }).adapter ?? 'none'}.`;
}

if (driven) {
  element('#status').textContent = 'Driven by the bench.';
  Object.assign(globalThis, { netsBench: { ask: inWorker.ask, here } });
} else {
  void measureAndShow();
}
