import { resolve } from 'node:path';
import { mergeConfig } from 'vite';
import config from '../../vite.config.ts';

const root = resolve(import.meta.dirname, '../..');

/** The studio as it is built for use, and beside it the pages that time parts of it. */
export default mergeConfig(config, {
  root,
  build: { emptyOutDir: true, rolldownOptions: { input: [resolve(root, 'index.html'), resolve(root, 'test/bench/ingest/page.html'), resolve(root, 'test/bench/trees/page.html')] } },
});
