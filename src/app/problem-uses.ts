import type { ColumnRole, Constraints, ProblemDefinition } from '../core/problem/problem.ts';
import type { ColumnProfile } from '../core/profile/profile.ts';

/** The columns with a role, in the file's order. */
export function columnsWith({ roles }: ProblemDefinition, role: ColumnRole): string[] {
  return Object.keys(roles).filter((column) => roles[column] === role);
}

/** The columns that could be given a role: any but the target and those that have it; weights are numbers. */
export function columnsFor(problem: ProblemDefinition, columns: readonly ColumnProfile[], role: ColumnRole): string[] {
  return columns
    .filter(({ name, kind }) => name !== problem.target && problem.roles[name] !== role && (role !== 'weight' || kind === 'number'))
    .map(({ name }) => name);
}

/** Features that could be marked as known too late. */
export function columnsThatCouldBeLate(problem: ProblemDefinition): string[] {
  const late = problem.knownLate ?? [];
  return columnsWith(problem, 'feature').filter((column) => !late.includes(column));
}

/** The constraints with one changed; null where none is left. */
export function withConstraint(problem: ProblemDefinition, change: Partial<Constraints>): Constraints | null {
  const next = { modelBytes: null, predictionMs: null, explainable: false, ...problem.constraints, ...change };
  return next.modelBytes === null && next.predictionMs === null && !next.explainable ? null : next;
}

/** Bytes in a megabyte, as sizes are shown. */
export const megabyte = 1_000_000;

export const explainOptions: readonly { readonly value: 'no' | 'yes'; readonly label: string }[] = [
  { value: 'no', label: 'need not be explainable' },
  { value: 'yes', label: 'must be explainable' },
];
