import type { Project } from '../core/project/project.ts';
import { versionsOf } from '../core/project/current.ts';
import { formatCount } from './format.ts';
import { formatDay, formatTime } from './format-units.ts';
import type { Heading } from './model-phrases.ts';
import { compareRuns } from './history-runs.ts';

export interface LedgerRow {
  readonly key: string;
  readonly what: string;
  readonly why: string;
  readonly when: string;
}

/** The ledger, newest first. */
export function ledgerRows(project: Project, now: Date): LedgerRow[] {
  return project.ledger.map(({ at, what, why }, index) => ({ key: `${index}`, what, why, when: `${formatDay(at, now)} ${formatTime(at)}` })).reverse();
}

/** The sentence over the history: how the newest run compares with the one before, or that there is none yet. */
export function historyHeading(project: Project): Heading {
  const runs = versionsOf(project, 'run').filter(({ result }) => result !== null);
  const releases = versionsOf(project, 'release').length;
  const datasets = versionsOf(project, 'dataset').length;
  const looks = project.testLooks;
  const sub = [
    formatCount(runs.length, 'run'),
    formatCount(releases, 'release'),
    formatCount(datasets, 'data version'),
    `test rows ${looks === 0 ? 'never looked at' : looks === 1 ? 'looked at once' : `looked at ${formatCount(looks, 'time')}`}`,
  ].join(' · ');
  const [before, after] = runs.slice(-2);
  const comparison = before && after ? compareRuns(project, before.id, after.id) : null;
  if (comparison) return { phrases: comparison.phrases, sub };
  if (runs.length === 1) return { phrases: [{ text: 'One run so far. ' }, { text: 'Change something and train again, and the two can be compared.', tone: 'soft' }], sub };
  return { phrases: [{ text: 'Nothing has been trained yet. ' }, { text: 'Every version of every stage is kept here.', tone: 'soft' }], sub };
}
