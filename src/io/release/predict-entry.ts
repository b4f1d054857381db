import { loadFileScorer, type FileScorer, type ReadBundleFile } from './file-scorer.ts';

/**
 * What becomes predict.mjs: the studio's own scorer as one module without dependencies. It reads release.json and
 * the recipes and models that it names from the folder that it lies in, in Node and in a browser.
 */

const isNode = typeof process === 'object' && typeof process.versions?.node === 'string';

async function readBeside(path: string): Promise<Uint8Array> {
  const url = new URL(path, import.meta.url);
  if (isNode && url.protocol === 'file:') {
    const { readFile } = await import('node:fs/promises');
    return readFile(url);
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`BundleFileMissing: ${url.href} answers ${response.status}; keep the bundle's files together`);
  return new Uint8Array(await response.arrayBuffer());
}

let beside: Promise<FileScorer> | null = null;

/** The scorer of the bundle that this module lies in; `readFile`, where given, reads the bundle's files instead. */
export function loadScorer(readFile?: ReadBundleFile): Promise<FileScorer> {
  if (readFile) return loadFileScorer(readFile);
  beside ??= loadFileScorer(readBeside);
  return beside;
}

/** The predictions file for the text of a CSV file. */
export async function score(csvText: string): Promise<string> {
  return (await loadScorer()).score(csvText);
}

async function readInput(path: string): Promise<Blob> {
  if (path !== '-') {
    const { readFile } = await import('node:fs/promises');
    return new Blob([await readFile(path)]);
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array<ArrayBuffer>);
  return new Blob(chunks);
}

/** What went wrong in one sentence, without a stack. */
function sentence(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' && 'path' in cause) return `There is no file ${String(cause.path)}`;
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.replace(/\s*\n\s*/g, ' ');
}

async function runCommand(path: string | undefined): Promise<void> {
  // Whoever reads the output may stop early, as `head` does; that is no failure.
  process.stdout.on('error', () => process.exit());
  try {
    if (path === undefined) throw new Error('Name a CSV file to score, or - for the standard input: node predict.mjs in.csv > out.csv');
    const scorer = await loadScorer();
    const text = await scorer.score(await readInput(path), path === '-' ? 'the standard input' : path, (remark) => process.stderr.write(`${remark}\n`));
    process.stdout.write(text);
  } catch (cause) {
    process.stderr.write(`${sentence(cause)}\n`);
    process.exitCode = 1;
  }
}

/** Whether this module is the program that Node was started with, not one that another imported. */
async function isProgram(): Promise<boolean> {
  const started = process.argv[1];
  if (!import.meta.url.startsWith('file:') || !started) return false;
  const { realpath } = await import('node:fs/promises');
  const { fileURLToPath } = await import('node:url');
  return (await realpath(started).catch(() => started)) === (await realpath(fileURLToPath(import.meta.url)));
}

if (isNode && import.meta.url.startsWith('file:') && (await isProgram())) await runCommand(process.argv[2]);
