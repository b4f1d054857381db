import { traitsOf } from '../core/estimators/learners.ts';
import { currentVersion } from '../core/project/current.ts';
import type { Project } from '../core/project/project.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import type { LeaderboardEntry } from '../core/training/run.ts';
import type { Job } from '../worker/protocol.ts';
import { formatCount, formatInteger, startSentence } from './format.ts';
import type { LiveRun } from './live-run.ts';
import { runHeading, validationLine } from './model-headline.ts';
import { runningHeading } from './model-live.ts';
import { interruptedPhrases, stillToTrain } from './model-interrupted.ts';
import type { Heading } from './model-phrases.ts';

export interface ModelScreen {
  readonly state: 'no-data' | 'untrained' | 'running' | 'trained';
  readonly heading: Heading;
  /** The problem that the shown entries were trained for; the current one while there are none. */
  readonly problem: ProblemDefinition | null;
  readonly entries: readonly LeaderboardEntry[];
  /** Whether the shown run was cut off, so that it can be gone on with. */
  readonly interrupted: boolean;
}

const nothing: ModelScreen = { state: 'no-data', heading: { phrases: [], sub: '' }, problem: null, entries: [], interrupted: false };

/** The problem as it was when the current run was made. */
function problemOfRun(project: Project, current: ProblemDefinition): ProblemDefinition {
  const parent = currentVersion(project, 'run')?.parents.problem;
  const version = project.versions.find(({ id }) => id === parent);
  return version?.stage === 'problem' ? (version.settings as ProblemDefinition) : current;
}

/** What the Model screen shows now: nothing to train on, not trained, a run going on, or the last run. */
export function modelScreen(project: Project | null, job: Job | null, live: LiveRun): ModelScreen {
  const problem = project && currentVersion(project, 'problem')?.settings;
  if (!project || !problem) return nothing;
  const split = currentVersion(project, 'split')?.result ?? null;
  if (job?.kind === 'train') {
    return { state: 'running', heading: runningHeading(problem, live, job), problem, entries: live.entries, interrupted: false };
  }
  const version = currentVersion(project, 'run');
  const run = version?.result;
  if (version && run) {
    const { settings } = version;
    const asTrained = problemOfRun(project, problem);
    const usual = runHeading(asTrained, run, split, project.testLooks);
    const interrupted = run.stoppedBecause === 'interrupted';
    const heading = interrupted ? { phrases: interruptedPhrases(asTrained, run), sub: [usual.sub, stillToTrain(run, settings.candidates)].filter(Boolean).join(' · ') } : usual;
    return { state: 'trained', heading, problem: asTrained, entries: run.leaderboard, interrupted };
  }
  const phrases = [
    { text: `Ready to predict ${problem.target}. ` },
    { text: 'Say how long training may take, then train.', tone: 'soft' as const },
  ];
  return { state: 'untrained', heading: { phrases, sub: validationLine(split, project.testLooks) }, problem, entries: [], interrupted: false };
}

/** "Kept 18 to 105 iterations, by fold." */
function keptIterations(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (least === most) return `Kept ${formatCount(most, 'iteration')}${counts.length > 1 ? ' in every fold' : ''}.`;
  return `Kept ${formatInteger(least)} to ${formatInteger(most)} iterations, by fold.`;
}

/** What stands under the name of the selected model. */
export function selectedNote(entry: LeaderboardEntry): string {
  const rows = Object.values(entry.validation)[0]?.rows;
  const kept = entry.iterations.length > 0 && traitsOf(entry.candidate.learner).stopsEarly;
  const iterations = kept ? ` ${keptIterations(entry.iterations)}` : '';
  const on = rows === undefined ? 'validation rows' : formatCount(rows, 'validation row');
  const fewer = entry.reason === null ? '' : ` ${startSentence(entry.reason)}.`;
  return `Measured on ${on}, each predicted by a model that never saw it.${iterations}${fewer}`;
}

/** What choosing does, in words. */
export function chooseNote(again: boolean): string {
  const what = 'It is measured on the locked test rows, fitted again on all rows, and made into a release.';
  return again ? `${what} This looks at the test rows once more.` : `${what} The test rows are looked at once.`;
}
