import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { preview } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** The built studio and the bench's own pages, served on this machine. */
export interface Built {
  readonly url: string;
  /** A folder for the bench's files, removed on close. */
  readonly folder: string;
  close(): Promise<void>;
}

function build(config: string, outDir: string, of: readonly string[] = []): void {
  const vite = resolve(root, 'node_modules/vite/bin/vite.js');
  // A process of its own: this one may run in development mode, which a build would inherit.
  const args = [vite, 'build', ...of, '--config', resolve(root, config), '--outDir', outDir, '--logLevel', 'warn'];
  execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } });
}

/** Builds the page of a bench by itself into `outDir`, which any static server can serve. */
export function buildPage(page: string, outDir: string): void {
  build('test/bench/page.config.ts', resolve(outDir), [resolve(root, page)]);
}

/** Builds for production into a folder of its own, and serves that. */
export async function serveBuilt(): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
  const outDir = join(folder, 'dist');
  build('test/bench/vite.config.ts', outDir);
  const server = await preview({
    root,
    configFile: false,
    base: './',
    logLevel: 'error',
    build: { outDir },
    preview: { port: 4400, strictPort: false, host: '127.0.0.1' },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the preview server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    folder,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
