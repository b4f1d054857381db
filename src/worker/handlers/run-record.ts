import { currentVersion } from '../../core/project/current.ts';
import type { Session } from '../session.ts';
import { madeFrom } from './run-input.ts';

/**
 * The current run in figures, as plain JSON: the task, what was measured on which rows, the leaderboard, the findings
 * with what was done about them, seconds per phase, when each fold was fitted, backend and adapter, and the columns that were left out.
 */
export function runRecord(session: Session) {
  const project = session.requireProject();
  const run = session.require('run', 'run', 'train models first');
  const problem = madeFrom(session, run, 'problem').settings;
  const dataset = madeFrom(session, run, 'dataset');
  const evaluation = currentVersion(project, 'evaluation');
  const { metric } = problem;
  const leaderboard = run.result?.leaderboard ?? [];
  const chosenId = evaluation?.settings.runId === run.id ? evaluation.settings.candidateId : (run.result?.bestId ?? null);
  const chosen = leaderboard.find(({ candidate }) => candidate.id === chosenId) ?? null;
  const test = evaluation?.settings.runId === run.id ? evaluation.result : null;
  return {
    task: problem.task,
    target: problem.target,
    metric,
    chosen: chosenId,
    validation: chosen?.validation[metric] ?? null,
    test: test?.metrics[metric] ?? null,
    selectionBias: run.result?.selectionBias ?? null,
    testLooks: project.testLooks,
    scored: session.scored?.releaseId === project.current.release ? (session.scored?.metrics?.[metric] ?? null) : null,
    leaderboard: leaderboard.map(({ candidate, status, reason, validation, fitMs, perRowUs, sizeBytes, backend, adapter, iterations, curve, cutShort, spans, members }) => ({
      id: candidate.id,
      label: candidate.label,
      params: candidate.params,
      status,
      reason,
      validation,
      fitMs,
      perRowUs,
      sizeBytes,
      backend,
      adapter,
      iterations,
      curve,
      cutShort: cutShort ?? 0,
      spans: spans ?? null,
      members: members ?? null,
    })),
    findings: (dataset.result?.profile.findings ?? []).map(({ kind, column, title, applied }) => ({ kind, column, title, done: applied?.label ?? null })),
    seconds: { total: run.result?.seconds ?? null, ...run.result?.secondsByPhase },
    slots: run.result?.slots ?? null,
    races: run.result?.races ?? [],
    stoppedBecause: run.result?.stoppedBecause ?? null,
    backend: chosen?.backend ?? null,
    adapter: chosen?.adapter ?? null,
    exclusions: Object.entries(problem.roles)
      .filter(([, role]) => role !== 'feature' && role !== 'target')
      .map(([column, role]) => ({ column, role })),
    settings: { split: madeFrom(session, run, 'split').settings, recipe: madeFrom(session, run, 'recipe').settings, run: run.settings },
  };
}
