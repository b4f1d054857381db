import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { Plugin } from 'vite';

const moduleId = 'virtual:scorer-source';
const resolvedId = `\0${moduleId}`;
const entry = fileURLToPath(new URL('./predict-entry.ts', import.meta.url));
const licences = [
  ['Atelier', new URL('../../../LICENSE', import.meta.url)],
  ['Papa Parse', new URL('../../../node_modules/papaparse/LICENSE', import.meta.url)],
] as const;

/** The licences of everything that is in the module, as a comment that stays at its head. */
function banner(): string {
  const texts = licences.map(([name, url]) => `${name}\n\n${readFileSync(url, 'utf8').trim()}`);
  const head = 'Scores CSV files with the model that lies beside this file: node predict.mjs in.csv > out.csv';
  return `/*!\n${head}\n\n${texts.join('\n\n')}\n*/`.replaceAll(/[ \t]+$/gm, '');
}

/** The scorer as one ES module without imports but Node's own, and the files that it was made from. */
export async function bundleScorer(): Promise<{ code: string; files: readonly string[] }> {
  const bundle = await rolldown({
    input: entry,
    platform: 'neutral',
    external: /^node:/,
    resolve: { mainFields: ['module', 'main'] },
    // Papa Parse asks this before it reaches for Node's streams, which text needs nothing of.
    transform: { target: 'es2022', define: { PAPA_BROWSER_CONTEXT: 'true' } },
    treeshake: { moduleSideEffects: (id) => id === entry || id.includes('papaparse') },
    logLevel: 'silent',
  });
  try {
    const { output } = await bundle.generate({ format: 'es', minify: true, codeSplitting: false, comments: { legal: false } });
    const files = await bundle.watchFiles;
    const [chunk] = output;
    return { code: `${banner()}\n${chunk.code}`, files };
  } finally {
    await bundle.close();
  }
}

/**
 * Gives `virtual:scorer-source`, whose `source` is the text of predict.mjs. For builds alone: it is listed in
 * vite.config.ts and nothing of the studio imports it.
 */
export function scorerSource(): Plugin {
  let bundled: ReturnType<typeof bundleScorer> | null = null;
  return {
    name: 'atelier:scorer-source',
    resolveId: (id) => (id === moduleId ? resolvedId : null),
    async load(id) {
      if (id !== resolvedId) return null;
      bundled ??= bundleScorer();
      const { code, files } = await bundled;
      for (const file of files) if (file.includes('/src/')) this.addWatchFile(file);
      return `export const source = ${JSON.stringify(code)};\n`;
    },
    watchChange(id) {
      if (id.includes('/src/')) bundled = null;
    },
  };
}
