import { columnByName, type Table } from '../table/table.ts';
import type { ColumnRole } from '../problem/problem.ts';
import type { Profile } from './profile.ts';

/**
 * The role of every column: the target; what the profile's findings apply (a leak or constant column is ignored; an
 * identifier, a row number, and short text that hardly repeats, such as names, are kept beside the rows); the rest are
 * features, free text too. Throws ColumnNotFound.
 */
export function suggestRoles(table: Table, target: string, profile: Profile): Record<string, ColumnRole> {
  columnByName(table, target);
  const applied = new Map<string, ColumnRole>();
  for (const { applied: fix } of profile.findings) {
    if (fix?.action === 'set-role' && !applied.has(fix.column)) applied.set(fix.column, fix.role);
  }
  return Object.fromEntries(table.columns.map(({ name }) => [name, name === target ? 'target' : (applied.get(name) ?? 'feature')]));
}
