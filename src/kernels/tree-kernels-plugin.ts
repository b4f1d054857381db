import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';
import type { Plugin } from 'vite';

const moduleId = 'virtual:tree-kernels';
const resolvedId = `\0${moduleId}`;
const folder = fileURLToPath(new URL('./assembly', import.meta.url));
const sources = readdirSync(folder).filter((name) => name.endsWith('.ts'));

/** The kernels of assembly/ as one WebAssembly module with SIMD; throws with what the compiler says. */
export async function compileKernels(): Promise<Uint8Array> {
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
    throw new Error(`the tree kernels do not compile: ${error?.message}\n${stderr.toString()}`);
  return bytes;
}

/** Gives `virtual:tree-kernels`, whose `kernelsBase64` is the compiled module. */
export function treeKernels(): Plugin {
  let compiled: Promise<Uint8Array> | null = null;
  return {
    name: 'atelier:tree-kernels',
    resolveId: (id) => (id === moduleId ? resolvedId : null),
    async load(id) {
      if (id !== resolvedId) return null;
      for (const name of sources) this.addWatchFile(join(folder, name));
      compiled ??= compileKernels();
      return `export const kernelsBase64 = ${JSON.stringify(Buffer.from(await compiled).toString('base64'))};\n`;
    },
    watchChange(id) {
      if (id.startsWith(folder)) compiled = null;
    },
  };
}
