import { typeRows } from '../../core/release/type-rows.ts';
import { seenViolation } from '../../core/monitoring/row-overlap.ts';
import { measureRows } from '../../core/monitoring/check-batch.ts';
import { labelRuleOf, createScorer, predictionsOf } from '../../core/release/scorer.ts';
import { normalised, predictionTexts } from '../../core/release/labels.ts';
import { escapeFormula } from '../../core/release/escape-formula.ts';
import { predictionsCsv } from '../../core/release/predictions-file.ts';
import { rawRowsOf } from '../../core/release/raw-rows.ts';
import { versionsOf } from '../../core/project/current.ts';
import type { StageVersion } from '../../core/project/project.ts';
import type { RawRows, Release, ScoredRows } from '../../core/release/release.ts';
import { readRawTable, type RawTableOptions } from '../../io/reading/read-raw-table.ts';
import { completeDialect } from '../../io/csv/signs.ts';
import { bundleFiles } from '../../io/release/bundle.ts';
import { renderReport } from '../../io/report/render-report.ts';
import { zipFiles } from '../../io/zip.ts';
import { StageMissing, ValuesLost } from '../errors.ts';
import type { NamedBlob, ScoredFile, ScoredRow, StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { runRecord } from './run-record.ts';
import { evaluateCandidate } from './training.ts';

const csvBlob = (text: string) => new Blob([text], { type: 'text/csv' });

/** The current release, from storage where it was made before this page was opened; throws StageMissing, ValuesLost. */
export async function currentRelease(session: Session): Promise<{ versionId: string; release: Release }> {
  const version = session.require('release', 'release', 'choose a model on the Model screen first');
  if (session.release?.versionId === version.id) return session.release;
  const release = await session.storage.releases.load(session.requireProject().id, version.id);
  if (!release) throw new ValuesLost();
  session.release = { versionId: version.id, release };
  return session.release;
}

async function scoreRow(session: Session, fields: Readonly<Record<string, string>>): Promise<ScoredRow> {
  const { release } = await currentRelease(session);
  const scored = createScorer(release).score(rawRowsOf(Object.keys(fields), [Object.values(fields)]));
  return {
    prediction: scored.prediction[0],
    probabilities: scored.classes.map((label, at) => ({ label, probability: scored.probabilities?.[at] ?? NaN })),
  };
}

function disarmed(header: readonly string[], records: readonly (readonly string[])[], scored: ScoredRows): string {
  const rows = records.map((record) => record.map(escapeFormula));
  return predictionsCsv(header.map(escapeFormula), rows, { ...scored, prediction: scored.prediction.map(escapeFormula) });
}

/** The columns that a file for the release has or may have: its inputs and its target. */
export function columnsOfRelease({ inputs, problem }: Release): string[] {
  return [...inputs.map(({ format }) => format.name), problem.target];
}

/** Rows of a file that are looked up among the training rows: enough to tell, and no second pass over a long file. */
const lookedUp = 20_000;

/** That rows of a file were fitted on, in a sentence; null where hardly any were, or where it cannot be told. */
async function trainedOn(session: Session, versionId: string, release: Release, rows: RawRows): Promise<string | null> {
  const marks = (await session.value('reference', versionId))?.rows;
  if (!marks) return null;
  const { table, absentColumns } = typeRows(release, rows, 0, Math.min(rows.nRows, lookedUp));
  return seenViolation(marks, table.columns.filter(({ name }) => !absentColumns.includes(name)))?.detail ?? null;
}

async function scoreFile(session: Session, file: Blob, fileName: string, escape: boolean): Promise<ScoredFile> {
  const { versionId, release } = await currentRelease(session);
  return session.run({ kind: 'score', title: `Scoring ${fileName}`, canPause: false, stop: 'cancel' }, async (control) => {
    const columns = columnsOfRelease(release);
    const { header, headerAsRead, records } = await readRawTable(file, control, fileName, { columns, formats: release.inputs.map(({ format }) => format) });
    control.describe({ note: `${records.length} rows` });
    const rows = rawRowsOf(header, records, new Set(columns));
    const scored = await createScorer(release).scoreInTurns(rows, control);
    const text = escape ? disarmed(headerAsRead, records, scored) : predictionsCsv(headerAsRead, records, scored);
    const metrics = measureRows(release, rows, predictionsOf(scored), release.seed);
    const { nRows } = rows;
    session.scored = { releaseId: versionId, fileName, rows: nRows, metrics };
    return {
      file: csvBlob(text),
      fileName: `${fileName.replace(/\.[A-Za-z0-9]+$/, '')}-predictions.csv`,
      rows: nRows,
      contradictions: scored.contradictions,
      absentColumns: scored.absentColumns,
      metrics,
      trainedOn: await trainedOn(session, versionId, release, rows),
    };
  });
}

/** How the source was read for the run that the current release came from: row numbers are those of that reading. */
function readingOfRelease(session: Session): RawTableOptions {
  const { versions } = session.requireProject();
  const byId = (id: string | undefined) => versions.find((version) => version.id === id);
  const release = session.require('release', 'release', 'choose a model on the Model screen first');
  const run = byId(byId(release.parents.evaluation)?.parents.run);
  const dataset = byId(run?.parents.dataset) as StageVersion<'dataset'> | undefined;
  const dialect = dataset?.result?.reading.dialect;
  return { dialect: dialect && completeDialect(dialect), sheet: dataset?.settings.options.sheet };
}

/** The locked rows as they stand in the source, with the predictions that were measured on them. */
async function testPredictions(session: Session): Promise<NamedBlob> {
  const { versionId, release } = await currentRelease(session);
  const test = await session.value('predictions', versionId);
  const source = session.source;
  if (!test || !source) throw new ValuesLost();
  return session.run({ kind: 'score', title: 'Writing the test predictions', canPause: false, stop: null }, async (control) => {
    const { headerAsRead, kept } = await readRawTable(source, control, 'the source', readingOfRelease(session));
    const records = Array.from(test.rows, (row) => kept[row]);
    const { predictions } = test;
    const scored: ScoredRows = {
      prediction: predictionTexts(predictions, labelRuleOf(release)),
      probabilities: predictions.kind === 'classes' ? normalised(predictions.probabilities, predictions.classes.length) : null,
      classes: release.classes,
      contradictions: {},
      absentColumns: [],
    };
    return { fileName: 'test-predictions.csv', file: csvBlob(predictionsCsv(headerAsRead, records, scored)) };
  });
}

/** The report of the project as it stands, with the chosen candidate's importance where it was chosen. */
async function reportHtml(session: Session): Promise<string> {
  const evaluation = session.require('evaluation', 'model chosen', 'choose a model on the Model screen first');
  const run = versionsOf(session.requireProject(), 'run').find(({ id }) => id === evaluation.settings.runId);
  const validation = await evaluateCandidate(session, evaluation.settings.candidateId, run);
  return renderReport({ project: session.requireProject(), validation });
}

async function bundle(session: Session): Promise<NamedBlob> {
  const { versionId, release } = await currentRelease(session);
  const reference = await session.value('reference', versionId);
  if (!reference) throw new ValuesLost();
  const files = await bundleFiles({ release, reference, reportHtml: await reportHtml(session) });
  const bytes = zipFiles(files) as Uint8Array<ArrayBuffer>;
  return { fileName: `${release.name}-${release.version}.zip`, file: new Blob([bytes], { type: 'application/zip' }) };
}

type Commands = Pick<StudioApi, 'scoreRow' | 'scoreFile' | 'bundle' | 'report' | 'testPredictions' | 'runRecord'>;

/** Commands that put the release to use. */
export function servingCommands(session: Session): Commands {
  return {
    scoreRow: (fields) => scoreRow(session, fields),
    scoreFile: (file, fileName, escape) => scoreFile(session, file, fileName, escape),
    bundle: () => bundle(session),
    report: async () => ({ fileName: 'report.html', file: new Blob([await reportHtml(session)], { type: 'text/html' }) }),
    testPredictions: () => testPredictions(session),
    runRecord: async () => {
      if (!session.project) throw new StageMissing('run', 'train models first');
      const text = `${JSON.stringify(runRecord(session), null, 1)}\n`;
      return { fileName: 'run-record.json', file: new Blob([text], { type: 'application/json' }) };
    },
  };
}
