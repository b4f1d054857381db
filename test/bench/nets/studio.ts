import type { Page } from 'playwright-core';
import type { Asked, NetsRequests } from './act.ts';
import type { NetsThread } from './measure-steps.ts';

/** The bench's page: its worker, and its own thread, whose heap can be measured. */
export interface NetsPage {
  readonly worker: NetsThread;
  readonly page: NetsThread;
  /** Bytes of the page thread's JavaScript heap after its garbage has been collected. */
  heapBytes(): Promise<number>;
}

interface Driven {
  readonly netsBench: Readonly<Record<'ask' | 'here', (what: Asked, asked: unknown) => Promise<unknown>>>;
}

/** Opens the page at `url` in `page`. */
export async function openNetsPage(page: Page, url: string): Promise<NetsPage> {
  page.setDefaultTimeout(600_000);
  await page.goto(`${url}test/bench/nets/index.html#driven`);
  const session = await page.context().newCDPSession(page);
  const threadBy = (by: 'ask' | 'here'): NetsThread => ({
    ask: async <A extends Asked>(what: A, asked: NetsRequests[A]['asked']) =>
      (await page.evaluate(([how, one, more]) => (globalThis as unknown as Driven).netsBench[how](one, more), [by, what, asked] as const)) as NetsRequests[A]['given'],
  });
  return {
    worker: threadBy('ask'),
    page: threadBy('here'),
    async heapBytes() {
      // What a first collection finishes, or finalises in a turn of its own, leaves more to collect.
      for (let i = 0; i < 4; i++) {
        await session.send('HeapProfiler.collectGarbage');
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
      }
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    },
  };
}
