import type { Fix } from '../profile.ts';

/** One thing that the data say of the goal: that they carry it, or what stands in its way and how it could be restated. */
export interface SupportNote {
  /** Stable for the same remark, so that lists keep their order. */
  readonly id: string;
  readonly severity: 'good' | 'info' | 'warn' | 'bad';
  /** A short sentence. */
  readonly title: string;
  /** Why, with the figures. */
  readonly detail: string;
  /** Ways to restate the problem; each makes a new version of it. */
  readonly fixes: readonly Fix[];
}

/** A figure with up to four significant digits. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
