import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';
import type { Plugin } from 'vite';

/** The folder that each virtual module is compiled from. */
const folders: Readonly<Record<string, string>> = {
  'virtual:tree-kernels': fileURLToPath(new URL('./assembly', import.meta.url)),
  'virtual:net-kernels': fileURLToPath(new URL('./net-assembly', import.meta.url)),
};

const sourcesOf = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.ts'));

/** The kernels of `folder` as one WebAssembly module with SIMD; throws with what the compiler says. */
export async function compileKernels(folder: string): Promise<Uint8Array> {
  const sources = sourcesOf(folder);
  let bytes: Uint8Array | null = null;
  const args = ['index.ts', '--outFile', 'kernels.wasm', '--enable', 'simd', '--runtime', 'stub', '--noAssert'];
  const { error, stderr } = await main([...args, '--optimizeLevel', '3', '--converge', '--use', 'abort='], {
    readFile: (name) => (sources.includes(name) ? readFileSync(join(folder, name), 'utf8') : null),
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') bytes = contents;
    },
    listFiles: () => [],
  });
  if (error || bytes === null)
    throw new Error(`the kernels of ${folder} do not compile: ${error?.message}\n${stderr.toString()}`);
  return bytes;
}

/** Gives `virtual:tree-kernels` and `virtual:net-kernels`, whose `kernelsBase64` is the compiled module. */
export function compiledKernels(): Plugin {
  const compiled = new Map<string, Promise<Uint8Array>>();
  return {
    name: 'atelier:kernels',
    resolveId: (id) => (id in folders ? `\0${id}` : null),
    async load(id) {
      const folder = id.startsWith('\0') ? folders[id.slice(1)] : undefined;
      if (folder === undefined) return null;
      for (const name of sourcesOf(folder)) this.addWatchFile(join(folder, name));
      const bytes = compiled.get(folder) ?? compileKernels(folder);
      compiled.set(folder, bytes);
      return `export const kernelsBase64 = ${JSON.stringify(Buffer.from(await bytes).toString('base64'))};\n`;
    },
    watchChange(id) {
      for (const folder of compiled.keys()) if (id.startsWith(join(folder, '/'))) compiled.delete(folder);
    },
  };
}
