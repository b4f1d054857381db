import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

function newestIn(folder: string): number {
  return Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}

/** Builds the studio where the build is missing or older than its sources. */
export function ensureBuilt(): void {
  const page = resolve(root, 'dist/index.html');
  const sources = ['index.html', 'vite.config.ts', 'package-lock.json'].map((file) => statSync(resolve(root, file)).mtimeMs);
  const newest = Math.max(...sources, newestIn(resolve(root, 'src')), newestIn(resolve(root, 'public')));
  if (existsSync(page) && statSync(page).mtimeMs > newest) return;
  // A process of its own: this one may run in development mode, which a build would inherit.
  const vite = resolve(root, 'node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } });
}
