import { source as scorerSource } from 'virtual:scorer-source';
import { encodeRelease, withHashes, type ReleaseFiles } from '../../core/release/encode-release.ts';
import { recordsOf } from '../../core/release/golden.ts';
import { predictionsCsv } from '../../core/release/predictions-file.ts';
import type { Reference } from '../../core/monitoring/monitoring.ts';
import type { Release } from '../../core/release/release.ts';
import { createScorer } from '../../core/release/scorer.ts';
import { goldenRowsOf } from './golden-rows.ts';
import { bundleReadme } from './readme.ts';

export { checkParity } from './parity.ts';

/** What goes into a bundle. */
export interface BundleSource {
  readonly release: Release;
  readonly reference: Reference;
  /** The text of report.html; the file is left out where it is empty. */
  readonly reportHtml: string;
}

async function sha256(file: string | Uint8Array): Promise<string> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : Uint8Array.from(file);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The golden rows with what the studio's scorer gives for them, as a predictions file. */
function goldenCsv(release: Release): string {
  const rows = goldenRowsOf(release);
  const { header, records } = recordsOf(rows);
  return predictionsCsv(header, records, createScorer(release).score(rows));
}

/**
 * The files of a release bundle by path: release.json with the hashes of all others, pipeline.json, model/…, predict.mjs,
 * golden.csv, reference.json, README.md and report.html.
 */
export async function bundleFiles({ release, reference, reportHtml }: BundleSource): Promise<Record<string, string | Uint8Array>> {
  const { 'release.json': releaseJson, ...encoded } = encodeRelease(release);
  const others: ReleaseFiles = {
    ...encoded,
    'predict.mjs': scorerSource,
    'golden.csv': goldenCsv(release),
    'reference.json': `${JSON.stringify(reference)}\n`,
    'README.md': bundleReadme(release, Object.keys(encoded), reportHtml !== ''),
    ...(reportHtml === '' ? {} : { 'report.html': reportHtml }),
  };
  const hashes = await Promise.all(Object.entries(others).map(async ([path, file]) => [path, await sha256(file)] as const));
  return { 'release.json': withHashes(releaseJson as string, Object.fromEntries(hashes)), ...others };
}
