import type { Reading } from '../csv/reading.ts';
import { Cancelled, type Control } from '../math/control.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { firstOfEqualRows } from '../table/equal-rows.ts';
import type { Table } from '../table/table.ts';
import { factsOf, type ColumnFacts } from './column-facts.ts';
import { findAll } from './findings/find-all.ts';
import { profileColumn } from './profile-column.ts';
import type { ColumnProfile, Profile } from './profile.ts';
import { viewTarget } from './target-view.ts';

/** Bins of a column's histogram; fewer in wide tables, whose profile is sent to the page on each change all the same. */
const mostBins = 24;
const fewBins = 12;
const manyColumns = 500;

/**
 * What each column holds, how well it alone predicts the target, and what is worth knowing before training. Without a
 * problem there is no association; without a reading nothing is said of rejected rows or contradicting cells. A target that
 * cannot be used as the problem says is profiled all the same, without association. Same inputs, same profile. Throws Cancelled.
 */
export async function profileTable(
  table: Table,
  problem: ProblemDefinition | null,
  reading: Reading | null,
  control: Control,
): Promise<Profile> {
  const view = problem && viewTarget(table, problem);
  const columns: ColumnProfile[] = [];
  const facts = new Map<string, ColumnFacts>();
  for (const column of table.columns) {
    if (control.cancelled()) throw new Cancelled();
    columns.push(profileColumn(column, view, table.columns.length > manyColumns ? fewBins : mostBins));
    facts.set(column.name, factsOf(column));
    control.progress(columns.length / table.columns.length, column.name);
    await control.breathe();
  }
  const repeats = firstOfEqualRows(table.columns).reduce((count, first, row) => count + (first === row ? 0 : 1), 0);
  const findings = await findAll({ nRows: table.nRows, table, problem, view, reading, columns, facts, repeats }, control);
  return { nRows: table.nRows, columns, findings };
}
