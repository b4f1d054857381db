import type { ColumnProfile } from './profile.ts';

/** The share of the column's rows that hold no value; 0 where there are no rows. */
export function missingShare({ count, missing }: Pick<ColumnProfile, 'count' | 'missing'>): number {
  return missing === 0 ? 0 : missing / (count + missing);
}
