import type { Browser, Page } from 'playwright-core';

/** How long the tasks of a page's thread took, in milliseconds, longest first. */
export interface PageTasks {
  /** From begin to end; others that use the machine stretch it. */
  readonly wallMs: readonly number[];
  /** What the thread itself computed, whatever else goes on. */
  readonly cpuMs: readonly number[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const mark = 'the thread of the page';

/** Notes the tasks of the page's thread until the function that it gives is called. One page of a browser at a time. */
export async function watchTasks(browser: Browser, page: Page): Promise<() => Promise<PageTasks>> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  await page.evaluate((name) => void performance.mark(name), mark);
  return async () => {
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const marked = traceEvents.find(({ name }) => name === mark);
    if (!marked) throw new Error('the trace knows nothing of the page');
    const tasks = traceEvents.filter(({ name, ph, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X' && pid === marked.pid && tid === marked.tid);
    if (tasks.length === 0 || tasks.every(({ tdur }) => tdur === undefined)) throw new Error('the trace holds no task of the page’s thread');
    const sorted = (of: (task: TraceEvent) => number | undefined) => tasks.map((task) => (of(task) ?? 0) / 1000).sort((a, b) => b - a);
    return { wallMs: sorted(({ dur }) => dur), cpuMs: sorted(({ tdur }) => tdur) };
  };
}
