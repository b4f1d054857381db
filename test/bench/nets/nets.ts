import { launchBrowser } from '../../support/browser.ts';
import type { Bench } from '../bench.ts';
import { serveBuilt } from '../built.ts';
import { measureNets } from './measure-all.ts';
import { measureLeaks } from './measure-leaks.ts';
import { findSklearn } from './sklearn-steps.ts';
import { openNetsPage } from './studio.ts';

/** Nets, trained in a worker of a real browser. */
export const nets: Bench = {
  title: 'Training steps of nets on WASM and WebGPU beside plain fit of tfjs and scikit-learn; thirty trainings in a row. --page DIR builds the page for any browser',
  page: 'test/bench/nets',
  async run(report) {
    const peer = findSklearn();
    if (!peer) report.absent.push('scikit-learn, so steps are timed beside plain fit alone');
    const built = await serveBuilt();
    try {
      const browser = await launchBrowser();
      try {
        const page = await openNetsPage(await browser.newPage(), built.url);
        await measureNets(page.worker, peer, report);
        await measureLeaks(page, 'wasm', 'atelier', report);
        const { adapter } = report.environment;
        if (adapter !== 'none') await measureLeaks(page, 'webgpu', `atelier, ${adapter}`, report);
      } finally {
        await browser.close();
      }
    } finally {
      await built.close();
    }
  },
};
