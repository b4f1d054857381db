import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below `root`/src, as paths from `root`. */
export function sourceFiles(root: string): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

interface SourceRule {
  readonly name: string;
  /** Whether the file breaks the rule. */
  broken(path: string, text: string): boolean;
}

const lines = (text: string) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');

/** The house rules about a file's own text. */
export const sourceRules: readonly SourceRule[] = [
  { name: 'file-size', broken: (path, text) => lines(text) > (path.endsWith('.svelte') ? 200 : 350) },
  { name: 'no-default-export', broken: (path, text) => path.endsWith('.ts') && /^export default\b/m.test(text) },
  {
    name: 'deterministic',
    broken: (path, text) =>
      /^src\/(core|engine)\//.test(path) && /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bcrypto\./.test(withoutComments(text)),
  },
  {
    name: 'core-without-clock',
    broken: (path, text) => path.startsWith('src/core/') && /\bperformance\.|\bsetTimeout\b|\bconsole\./.test(withoutComments(text)),
  },
  {
    name: 'types-kept',
    broken: (_path, text) => /@ts-(ignore|expect-error|nocheck)|eslint-disable|\bas any\b|: any\b/.test(withoutComments(text)) || /@ts-ignore|eslint-disable/.test(text),
  },
  { name: 'file-name', broken: (path) => !(path.endsWith('.svelte') ? /\/[A-Z][A-Za-z]*\.svelte$/ : /\/[a-z0-9-]+(\.(svelte|worker|d))?\.ts$/).test(path) },
];

/** The broken rules below `root`/src: "rule: path", sorted. */
export function brokenSourceRules(root: string): string[] {
  return sourceFiles(root)
    .flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return sourceRules.filter((rule) => rule.broken(path, text)).map((rule) => `${rule.name}: ${path}`);
    })
    .sort();
}
