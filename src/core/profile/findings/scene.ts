import type { Reading } from '../../csv/reading.ts';
import type { ColumnRole, ProblemDefinition } from '../../problem/problem.ts';
import type { Table } from '../../table/table.ts';
import type { ColumnFacts } from '../column-facts.ts';
import type { ColumnProfile, Finding, FindingKind, Fix } from '../profile.ts';
import type { TargetView } from '../target-view.ts';

/** Everything that findings are made from. */
export interface Scene {
  readonly nRows: number;
  readonly table: Table;
  readonly problem: ProblemDefinition | null;
  /** Null without a problem, and where the table does not hold its target as the problem has it. */
  readonly view: TargetView | null;
  readonly reading: Reading | null;
  readonly columns: readonly ColumnProfile[];
  readonly facts: ReadonlyMap<string, ColumnFacts>;
  /** Rows that equal an earlier row. */
  readonly repeats: number;
}

/** The columns other than the target. */
export function inputColumns({ columns, problem }: Scene): ColumnProfile[] {
  return columns.filter(({ name }) => name !== problem?.target);
}

/** A finding with its stable id; `parts` says what differs from a plain note without fixes. */
export function finding(
  kind: FindingKind,
  column: string | null,
  parts: Pick<Finding, 'severity' | 'title' | 'detail'> & Partial<Pick<Finding, 'fixes' | 'applied' | 'related'>> & { idSuffix?: string },
): Finding {
  const { severity, title, detail, fixes = [], applied = null, related, idSuffix } = parts;
  const id = [kind, column ?? '', ...(idSuffix === undefined ? [] : [idSuffix])].join(':');
  return { id, kind, severity, column, title, detail, fixes, applied, ...(related ? { related } : {}) };
}

/** The fix that gives `column` a role. */
export function setRole(column: string, role: ColumnRole, label: string): Fix {
  return { action: 'set-role', column, role, label };
}

/** What the studio does by itself with a column, unless the user has said that it groups or orders the rows. */
export function appliedRole(scene: Scene, column: string, role: ColumnRole, label: string): Fix | null {
  const given = new Map(Object.entries(scene.problem?.roles ?? {})).get(column);
  return given === 'group' || given === 'time' ? null : setRole(column, role, label);
}
