import { csvText, predictionsCsv } from '../../core/release/predictions-file.ts';
import { recordsOf } from '../../core/release/golden.ts';
import { rawRowsOf } from '../../core/release/raw-rows.ts';
import { createScorer } from '../../core/release/scorer.ts';
import type { Release } from '../../core/release/release.ts';
import { readRawRows } from '../../io/csv/read-raw-rows.ts';
import { bundleFiles } from '../../io/release/bundle.ts';
import { renderReport } from '../../io/report/render-report.ts';
import { zipFiles } from '../../io/zip.ts';
import { ValuesLost } from '../errors.ts';
import type { NamedBlob, ScoredFile, ScoredRow, StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { evaluateCandidate } from './training.ts';

/** The current release, from storage where it was made before this page was opened; throws StageMissing, ValuesLost. */
export async function currentRelease(session: Session): Promise<{ versionId: string; release: Release }> {
  const version = session.require('release', 'release', 'choose a model on the Model screen first');
  if (session.release?.versionId === version.id) return session.release;
  const release = await session.storage.releases.load(session.requireProject().id, version.id);
  if (!release) throw new ValuesLost();
  session.release = { versionId: version.id, release };
  return session.release;
}
