import type { ColumnProfile } from '../core/profile/profile.ts';
import type { RowFilter } from '../core/recipe/recipe.ts';
import { formatNumber } from './format.ts';
import { formatInstant } from './format-units.ts';
import { listed } from './recipe-fields.ts';

function anyOf(labels: readonly string[]): string {
  const quoted = labels.map((label) => `“${label}”`);
  if (quoted.length <= 3) return [quoted.slice(0, -1).join(', '), quoted[quoted.length - 1]].filter((part) => part !== '').join(' or ');
  return `one of ${quoted.slice(0, 2).join(', ')} and ${quoted.length - 2} more`;
}

/** A row filter as a sentence: "Learn only from rows where age is at least 18". */
export function describeFilter(filter: RowFilter, columns: readonly Pick<ColumnProfile, 'name' | 'kind'>[]): string {
  if (filter.kind === 'drop-duplicates') return 'Learn from each of several equal rows once';
  const learn = `Learn only from rows where ${filter.column}`;
  if (filter.kind === 'present') return `${learn} is known`;
  if (filter.kind === 'labels') return `${learn} is ${anyOf(filter.keep)}`;
  const isDate = columns.find(({ name }) => name === filter.column)?.kind === 'datetime';
  const shown = (value: number) => (isDate ? formatInstant(value) : formatNumber(value));
  const { atLeast, atMost } = filter;
  if (atLeast !== null && atMost !== null) return `${learn} is from ${shown(atLeast)} to ${shown(atMost)}`;
  return atLeast !== null ? `${learn} is at least ${shown(atLeast)}` : `${learn} is at most ${atMost === null ? 'anything' : shown(atMost)}`;
}

export type FilterForm = RowFilter['kind'];

export const filterForms: readonly { readonly value: FilterForm; readonly label: string }[] = [
  { value: 'number', label: 'a number or date lies between' },
  { value: 'labels', label: 'a label is one of' },
  { value: 'present', label: 'a column is known' },
  { value: 'drop-duplicates', label: 'no row equals an earlier one' },
];

/** The columns that a filter of this form may name. */
export function filterColumns(form: FilterForm, columns: readonly Pick<ColumnProfile, 'name' | 'kind'>[]): string[] {
  if (form === 'drop-duplicates') return [];
  const fits = (kind: string) => form === 'present' || (form === 'number') === (kind === 'number' || kind === 'datetime');
  return columns.filter(({ kind }) => fits(kind)).map(({ name }) => name);
}

/** A bound as typed: a number, or a day for a date column; null where the field is empty. */
function bound(text: string, isDate: boolean): number | null | { readonly error: string } {
  if (text.trim() === '') return null;
  const value = isDate ? Date.parse(text.trim().length <= 10 ? `${text.trim()}T00:00Z` : text) : Number(text);
  return Number.isFinite(value) ? value : { error: isDate ? `“${text}” is no date; write it as 2024-03-31` : `“${text}” is not a number` };
}

/** The filter that a filled form asks for, or why there is none. */
export function filterFrom(
  form: FilterForm,
  column: string,
  { from, to, keep }: { readonly from: string; readonly to: string; readonly keep: string },
  columns: readonly Pick<ColumnProfile, 'name' | 'kind'>[],
): RowFilter | { readonly error: string } {
  if (form === 'drop-duplicates') return { kind: form };
  if (!filterColumns(form, columns).includes(column)) return { error: 'choose a column' };
  if (form === 'present') return { kind: form, column };
  if (form === 'labels') return listed(keep).length > 0 ? { kind: form, column, keep: listed(keep) } : { error: 'name at least one label' };
  const isDate = columns.find(({ name }) => name === column)?.kind === 'datetime';
  const [atLeast, atMost] = [bound(from, isDate), bound(to, isDate)];
  if (typeof atLeast === 'object' && atLeast !== null) return atLeast;
  if (typeof atMost === 'object' && atMost !== null) return atMost;
  if (atLeast === null && atMost === null) return { error: 'give a lower bound, an upper bound or both' };
  if (atLeast !== null && atMost !== null && atLeast > atMost) return { error: 'the lower bound lies above the upper one' };
  return { kind: 'number', column, atLeast, atMost };
}
