import type { ColumnRole, ProblemDefinition } from '../core/problem/problem.ts';
import type { Finding, FindingKind, Fix } from '../core/profile/profile.ts';
import { hasFilter, hasStep } from '../core/profile/recipe-fixes.ts';
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

function inRecipes(project: Project, fix: Extract<Fix, { readonly action: 'add-step' | 'add-row-filter' }>): boolean {
  const recipes = currentVersion(project, 'recipe')?.settings;
  if (!recipes) return false;
  if (fix.action === 'add-step') return fix.inputs.every((input) => hasStep(recipes[input], fix.step));
  return hasFilter(recipes.dense, fix.filter) && hasFilter(recipes.native, fix.filter);
}

/** Whether each part of `change` is so already. */
function holds(now: object | undefined, change: object): boolean {
  const known = new Map<string, unknown>(Object.entries(now ?? {}));
  return Object.entries(change).every(([part, value]) => JSON.stringify(known.get(part) ?? null) === JSON.stringify(value));
}

function inForce(project: Project, fix: Fix): boolean {
  const dataset = currentVersion(project, 'dataset');
  switch (fix.action) {
    case 'set-role':
      return currentVersion(project, 'problem')?.settings.roles[fix.column] === fix.role;
    case 'set-kind':
      return dataset?.result?.profile.columns.find(({ name }) => name === fix.column)?.kind === fix.kind;
    case 'set-date-order':
      return dataset?.settings.options.formats?.[fix.column]?.date === fix.order;
    case 'add-step':
    case 'add-row-filter':
      return inRecipes(project, fix);
    case 'set-split':
      return holds(currentVersion(project, 'split')?.settings, fix.change);
    case 'restate':
      return holds(currentVersion(project, 'problem')?.settings, fix.change);
  }
}

/** What a fix that is in force has done. */
function doneBy(fix: Fix): string {
  switch (fix.action) {
    case 'set-role':
      return roleDone[fix.role];
    case 'set-kind':
      return `Read as ${fix.kind}`;
    case 'set-date-order':
      return fix.order === 'mdy' ? 'Read month first' : 'Read day first';
    case 'add-step':
      return fix.step.kind === 'mark-missing' ? 'Taken as missing' : 'In the recipe';
    case 'add-row-filter':
      return 'In the recipe, for the rows that are learned from';
    case 'set-split':
      return 'In the split';
    case 'restate':
      return 'In the problem';
  }
}

/** What answers a question about the rows: that another column orders or groups them, or that one of several was left out. */
function settledElsewhere({ kind, related = [] }: Finding, roles: ProblemDefinition['roles']): string | null {
  const named = (role: ColumnRole) => Object.keys(roles).find((name) => roles[name] === role);
  if (kind === 'time-order') return named('time') === undefined ? null : `${named('time')} orders the rows`;
  if (kind === 'repeated-entity') return named('group') === undefined ? null : `${named('group')} groups the rows`;
  if (kind !== 'redundant') return null;
  const used = related.filter((name) => roles[name] === 'feature');
  return used.length > 1 ? null : 'Only one of them is a feature';
}

function settledBy(project: Project, finding: Finding): string | null {
  const { column, kind } = finding;
  const roles = currentVersion(project, 'problem')?.settings.roles ?? {};
  const role = column === null ? undefined : roles[column];
  // A column that is no feature cannot harm the model, whoever set it aside.
  if (role && column !== null && role !== 'feature' && role !== 'target') return roleDone[role];
  if (kind === 'text' && role === 'feature') return roleDone.feature;
  // Set aside at first and used now: somebody has looked at it and decided. A leak stays open.
  const { applied, severity } = finding;
  if (role === 'feature' && applied?.action === 'set-role' && applied.role !== 'feature' && severity !== 'bad') return roleDone.feature;
  // One column left out of three that say the same leaves two.
  if (kind === 'redundant') return settledElsewhere(finding, roles);
  const done = [...(finding.applied ? [finding.applied] : []), ...finding.fixes].find((fix) => inForce(project, fix));
  const asBefore = done?.action === 'set-role' && done.role === 'feature';
  return done && !asBefore ? doneBy(done) : settledElsewhere(finding, roles);
}

/** The fixes on offer: a step that was applied by itself and taken out again by hand is among them. */
function offersOf(project: Project, { applied, fixes }: Finding): Fix[] {
  const withdrawn = applied && applied.action !== 'set-role' ? [applied] : [];
  return [...withdrawn, ...fixes].filter((fix) => !inForce(project, fix));
}

/** The findings that were not dismissed, worst first, those that need somebody before those that are settled. */
export function openFindings(project: Project): OpenFinding[] {
  const findings = currentVersion(project, 'dataset')?.result?.profile.findings ?? [];
  return findings
    .filter(({ id }) => !project.dismissed.includes(id))
    .map((finding) => ({
      ...finding,
      settled: settledBy(project, finding),
      offers: offersOf(project, finding),
    }))
    .sort((a, b) => order[a.severity] - order[b.severity] || Number(a.settled !== null) - Number(b.settled !== null));
}

/** How many findings ask for a decision: not settled, and more than a remark. */
export function undecided(findings: readonly OpenFinding[]): number {
  return findings.filter(({ severity, settled }) => severity !== 'info' && settled === null).length;
}

/** "Three findings need you before training."; that no column is there or may be used, where `problem` has no feature. */
export function findingsSentence(findings: readonly OpenFinding[], problem: ProblemDefinition | null = null): string {
  const roles = Object.values(problem?.roles ?? {});
  if (roles.length === 1) return 'There is no other column to predict it from.';
  if (problem && !roles.includes('feature')) return 'No column may be used yet: make at least one a feature.';
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
  'replaced-characters': 'broken characters',
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
