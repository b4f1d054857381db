import { uncontrolled } from '../../core/math/control.ts';
import { decodeRelease, releaseFilePaths } from '../../core/release/encode-release.ts';
import { predictionsCsv } from '../../core/release/predictions-file.ts';
import { rawRowsOf } from '../../core/release/raw-rows.ts';
import type { Release, ScoredRows } from '../../core/release/release.ts';
import { createScorer } from '../../core/release/scorer.ts';
import type { RawRecords } from '../csv/parse-records.ts';
import { readRawRows } from '../csv/read-raw-rows.ts';

/** Reads one file of an unpacked bundle by its path in it. */
export type ReadBundleFile = (path: string) => Promise<Uint8Array>;

/** Scores delimited files as the studio does: the predictions file's text, for a text or a file's bytes. */
export interface FileScorer {
  readonly release: Release;
  /**
   * What was odd about the file is told to `remark`, a sentence each. Throws what reading a file to score throws,
   * EmptyFile, HeaderOnly and NoHeader among them.
   */
  score(csv: string | Blob, fileName?: string, remark?: (sentence: string) => void): Promise<string>;
}

/** What the scorer took as missing, a sentence each; none where the file kept the input contract. */
function remarksOn(release: Release, { absentColumns, contradictions }: ScoredRows): string[] {
  const { length } = release.inputs;
  const none = absentColumns.length === length && length > 0;
  return [
    ...(none ? ['The file has none of the columns that the model reads, so every row got the same answer; is it the right file?'] : []),
    ...absentColumns.map((name) => `There is no column "${name}": it was taken as missing.`),
    ...Object.entries(contradictions)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `Cells of "${name}" that do not fit the column, taken as missing: ${count}.`),
  ];
}

/** The predictions file of a release for the records of a file: its columns under the names they have there. */
export function scoreRecords(
  release: Release,
  raw: Pick<RawRecords, 'header' | 'headerAsRead' | 'records'>,
  remark: (sentence: string) => void = () => undefined,
): string {
  const wanted = new Set(release.inputs.map(({ format }) => format.name));
  const scored = createScorer(release).score(rawRowsOf(raw.header, raw.records, wanted));
  for (const sentence of remarksOn(release, scored)) remark(sentence);
  return predictionsCsv(raw.headerAsRead, raw.records, scored);
}

/** The scorer of an unpacked bundle; throws as decodeRelease. */
export async function loadFileScorer(readFile: ReadBundleFile): Promise<FileScorer> {
  const readText = async (path: string) => new TextDecoder().decode(await readFile(path));
  const paths = releaseFilePaths(await readText('release.json'));
  const files = await Promise.all(
    paths.map(async (path) => [path, path.endsWith('.bin') ? await readFile(path) : await readText(path)] as const),
  );
  const release = decodeRelease(Object.fromEntries(files));
  return {
    release,
    async score(csv, fileName = 'the text', remark) {
      const columns = release.inputs.map(({ format }) => format.name);
      const file = typeof csv === 'string' ? new Blob([csv]) : csv;
      return scoreRecords(release, await readRawRows(file, uncontrolled, fileName, { columns }), remark);
    },
  };
}
