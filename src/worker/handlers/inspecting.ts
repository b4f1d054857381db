import { detailColumn } from '../../core/profile/detail-column.ts';
import type { ColumnDetail } from '../../core/profile/column-detail.ts';
import { viewTarget, type TargetView } from '../../core/profile/target-view.ts';
import type { ProblemDefinition } from '../../core/problem/problem.ts';
import { currentVersion } from '../../core/project/current.ts';
import { filterRows } from '../../core/table/filter-rows.ts';
import { orderRows } from '../../core/table/order-rows.ts';
import type { RowView } from '../../core/table/row-view.ts';
import { columnByName, isMissing, type Column, type Table } from '../../core/table/table.ts';
import type { RowsPage, RowsView, StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { TurnControl } from '../turn-control.ts';

const keptDetails = 40;
const keptOrders = 4;

/** A computation nobody watches, that can be stopped. */
class QuietControl extends TurnControl {
  progress(): void {
    // Its answer is all that anybody waits for.
  }
}

/** What was worked out of one table; gone with it. */
interface Known {
  readonly details: Map<string, Promise<ColumnDetail>>;
  readonly orders: Map<string, Uint32Array>;
  target: { readonly key: string; readonly view: TargetView | null } | null;
  /** The view that was asked for last, and the work on it. */
  shown: { readonly key: string; readonly rows: Promise<Uint32Array | null>; readonly control: QuietControl } | null;
}

const knownOf = new WeakMap<Table, Known>();

function known(table: Table): Known {
  const found = knownOf.get(table) ?? { details: new Map(), orders: new Map(), target: null, shown: null };
  knownOf.set(table, found);
  return found;
}

/** Adds an entry as the newest one and drops the oldest beyond `most`. */
function remember<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}

/** What of a problem counts for its relation to a column. */
function questionOf(problem: ProblemDefinition | null): string {
  if (!problem) return '';
  const { target, task, classes, positiveClass, reframing = null } = problem;
  return JSON.stringify([target, task, classes, positiveClass, reframing]);
}

function columnDetail(session: Session, name: string): Promise<ColumnDetail> {
  const table = session.requireTable();
  const problem = currentVersion(session.requireProject(), 'problem')?.settings ?? null;
  const seen = known(table);
  const question = questionOf(problem);
  const key = JSON.stringify([name, question]);
  const column = columnByName(table, name);
  if (seen.target?.key !== question) seen.target = { key: question, view: problem && viewTarget(table, problem) };
  const detail = seen.details.get(key) ?? detailColumn(column, seen.target.view, new QuietControl());
  remember(seen.details, key, detail, keptDetails);
  detail.catch(() => seen.details.delete(key));
  return detail;
}

async function ordered(table: Table, { order }: RowView, control: QuietControl): Promise<Uint32Array | null> {
  if (!order) return null;
  const { orders } = known(table);
  const key = JSON.stringify(order);
  const rows = orders.get(key) ?? (await orderRows(columnByName(table, order.column), table.nRows, order.descending, control));
  remember(orders, key, rows, keptOrders);
  return rows;
}

async function viewed(table: Table, view: RowView, control: QuietControl): Promise<Uint32Array | null> {
  const rows = await ordered(table, view, control);
  return view.conditions.length === 0 ? rows : filterRows(table, view.conditions, rows, control);
}

/** The rows of a view in its order; null stands for all, as in the file. Work on another view is stopped: nobody waits for it. */
function rowsOf(table: Table, view: RowView | undefined): Promise<Uint32Array | null> {
  if (!view || (!view.order && view.conditions.length === 0)) return Promise.resolve(null);
  const seen = known(table);
  const key = JSON.stringify([view.order, view.conditions]);
  if (seen.shown?.key === key) return seen.shown.rows;
  seen.shown?.control.stop();
  const control = new QuietControl();
  const rows = viewed(table, view, control);
  seen.shown = { key, rows, control };
  rows.catch(() => {
    if (seen.shown?.rows === rows) seen.shown = null;
  });
  return rows;
}

function cellText(column: Column, row: number): string | null {
  if (isMissing(column, row)) return null;
  if (column.kind === 'category') return column.levels[column.codes[row]];
  if (column.kind === 'text') return column.values[row];
  if (column.kind === 'number') return String(column.values[row]);
  return new Date(column.values[row]).toISOString().replace('T', ' ').replace(/(:00)?\.000Z$/, '');
}

async function rows(session: Session, offset: number, limit: number, view: RowsView | undefined): Promise<RowsPage> {
  const table = session.requireTable();
  const chosen = await rowsOf(table, view);
  const total = chosen?.length ?? table.nRows;
  const columns = view?.columns ? table.columns.slice(view.columns.from, view.columns.to) : table.columns;
  const numbers: number[] = [];
  const page: (string | null)[][] = [];
  for (let at = Math.max(0, offset); at < Math.min(total, offset + limit); at++) {
    const row = chosen ? chosen[at] : at;
    numbers.push(row);
    page.push(columns.map((column) => cellText(column, row)));
  }
  return { offset, columns: columns.map(({ name }) => name), rows: page, total, numbers };
}

async function placeOfRow(session: Session, row: number, view: RowView): Promise<number | null> {
  const table = session.requireTable();
  const chosen = await rowsOf(table, view);
  const place = chosen ? chosen.indexOf(row) : row;
  return place >= 0 && place < table.nRows ? place : null;
}

/** Commands that look at the data closely and change nothing. */
export function inspectingCommands(session: Session): Pick<StudioApi, 'columnDetail' | 'rows' | 'placeOfRow'> {
  return {
    columnDetail: async (column) => columnDetail(session, column),
    rows: (offset, limit, view) => rows(session, offset, limit, view),
    placeOfRow: (row, view) => placeOfRow(session, row, view),
  };
}
