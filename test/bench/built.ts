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

/** Builds for production into a folder of its own, and serves that. */
export async function serveBuilt(): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
  const outDir = join(folder, 'dist');
  const vite = resolve(root, 'node_modules/vite/bin/vite.js');
  // A process of its own: this one may run in development mode, which a build would inherit.
  const args = [vite, 'build', '--config', resolve(root, 'test/bench/vite.config.ts'), '--outDir', outDir, '--logLevel', 'warn'];
  execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } });
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
