import type { Monotone } from '../core/estimators/estimator.ts';

/** How a model may move as a feature grows. */
export type Direction = 'free' | 'rising' | 'falling';

export const directionOptions: readonly { readonly value: Direction; readonly label: string }[] = [
  { value: 'free', label: 'free' },
  { value: 'rising', label: 'never falls' },
  { value: 'falling', label: 'never rises' },
];

/** The direction that is set for a column. */
export function directionOf(directions: Monotone, column: string): Direction {
  const direction = Object.hasOwn(directions, column) ? directions[column] : 0;
  return direction === 1 ? 'rising' : direction === -1 ? 'falling' : 'free';
}

export const signOf: Readonly<Record<Direction, 1 | -1 | 0>> = { free: 0, rising: 1, falling: -1 };

/** The columns whose names hold `search`, those with a direction first; at most `most` of them. */
export function listedColumns(columns: readonly string[], directions: Monotone, search: string, most: number): readonly string[] {
  const wanted = search.trim().toLowerCase();
  const found = columns.filter((column) => column.toLowerCase().includes(wanted));
  const isSet = (column: string) => directionOf(directions, column) !== 'free';
  return [...found.filter(isSet), ...found.filter((column) => !isSet(column))].slice(0, most);
}
