import { reaches } from '../core/evaluation/judgement.ts';
import { metricOf } from '../core/metrics/registry.ts';
import { settingsDifferences } from '../core/project/differences.ts';
import { versionsOf } from '../core/project/current.ts';
import type { Project, StageName, StageVersion } from '../core/project/project.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import { formatCount, formatDecimals, formatEstimate, formatInteger, missing, scoreDecimals } from './format.ts';
import { formatDay, formatDuration, formatTime } from './format-units.ts';
import { changeInWords, type Change } from './history-changes.ts';
import { stageLabel } from './history-stale.ts';
import { lowerFirst } from './model-headline.ts';
import type { Phrase } from './model-phrases.ts';

export interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly when: string;
  readonly best: string;
  readonly score: string;
  readonly metricLabel: string;
  readonly goal: string;
  readonly settings: string;
  readonly seconds: string;
}

type RunVersion = StageVersion<'run'>;

function parentOf<S extends StageName>(project: Project, run: RunVersion, stage: S): StageVersion<S> | null {
  const id = run.parents[stage];
  return versionsOf(project, stage).find((version) => version.id === id) ?? null;
}

function problemOf(project: Project, run: RunVersion): ProblemDefinition | null {
  return parentOf(project, run, 'problem')?.settings ?? null;
}

function bestOf(run: RunVersion) {
  return run.result?.leaderboard.find(({ candidate }) => candidate.id === run.result?.bestId) ?? null;
}

function goalOf(problem: ProblemDefinition | null, value: number | undefined): string {
  if (!problem || problem.criterion === null || value === undefined || Number.isNaN(value)) return missing;
  return reaches(problem.metric, value, problem.criterion) ? 'met' : 'not met';
}

/** "budget 60 s, seed 0, 4 candidates, nets on wasm". */
export function settingsInWords({ budgetSeconds, seed, candidates, backend, search, ensemble = false }: RunVersion['settings']): string {
  const tuned = search ? `, ${formatCount(search.nTrials, 'setting')} drawn` : '';
  const nets = backend === 'auto' ? '' : `, nets on ${backend}`;
  return `budget ${formatInteger(budgetSeconds)} s, seed ${seed}, ${formatCount(candidates.length, 'candidate')}${tuned}${ensemble ? ', ensemble' : ''}${nets}`;
}

/** All finished runs, newest first. */
export function runRows(project: Project, now: Date): RunRow[] {
  return [...versionsOf(project, 'run')].reverse().flatMap((run) => {
    if (!run.result) return [];
    const problem = problemOf(project, run);
    const best = bestOf(run);
    const estimate = problem ? best?.validation[problem.metric] : undefined;
    return [{
      id: run.id,
      name: `Run ${run.version}`,
      when: `${formatDay(run.createdAt, now)} ${formatTime(run.createdAt)}`,
      best: best?.candidate.label ?? 'none finished',
      score: formatEstimate(estimate),
      metricLabel: problem ? metricOf(problem.metric).label : '',
      goal: goalOf(problem, estimate?.value),
      settings: settingsInWords(run.settings),
      seconds: formatDuration(run.result.seconds * 1000),
    }];
  });
}

export type Difference = Change;

export interface Comparison {
  readonly phrases: readonly Phrase[];
  readonly beforeName: string;
  readonly afterName: string;
  readonly rows: readonly Difference[];
  readonly same: string;
}

const comparedStages = ['dataset', 'problem', 'split', 'recipe'] as const;

function parts(line: string, prefix: string): Difference {
  const change = changeInWords(line);
  return { what: `${prefix}: ${change.what}`, before: change.before || missing, after: change.after || missing };
}

/** A run's settings with its candidates by name, where the names tell the two runs apart. */
function trainingChanges(before: RunVersion, after: RunVersion): string[] {
  const named = ({ settings }: RunVersion) => ({ ...settings, candidates: settings.candidates.map(({ label }) => label).join(', ') });
  const [a, b] = [named(before), named(after)];
  return a.candidates === b.candidates ? settingsDifferences(before.settings, after.settings) : settingsDifferences(a, b);
}

/** What differs between two runs: settings of every stage behind them, then what came of it. */
export function compareRuns(project: Project, beforeId: string, afterId: string): Comparison | null {
  const runs = versionsOf(project, 'run');
  const before = runs.find(({ id }) => id === beforeId);
  const after = runs.find(({ id }) => id === afterId);
  if (!before?.result || !after?.result || before === after) return null;
  const differing = comparedStages.map((stage) => {
    const a = parentOf(project, before, stage);
    const b = parentOf(project, after, stage);
    return { stage, rows: settingsDifferences(a?.settings, b?.settings).map((line) => parts(line, stageLabel(stage))) };
  });
  const training = trainingChanges(before, after).map((line) => parts(line, 'training'));
  const settings = [...differing.flatMap(({ rows }) => rows), ...training];
  const same = [...differing.filter(({ rows }) => rows.length === 0).map(({ stage }) => stageLabel(stage)), ...(training.length === 0 ? ['training settings'] : [])];
  const outcome = outcomes(project, before, after);
  return {
    phrases: comparisonPhrases(project, before, after, settings.length),
    beforeName: `Run ${before.version}`,
    afterName: `Run ${after.version}`,
    rows: [...settings, ...outcome],
    same: same.length > 0 ? `Everything else is the same: ${same.join(', ')}.` : '',
  };
}

function outcomes(project: Project, before: RunVersion, after: RunVersion): Difference[] {
  const [problemA, problemB] = [problemOf(project, before), problemOf(project, after)];
  const [bestA, bestB] = [bestOf(before), bestOf(after)];
  const metric = problemB?.metric;
  if (!metric) return [];
  const [a, b] = [bestA?.validation[metric], bestB?.validation[metric]];
  return [
    { what: 'best model', before: bestA?.candidate.label ?? missing, after: bestB?.candidate.label ?? missing },
    { what: `${metricOf(metric).label}, validation`, before: formatEstimate(a), after: formatEstimate(b) },
    { what: 'goal', before: goalOf(problemA, problemA ? bestA?.validation[problemA.metric]?.value : undefined), after: goalOf(problemB, b?.value) },
    { what: 'fit time of the best', before: formatDuration(bestA?.fitMs), after: formatDuration(bestB?.fitMs) },
    { what: 'time in all', before: formatDuration((before.result?.seconds ?? NaN) * 1000), after: formatDuration((after.result?.seconds ?? NaN) * 1000) },
  ];
}

function comparisonPhrases(project: Project, before: RunVersion, after: RunVersion, changes: number): Phrase[] {
  const problem = problemOf(project, after);
  const sameTarget = problem !== null && problemOf(project, before)?.target === problem.target;
  const a = problem ? bestOf(before)?.validation[problem.metric] : undefined;
  const b = problem ? bestOf(after)?.validation[problem.metric] : undefined;
  const tail: Phrase = { text: changes === 0 ? ' with the same settings.' : ` after ${changes === 1 ? 'one change' : `${formatInteger(changes)} changes`}.`, tone: 'soft' };
  if (!problem || !sameTarget || !a || !b) return [{ text: `Run ${after.version} and run ${before.version} cannot be ranked` }, tail];
  const { greaterIsBetter, label } = metricOf(problem.metric);
  const gain = b.value - a.value;
  const better = greaterIsBetter ? gain > 0 : gain < 0;
  const overlap = !(a.upper < b.lower || b.upper < a.lower);
  return [
    { text: `Run ${after.version} ${gain === 0 ? 'equals' : better ? 'beats' : 'falls behind'} run ${before.version}${gain === 0 ? '' : ' by '}` },
    ...(gain === 0 ? [] : [{ text: formatDecimals(Math.abs(gain), scoreDecimals(b.value)), tone: 'strong' as const }]),
    { text: ` in ${lowerFirst(label)}${overlap && gain !== 0 ? ', within their intervals,' : ''}` },
    tail,
  ];
}
