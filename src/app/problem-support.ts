import type { Project } from '../core/project/project.ts';
import type { Fix } from '../core/profile/profile.ts';
import { currentVersion } from '../core/project/current.ts';
import { openFindings } from './data-findings.ts';
import { formatCount } from './format.ts';
import { learningGround } from './problem.ts';

/** One line of "Can the data support this?". */
export interface SupportLine {
  readonly id: string;
  readonly severity: 'good' | 'info' | 'warn' | 'bad';
  readonly title: string;
  readonly detail: string;
  readonly fixes: readonly Fix[];
}

const aboutTheTarget: readonly string[] = ['imbalance', 'few-rows', 'target-missing', 'leak', 'suspicious'];

/** Under this many rows of the rarest class, differences between models are mostly chance. */
const fewRows = 100;

/** What the findings say about the target and the goal, worst first; what is fine is said too. */
export function supportLines(project: Project): SupportLine[] {
  const problem = currentVersion(project, 'problem')?.settings;
  const profile = currentVersion(project, 'dataset')?.result?.profile;
  if (!problem || !profile) return [];
  const findings = openFindings(project).filter(({ kind, column }) => aboutTheTarget.includes(kind) || column === problem.target);
  const lines = findings.map(({ id, severity, settled, title, detail, offers }): SupportLine => ({
    id,
    severity: settled === null ? severity : 'info',
    title: settled === null ? title : `${title}: ${settled.charAt(0).toLowerCase()}${settled.slice(1)}`,
    detail,
    fixes: settled === null ? offers : [],
  }));
  const ground = learningGround(problem, profile.columns);
  if (ground && !findings.some(({ kind }) => kind === 'few-rows')) {
    const enough = ground.rows >= fewRows;
    lines.push({
      id: 'ground',
      severity: enough ? 'good' : 'warn',
      title: enough ? 'Enough to learn from' : 'Little to learn from',
      detail: enough ? ground.text : `${ground.text} Differences between models will be mostly chance.`,
      fixes: [],
    });
  }
  const features = Object.values(problem.roles).filter((role) => role === 'feature').length;
  lines.push(
    features > 0
      ? { id: 'features', severity: 'good', title: 'Something to learn by', detail: `${formatCount(features, 'column')} may be used as features.`, fixes: [] }
      : { id: 'features', severity: 'bad', title: 'No column may be used', detail: 'Make at least one column a feature on Data.', fixes: [] },
  );
  const rank = { bad: 0, warn: 1, info: 2, good: 3 };
  return lines.sort((a, b) => rank[a.severity] - rank[b.severity]);
}
