import { checkBatch as checkAgainst } from '../../core/monitoring/check-batch.ts';
import { rawRowsOf } from '../../core/release/raw-rows.ts';
import { createScorer } from '../../core/release/scorer.ts';
import { readRawTable } from '../../io/reading/read-raw-table.ts';
import { ValuesLost } from '../errors.ts';
import type { StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { contentHash } from './content-hash.ts';
import { columnsOfRelease, currentRelease } from './serving.ts';

async function checkBatch(session: Session, file: Blob, fileName: string): Promise<void> {
  const { versionId, release } = await currentRelease(session);
  const reference = await session.value('reference', versionId);
  if (!reference) throw new ValuesLost();
  await session.run({ kind: 'check', title: `Checking ${fileName}`, canPause: false, stop: 'cancel' }, async (control) => {
    const columns = columnsOfRelease(release);
    const { header, records } = await readRawTable(file, control, fileName, { columns, formats: release.inputs.map(({ format }) => format) });
    const rows = rawRowsOf(header, records, new Set(columns));
    const scored = await createScorer(release).scoreInTurns(rows, control);
    const result = checkAgainst({ release, reference, fileName, rows, scored, seed: release.seed });
    const batch = session.record('batch', { fileName, contentHash: await contentHash(file, fileName) }, result);
    const drifted = result.drift.filter((column) => column.drifted).map(({ column }) => column);
    session.note(
      `Checked ${fileName}`,
      drifted.length > 0 ? `Drifted: ${drifted.slice(0, 5).join(', ')}.` : 'No column moved further than chance alone would move it.',
      batch.id,
    );
  });
}

/** The command that checks a later batch against the current release. */
export function batchCommands(session: Session): Pick<StudioApi, 'checkBatch'> {
  return { checkBatch: (file, fileName) => checkBatch(session, file, fileName) };
}
