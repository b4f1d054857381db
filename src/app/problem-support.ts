import type { Project } from '../core/project/project.ts';
import type { Fix } from '../core/profile/profile.ts';
import type { SupportNote } from '../core/profile/support/support.ts';
import { currentVersion } from '../core/project/current.ts';
import { openFindings } from './data-findings.ts';
import { formatCount } from './format.ts';

/** One line of "Can the data support this?". */
export interface SupportLine {
  readonly id: string;
  readonly severity: 'good' | 'info' | 'warn' | 'bad';
  readonly title: string;
  readonly detail: string;
  readonly fixes: readonly Fix[];
}

const aboutTheTarget: readonly string[] = ['few-rows', 'target-missing', 'leak', 'suspicious'];
/** What the notes on the target say in their own way. */
const saidByNotes: readonly string[] = ['imbalance'];

/** What the worker judged (`notes`) and what the findings say about the target, worst first; what is fine is said too. */
export function supportLines(project: Project, notes: readonly SupportNote[]): SupportLine[] {
  const problem = currentVersion(project, 'problem')?.settings;
  if (!problem) return [];
  // Of a target that cannot be used nothing else is worth saying.
  const unusable = notes.some(({ id }) => id === 'target');
  const findings = openFindings(project).filter(({ kind, column }) => !unusable && !saidByNotes.includes(kind) && (aboutTheTarget.includes(kind) || column === problem.target));
  const lines = findings.map(({ id, severity, settled, title, detail, offers }): SupportLine => ({
    id,
    severity: settled === null ? severity : 'info',
    title: settled === null ? title : `${title}: ${settled.charAt(0).toLowerCase()}${settled.slice(1)}`,
    detail,
    fixes: settled === null ? offers : [],
  }));
  const late = problem.knownLate ?? [];
  const features = Object.keys(problem.roles).filter((column) => problem.roles[column] === 'feature' && !late.includes(column)).length;
  lines.push(
    ...notes,
    features > 0
      ? { id: 'features', severity: 'good', title: 'Something to learn by', detail: features === 1 ? 'One column may be used as a feature.' : `${formatCount(features, 'column')} may be used as features.`, fixes: [] }
      : { id: 'features', severity: 'bad', title: 'No column may be used', detail: 'Make at least one column a feature on Data.', fixes: [] },
  );
  const rank = { bad: 0, warn: 1, info: 2, good: 3 };
  return lines.sort((a, b) => rank[a.severity] - rank[b.severity]);
}
