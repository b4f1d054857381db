import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { preview } from 'vite';

const root = resolve(import.meta.dirname, '../..');

export interface PreviewServer {
  readonly url: string;
  close(): Promise<void>;
}

/** The built studio served on a free port of this machine, with `headers` on every answer; throws where it has not been built. */
export async function startPreview(headers: Readonly<Record<string, string>> = {}): Promise<PreviewServer> {
  if (!existsSync(resolve(root, 'dist/index.html'))) throw new Error('dist/index.html is missing: run "npm run build" first');
  const server = await preview({ root, configFile: false, base: './', logLevel: 'error', preview: { port: 4300, strictPort: false, host: '127.0.0.1', headers } });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the preview server has no port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}
