import type { RowCondition } from '../core/table/row-view.ts';
import { formatNumber, joinSome } from './format.ts';
import { formatInstant } from './format-units.ts';

/** What is asked of one column; empty parts ask nothing. */
export interface ColumnFilter {
  readonly min: string;
  readonly max: string;
  readonly labels: readonly string[];
  readonly contains: string;
  readonly presence: 'any' | 'present' | 'missing';
}

export const noFilter: ColumnFilter = { min: '', max: '', labels: [], contains: '', presence: 'any' };

export const presenceOptions: readonly { readonly value: ColumnFilter['presence']; readonly label: string }[] = [
  { value: 'any', label: 'All rows' },
  { value: 'present', label: 'With a value' },
  { value: 'missing', label: 'Missing' },
];

/** The bound that was typed: a number, or a day in UTC; null where it is neither. */
function bound(text: string, isDate: boolean, wholeDay: boolean): number | null {
  const typed = text.trim();
  if (typed === '') return null;
  const value = isDate ? Date.parse(`${typed}T00:00:00Z`) + (wholeDay ? 86_399_999 : 0) : Number(typed.replace('−', '-').replaceAll(',', ''));
  return Number.isFinite(value) ? value : null;
}

/** What a column's filter asks of the rows; nothing where it is empty. */
export function conditionsOf(column: string, filter: ColumnFilter, isDate: boolean): RowCondition[] {
  const min = bound(filter.min, isDate, false);
  const max = bound(filter.max, isDate, true);
  return [
    ...(min !== null || max !== null ? [{ kind: 'range', column, min, max } as const] : []),
    ...(filter.labels.length > 0 ? [{ kind: 'labels', column, labels: filter.labels } as const] : []),
    ...(filter.contains !== '' ? [{ kind: 'contains', column, text: filter.contains } as const] : []),
    ...(filter.presence !== 'any' ? [{ kind: 'missing', column, missing: filter.presence === 'missing' } as const] : []),
  ];
}

/** A condition in words: "age from 20 to 30", "city is Oslo or Bergen". */
export function conditionText(condition: RowCondition, isDate: boolean): string {
  const { column } = condition;
  const value = (at: number) => (isDate ? formatInstant(at) : formatNumber(at, 6));
  switch (condition.kind) {
    case 'range': {
      const from = condition.min === null ? '' : ` from ${value(condition.min)}`;
      return `${column}${from}${condition.max === null ? '' : ` to ${value(condition.max)}`}`;
    }
    case 'labels':
      return `${column} is ${joinSome(condition.labels, 2)}`;
    case 'contains':
      return `${column} holds “${condition.text}”`;
    case 'missing':
      return `${column} is ${condition.missing ? '' : 'not '}missing`;
  }
}
