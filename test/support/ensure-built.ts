import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');

function newestIn(folder: string): number {
  return Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}

/** Builds the studio where the build is missing or older than its sources. */
export async function ensureBuilt(): Promise<void> {
  const page = resolve(root, 'dist/index.html');
  const sources = ['index.html', 'vite.config.ts', 'package-lock.json'].map((file) => statSync(resolve(root, file)).mtimeMs);
  const newest = Math.max(...sources, newestIn(resolve(root, 'src')), newestIn(resolve(root, 'public')));
  if (existsSync(page) && statSync(page).mtimeMs > newest) return;
  await build({ root, logLevel: 'warn' });
}
