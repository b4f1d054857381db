import type { ColumnRole, ProblemDefinition } from '../core/problem/problem.ts';
import type { Finding, FindingKind, Fix } from '../core/profile/profile.ts';
import type { Project } from '../core/project/project.ts';
import { currentVersion } from '../core/project/current.ts';
import { countInWords, startSentence } from './format.ts';

/** A finding as it stands now, after what was done about it. */
export interface OpenFinding extends Finding {
  /** What is in force about it, in words: "Left out"; null while nothing is. */
  readonly settled: string | null;
  /** The fixes that would still change something. */
  readonly offers: readonly Fix[];
}

const order = { bad: 0, warn: 1, info: 2 };

const roleDone: Readonly<Record<ColumnRole, string>> = {
  target: 'Is the target',
  feature: 'Used as a feature',
  identifier: 'Set aside as an identifier',
  group: 'Groups the rows',
  time: 'Orders the rows in time',
  weight: 'Weighs the rows',
  protected: 'Kept for fairness alone',
  ignored: 'Left out',
};

function inForce(project: Project, fix: Fix): boolean {
  if (fix.action === 'set-role') return currentVersion(project, 'problem')?.settings.roles[fix.column] === fix.role;
  if (fix.action !== 'set-kind') return false;
  const columns = currentVersion(project, 'dataset')?.result?.profile.columns ?? [];
  return columns.find(({ name }) => name === fix.column)?.kind === fix.kind;
}

function settledBy(project: Project, finding: Finding): string | null {
  const { column } = finding;
  const role = column === null ? undefined : currentVersion(project, 'problem')?.settings.roles[column];
  // A column that is no feature cannot harm the model, whoever set it aside.
  if (role && column !== null && role !== 'feature' && role !== 'target') return roleDone[role];
  const done = [...(finding.applied ? [finding.applied] : []), ...finding.fixes].find((fix) => inForce(project, fix));
  if (!done || done === finding.fixes.find((fix) => fix.action === 'set-role' && fix.role === 'feature')) return null;
  if (done.action === 'set-role') return roleDone[done.role];
  return done.action === 'set-kind' ? `Read as ${done.kind}` : done.label;
}

/** The findings that were not dismissed, worst first, those that need somebody before those that are settled. */
export function openFindings(project: Project): OpenFinding[] {
  const findings = currentVersion(project, 'dataset')?.result?.profile.findings ?? [];
  return findings
    .filter(({ id }) => !project.dismissed.includes(id))
    .map((finding) => ({
      ...finding,
      settled: settledBy(project, finding),
      offers: finding.fixes.filter((fix) => !inForce(project, fix)),
    }))
    .sort((a, b) => order[a.severity] - order[b.severity] || Number(a.settled !== null) - Number(b.settled !== null));
}

/** How many findings ask for a decision: not settled, and more than a remark. */
export function undecided(findings: readonly OpenFinding[]): number {
  return findings.filter(({ severity, settled }) => severity !== 'info' && settled === null).length;
}

/** "Three findings need you before training."; that no column may be used, where `problem` has no feature. */
export function findingsSentence(findings: readonly OpenFinding[], problem: ProblemDefinition | null = null): string {
  if (problem && !Object.values(problem.roles).includes('feature')) return 'No column may be used yet: make at least one a feature.';
  const count = undecided(findings);
  if (count === 0) return 'Nothing stands in the way of training.';
  return `${startSentence(countInWords(count, 'finding'))} ${count === 1 ? 'needs' : 'need'} you before training.`;
}

/** A few words for a chip beside the column. */
export const findingChips: Readonly<Record<FindingKind, string>> = {
  missing: 'missing',
  constant: 'never changes',
  identifier: 'identifier?',
  duplicates: 'duplicates',
  leak: 'leak',
  suspicious: 'known in time?',
  imbalance: 'uneven classes',
  'high-cardinality': 'many levels',
  contradictions: 'odd cells',
  'rejected-rows': 'rejected rows',
  'few-rows': 'few rows',
  'target-missing': 'target missing',
  'row-number': 'row number?',
  'time-order': 'orders the rows?',
  'repeated-entity': 'groups the rows?',
  'question-mark-missing': '“?” is missing',
  'disguised-missing': 'hidden gaps',
  'mixed-spellings': 'mixed spellings',
  'conflicting-labels': 'conflicting rows',
  'row-order': 'file order',
  skewed: 'skewed',
  zeros: 'many zeros',
  infinite: 'infinite values',
  outliers: 'far outliers',
  'near-constant': 'hardly varies',
  redundant: 'says the same',
  'date-order': 'day or month?',
  text: 'free text',
};
