import { reaches } from '../core/evaluation/judgement.ts';
import type { BatchCheck } from '../core/monitoring/monitoring.ts';
import { metricOf } from '../core/metrics/registry.ts';
import type { StageResults, StageVersion } from '../core/project/project.ts';
import { countInWords, formatCount, formatInterval, formatNumber, formatScore, startSentence } from './format.ts';
import { formatDay, formatTime } from './format-units.ts';
import { lowerFirst } from './model-headline.ts';
import type { Heading, Phrase } from './model-phrases.ts';
import { compareEstimates } from './monitor-performance.ts';

function changes(check: BatchCheck): string {
  const drifted = check.drift.filter((column) => column.drifted).length;
  const bad = check.violations.filter(({ severity }) => severity === 'bad').length;
  const columns = drifted === 0 ? 'no column changed more than chance would' : `${countInWords(drifted, 'column')} changed`;
  const contract = bad === 0 ? '' : `, and ${countInWords(bad, 'part')} of the input contract ${bad === 1 ? 'is' : 'are'} broken`;
  return `${startSentence(columns)}${contract}.`;
}

function performancePhrases(check: BatchCheck, release: StageResults['release']): Phrase[] {
  const { problem } = release;
  const now = check.performance?.[problem.metric];
  if (!now) return [];
  const { label, greaterIsBetter } = metricOf(problem.metric);
  const test = release.metrics.test[problem.metric];
  const compared = test ? compareEstimates(test, now, greaterIsBetter) : 'alike';
  const goal = problem.criterion === null ? '' : reaches(problem.metric, now.value, problem.criterion) ? ', and meets its goal' : `, short of its goal of ${formatNumber(problem.criterion)}`;
  const than = { worse: ', worse than on the test rows', better: ', better than on the test rows', alike: ', as on the test rows' }[compared];
  return [
    { text: `On ${check.fileName} the model has ${lowerFirst(label)} ` },
    { text: formatScore(now.value), tone: 'strong' },
    { text: ` ${formatInterval(now.lower, now.upper)}`, tone: 'interval' },
    { text: `${than}${goal}. ` },
  ];
}

/** The sentence over a checked batch. */
export function batchHeading(version: StageVersion<'batch'>, check: BatchCheck, release: StageResults['release'], now: Date): Heading {
  const performance = performancePhrases(check, release);
  const phrases: Phrase[] = performance.length > 0
    ? [...performance, { text: changes(check), tone: 'soft' }]
    : [{ text: `${check.fileName}: ${changes(check)} ` }, { text: `It carries no ${release.problem.target}, so performance cannot be told yet.`, tone: 'soft' }];
  return {
    phrases,
    sub: `Release ${release.version} · ${formatCount(check.rows, 'row')} in this batch · checked ${formatDay(version.createdAt, now)} at ${formatTime(version.createdAt)}`,
  };
}

export interface EarlierBatch {
  readonly id: string;
  readonly name: string;
  readonly when: string;
  readonly rows: string;
  readonly verdict: string;
  readonly alarm: boolean;
}

/** All checked batches, newest first. */
export function batchList(batches: readonly StageVersion<'batch'>[], now: Date): EarlierBatch[] {
  return [...batches].reverse().flatMap(({ id, createdAt, result }) => {
    if (!result) return [];
    const drifted = result.drift.filter((column) => column.drifted).length;
    const bad = result.violations.some(({ severity }) => severity === 'bad');
    return [{
      id,
      name: result.fileName,
      when: `${formatDay(createdAt, now)} ${formatTime(createdAt)}`,
      rows: formatCount(result.rows, 'row'),
      verdict: drifted > 0 ? `${countInWords(drifted, 'column')} changed` : bad ? 'contract broken' : 'as usual',
      alarm: drifted > 0 || bad,
    }];
  });
}
