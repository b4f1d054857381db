import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startPreview, type PreviewServer } from '../support/preview-server.ts';
import { StudioPage } from '../support/studio-page.ts';

/** The built studio in a real browser, for the tests of one file. */
export interface Bench {
  /** The studio's first page in a new browser profile. */
  fresh(): Promise<StudioPage>;
  readonly url: string;
  readonly browser: Browser;
}

/** Serves the built page and opens a browser before the file's tests; closes both after them. */
export function useBench(): Bench {
  let server: PreviewServer;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    server = await startPreview();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser?.close();
    await server?.close();
  });
  return {
    async fresh() {
      const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1440, height: 900 } });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const studio = new StudioPage(page);
      await studio.open(server.url);
      return studio;
    },
    get url() {
      return server.url;
    },
    get browser() {
      return browser;
    },
  };
}
