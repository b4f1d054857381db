import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';
import type { Plugin } from 'vite';

/** What each virtual module is compiled from, and the names of what it is compiled to: in SIMD, and in relaxed SIMD. */
const modules: Readonly<Record<string, { readonly folder: string; readonly exported: Readonly<Record<string, KernelFeature>> }>> = {
  'virtual:tree-kernels': { folder: fileURLToPath(new URL('./assembly', import.meta.url)), exported: { kernelsBase64: 'simd' } },
  'virtual:net-kernels': { folder: fileURLToPath(new URL('./net-assembly', import.meta.url)), exported: { kernelsBase64: 'simd', fusedBase64: 'relaxed-simd' } },
};

type KernelFeature = 'simd' | 'relaxed-simd';

const sourcesOf = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.ts'));

/** The kernels of `folder` as one WebAssembly module with SIMD, relaxed or not; throws with what the compiler says. */
async function compileKernels(folder: string, feature: KernelFeature): Promise<Uint8Array> {
  const sources = sourcesOf(folder);
  let bytes: Uint8Array | null = null;
  const args = ['index.ts', '--outFile', 'kernels.wasm', '--enable', 'simd', '--enable', feature, '--runtime', 'stub', '--noAssert'];
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

async function sourceOf(folder: string, exported: Readonly<Record<string, KernelFeature>>): Promise<string> {
  let source = '';
  for (const [name, feature] of Object.entries(exported)) {
    const base64 = Buffer.from(await compileKernels(folder, feature)).toString('base64');
    source += `export const ${name} = ${JSON.stringify(base64)};\n`;
  }
  return source;
}

/** Gives `virtual:tree-kernels` and `virtual:net-kernels`, which export the compiled modules in base64. */
export function compiledKernels(): Plugin {
  const compiled = new Map<string, Promise<string>>();
  return {
    name: 'atelier:kernels',
    resolveId: (id) => (id in modules ? `\0${id}` : null),
    async load(id) {
      const module = id.startsWith('\0') ? modules[id.slice(1)] : undefined;
      if (!module) return null;
      const { folder, exported } = module;
      for (const name of sourcesOf(folder)) this.addWatchFile(join(folder, name));
      const source = compiled.get(folder) ?? sourceOf(folder, exported);
      compiled.set(folder, source);
      return source;
    },
    watchChange(id) {
      for (const folder of compiled.keys()) if (id.startsWith(join(folder, '/'))) compiled.delete(folder);
    },
  };
}
