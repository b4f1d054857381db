import { decodeRelease, type ReleaseFiles } from '../../core/release/encode-release.ts';
import { recordsOf } from '../../core/release/golden.ts';
import { csvText } from '../../core/release/predictions-file.ts';
import type { ExportParity } from '../../core/project/project.ts';
import type { RawRows, Release, ScoredRows } from '../../core/release/release.ts';
import { createScorer } from '../../core/release/scorer.ts';
import { parseRecords } from '../csv/parse-records.ts';
import { standardDialect } from '../csv/signs.ts';
import type { FileScorer, ReadBundleFile } from './file-scorer.ts';
import { goldenRowsOf } from './golden-rows.ts';

/** What predict.mjs exports. */
interface ScorerModule {
  loadScorer(readFile: ReadBundleFile): Promise<FileScorer>;
}

/** Thrown where the bundle lacks a file that is to be checked. */
export class BundleFileMissing extends Error {
  readonly code = 'BundleFileMissing';
  constructor(path: string) {
    super(`BundleFileMissing: the bundle has no ${path}; make the bundle again`);
    this.name = 'BundleFileMissing';
  }
}

/** The text as a module that really runs: from a Blob URL in a worker or page, from a data: URL in Node. */
async function importSource(source: string): Promise<ScorerModule> {
  const isNode = typeof process === 'object' && typeof process.versions?.node === 'string';
  const url = isNode
    ? `data:text/javascript,${encodeURIComponent(source)}`
    : URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  try {
    return (await import(/* @vite-ignore */ url)) as ScorerModule;
  } finally {
    if (!isNode) URL.revokeObjectURL(url);
  }
}

/** The worst absolute difference of two numbers each given as text; NaN counts as infinitely far. */
function difference(a: number, b: number): number {
  const apart = Math.abs(a - b);
  return Number.isNaN(apart) ? Infinity : apart;
}

/** The worst difference of numbers; another label counts as 1, the most that a probability can be off. */
function worstDifference(expected: ScoredRows, seen: ScoredRows): number {
  if (seen.prediction.length !== expected.prediction.length) return Infinity;
  let worst = 0;
  expected.prediction.forEach((text, row) => {
    if (text === seen.prediction[row]) return;
    worst = Math.max(worst, expected.probabilities ? 1 : difference(Number(text), Number(seen.prediction[row])));
  });
  expected.probabilities?.forEach((p, at) => (worst = Math.max(worst, difference(p, seen.probabilities?.[at] ?? NaN))));
  return worst;
}

/** What a predictions file says, read back: its last columns, those that scoring added. */
function scoredFrom(text: string, nInputs: number, classes: readonly string[]): ScoredRows {
  const { records } = parseRecords(text, standardDialect);
  const numbers = records.flatMap((record) => record.slice(nInputs + 1).map(Number));
  return {
    prediction: records.map((record) => record[nInputs]),
    probabilities: classes.length > 0 ? Float64Array.from(numbers) : null,
    classes,
    contradictions: {},
    absentColumns: [],
  };
}

async function predictMjs(files: ReleaseFiles, release: Release, rows: RawRows): Promise<ScoredRows> {
  const source = files['predict.mjs'];
  if (typeof source !== 'string') throw new BundleFileMissing('predict.mjs');
  const { loadScorer } = await importSource(source);
  const scorer = await loadScorer(async (path) => {
    const file = files[path];
    if (file === undefined) throw new BundleFileMissing(path);
    return typeof file === 'string' ? new TextEncoder().encode(file) : file;
  });
  const { header, records } = recordsOf(rows);
  return scoredFrom(await scorer.score(csvText(header, records)), header.length, release.classes);
}

/**
 * How far each export is from the studio's own scorer on the release's golden rows: the model's files as read back, and
 * predict.mjs as it really runs on the bundle's files; with how long each took from its files to the answers. A wrong label
 * counts as 1. `onExport` is told which one comes next.
 */
export async function checkParity(files: ReleaseFiles, release: Release, onExport: (file: string) => void = () => undefined): Promise<ExportParity[]> {
  const rows = goldenRowsOf(release);
  const expected = createScorer(release).score(rows);
  const modelFiles = Object.keys(files).filter((path) => path.startsWith('model/'));
  const modelFile = release.members.length > 1 ? 'model/' : (modelFiles[0] ?? 'release.json');
  const exports: [string, () => Promise<ScoredRows>][] = [
    [modelFile, async () => createScorer(decodeRelease(files)).score(rows)],
    ['predict.mjs', () => predictMjs(files, release, rows)],
  ];
  const checked: ExportParity[] = [];
  for (const [file, score] of exports) {
    onExport(file);
    const startMs = performance.now();
    const seen = await score();
    const durationMs = performance.now() - startMs;
    checked.push({ file, worstDifference: worstDifference(expected, seen), rows: rows.nRows, durationMs });
  }
  return checked;
}
