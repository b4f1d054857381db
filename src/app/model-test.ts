import type { ProblemDefinition } from '../core/problem/problem.ts';
import { currentVersion, versionsOf } from '../core/project/current.ts';
import type { Project } from '../core/project/project.ts';
import type { Estimate } from '../core/metrics/metric.ts';
import { metricOf } from '../core/metrics/registry.ts';
import { metricRows, rowsOf, type MetricRow } from './evaluation-metrics.ts';
import { formatEstimate, formatInteger } from './format.ts';
import { goalSentence, lowerFirst } from './model-headline.ts';

export interface TestView {
  readonly candidateId: string;
  readonly runId: string;
  readonly rows: readonly MetricRow[];
  readonly sentence: string;
  readonly reading: string;
  readonly note: string;
}

/** Said only where chance hardly explains it: the two intervals are apart. */
function surprise(test: Estimate, validation: Estimate): string {
  if (test.upper < validation.lower) return ' Its interval lies wholly below that on validation rows.';
  return test.lower > validation.upper ? ' Its interval lies wholly above that on validation rows.' : '';
}

/** The chosen model on the test rows, kept apart from validation; null until one is chosen. */
export function testView(project: Project, problem: ProblemDefinition): TestView | null {
  const version = currentVersion(project, 'evaluation');
  const evaluation = version?.result;
  if (!version || !evaluation) return null;
  const estimate = evaluation.metrics[problem.metric];
  const run = versionsOf(project, 'run').find(({ id }) => id === version.settings.runId);
  const entry = run?.result?.leaderboard.find(({ candidate }) => candidate.id === version.settings.candidateId);
  const validation = entry?.validation[problem.metric];
  const label = lowerFirst(metricOf(problem.metric).label);
  const looks = project.testLooks === 1 ? 'once' : `${formatInteger(project.testLooks)} times`;
  return {
    candidateId: version.settings.candidateId,
    runId: version.settings.runId,
    rows: metricRows(evaluation.metrics, problem.metric),
    sentence: estimate
      ? `${entry?.candidate.label ?? 'The chosen model'}: ${label} ${formatEstimate(estimate)} on the test rows.${validation ? surprise(estimate, validation) : ''} ${goalSentence(problem, estimate)}`.trim()
      : 'The chosen model was measured on the test rows.',
    reading: `${rowsOf(evaluation.metrics)} locked test rows, with 95% intervals.`,
    note: `The test rows were looked at ${looks}. Each further look makes this number a little less honest. The release was then fitted again on all rows, so it has no score of its own.`,
  };
}
