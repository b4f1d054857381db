import { resolve } from 'node:path';
import { mergeConfig } from 'vite';
import config from '../../vite.config.ts';

const root = resolve(import.meta.dirname, '../..');

const pages = ['index.html', 'test/bench/ingest/page.html', 'test/bench/trees/page.html', 'test/bench/nets/index.html'];

/** The studio as it is built for use, and beside it the pages that time parts of it. */
export default mergeConfig(config, {
  root,
  build: { emptyOutDir: true, rolldownOptions: { input: pages.map((page) => resolve(root, page)) } },
});
