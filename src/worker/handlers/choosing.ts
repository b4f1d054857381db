import { bestThreshold } from '../../core/evaluation/outcome-value.ts';
import { evaluate } from '../../core/evaluation/evaluate.ts';
import { buildReference } from '../../core/monitoring/build-reference.ts';
import { targetOf } from '../../core/problem/target.ts';
import { versionsOf } from '../../core/project/current.ts';
import type { StageVersion } from '../../core/project/project.ts';
import { releaseRecord } from '../../core/project/release-record.ts';
import { buildRelease } from '../../core/release/build-release.ts';
import { selectRows } from '../../core/table/table.ts';
import { refit, refitMembers } from '../../core/training/refit.ts';
import { bundleFiles, checkParity } from '../../io/release/bundle.ts';
import { StageMissing, ValuesLost } from '../errors.ts';
import type { StudioApi } from '../protocol.ts';
import { stamp, type Session } from '../session.ts';
import { inputOfRun, madeFrom } from './run-input.ts';
import { candidateValues } from './candidate-values.ts';

async function chooseCandidate(session: Session, candidateId: string, threshold: number | null): Promise<void> {
  const run = session.require('run', 'run', 'train models first');
  const entry = run.result?.leaderboard.find(({ candidate }) => candidate.id === candidateId);
  if (!entry || entry.status !== 'done') throw new StageMissing(`finished candidate "${candidateId}"`, 'choose one of the finished models');
  const input = await inputOfRun(session, run);
  const values = await candidateValues(session, run, candidateId);
  const dataset = madeFrom(session, run, 'dataset');
  const source = session.requireProject().versions.find(({ id }) => id === dataset.parents.source) as StageVersion<'source'> | undefined;
  if (!dataset.result || !source) throw new ValuesLost();
  const { formats } = dataset.result.reading;
  const { table, problem, split } = input;
  const chosen = { ...input, members: refitMembers(entry, run.result?.leaderboard ?? []) };

  await session.run({ kind: 'measure', title: `Measuring ${entry.candidate.label} on the test rows`, canPause: false, stop: 'cancel' }, async (control) => {
    const test = selectRows(table, split.test);
    const measured = await refit({ ...chosen, rows: 'development', predictOn: [test] }, session.fits, control);
    const [predictions] = measured.predictions;
    // The threshold that the release will decide by, so that later batches are compared like with like.
    const byValue = threshold === null ? bestThreshold(problem, targetOf(selectRows(table, values.rows), problem), values.predictions) : null;
    const cut = problem.task === 'binary' ? (threshold ?? byValue ?? 0.5) : null;
    const yTrue = targetOf(test, problem);
    const evaluation = evaluate({ candidateId, on: 'test', problem, yTrue, yPred: predictions, seed: run.settings.seed, threshold: cut ?? 0.5 });
    const evaluated = session.record('evaluation', { runId: run.id, candidateId }, evaluation);
    session.update((project) => ({ ...project, testLooks: project.testLooks + 1 }));
    if (byValue !== null) session.note(`Decides from ${byValue.toPrecision(2)} on`, 'There the values of the outcomes came out highest on validation rows.', null);
    session.note(`Looked at the test rows for ${entry.candidate.label}`, `Chosen by hand; look ${session.requireProject().testLooks}.`, evaluated.id);

    control.describe({ note: 'Fitting on all rows' });
    const final = await refit({ ...chosen, rows: 'all' }, session.fits, control);
    const version = `1.${versionsOf(session.requireProject(), 'release').length}.0`;
    const release = buildRelease({
      name: session.requireProject().name,
      version,
      createdAt: stamp().at,
      problem,
      table,
      formats,
      members: final.members,
      threshold: cut,
      metrics: { validation: entry.validation, test: evaluation.metrics },
      datasetHash: source.settings.contentHash,
      seed: run.settings.seed,
    });
    const reference = buildReference({ table, problem, predictions: values.predictions, test: evaluation.metrics });
    control.describe({ note: 'Writing the bundle' });
    const files = await bundleFiles({ release, reference, reportHtml: '' });
    const parity = await checkParity(files, release, (file) => control.describe({ note: `Checking ${file} against the golden rows` }));
    const frozen = session.record('release', { version, candidateId, threshold: release.threshold }, releaseRecord(release, parity));
    session.release = { versionId: frozen.id, release };
    await session.keep(session.storage.releases.save(session.requireProject().id, frozen.id, release));
    session.keepValue('reference', frozen.id, reference);
    session.keepValue('predictions', frozen.id, { rows: split.test, predictions });
    const notes = final.notes.map((note) => ` ${note.replace(/\.$/, '')}.`).join('');
    session.note(`Release ${version}: ${entry.candidate.label}`, `Refitted on all rows with its chosen settings and stopping counts.${notes}`, frozen.id);
  });
}

/** The command that freezes a candidate as a release. */
export function choosingCommands(session: Session): Pick<StudioApi, 'chooseCandidate'> {
  return { chooseCandidate: (candidateId, threshold) => chooseCandidate(session, candidateId, threshold) };
}
