import type { ColumnProfile } from '../core/profile/profile.ts';
import type { RowView } from '../core/table/row-view.ts';
import { conditionText, conditionsOf, noFilter, type ColumnFilter } from './data-filter.ts';
import { formatCount, formatInteger } from './format.ts';

/** The filters of the table's columns, and what they ask of the rows. */
export class RowFilters {
  #filters = $state.raw<ReadonlyMap<string, ColumnFilter>>(new Map());

  of(column: string): ColumnFilter {
    return this.#filters.get(column) ?? noFilter;
  }

  has(column: string): boolean {
    return this.#filters.has(column);
  }

  set(column: string, filter: ColumnFilter): void {
    this.#filters = new Map([...this.#filters, [column, filter]]);
  }

  drop(column: string): void {
    this.#filters = new Map([...this.#filters].filter(([name]) => name !== column));
  }

  clear(): void {
    this.#filters = new Map();
  }

  /** What all filters ask; those of columns that are gone ask nothing. */
  conditions(columns: readonly ColumnProfile[]): RowView['conditions'] {
    return columns.flatMap(({ name, kind }) => {
      const filter = this.#filters.get(name);
      return filter ? conditionsOf(name, filter, kind === 'datetime') : [];
    });
  }
}

/** The conditions in words, with the column of each. */
export function conditionLines(conditions: RowView['conditions'], columns: readonly ColumnProfile[]): { column: string; text: string }[] {
  const dates = new Set(columns.flatMap(({ name, kind }) => (kind === 'datetime' ? [name] : [])));
  return conditions.map((condition) => ({ column: condition.column, text: conditionText(condition, dates.has(condition.column)) }));
}

/** "24,420 rows", "1,204 of 24,420 rows, sorted by age"; what is going on while it is worked out. */
export function rowsText(total: number, nRows: number, { order, conditions }: RowView, waiting: boolean): string {
  if (waiting) return order ? `Sorting by ${order.column}…` : 'Choosing rows…';
  const rows = conditions.length > 0 ? `${formatInteger(total)} of ${formatCount(nRows, 'row')}` : formatCount(nRows, 'row');
  return order ? `${rows}, by ${order.column}${order.descending ? ', largest first' : ''}` : rows;
}
