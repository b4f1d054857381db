/** Whether a score is better than another's; one that is not a number is not, and anything is better than one. */
export function beats(own: number, other: number, greaterIsBetter: boolean): boolean {
  if (Number.isNaN(own)) return false;
  return Number.isNaN(other) || (greaterIsBetter ? own > other : own < other);
}

/** By what share of `before` a score got worse; below 0 where it got better. */
export function worsening(before: number, after: number, greaterIsBetter: boolean): number {
  return (greaterIsBetter ? before - after : after - before) / Math.abs(before);
}

/** The better of scores, or NaN where there is none. */
export function bestOf(values: readonly number[], greaterIsBetter: boolean): number {
  return values.reduce((best, value) => (beats(value, best, greaterIsBetter) ? value : best), NaN);
}
