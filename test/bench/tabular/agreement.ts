/** A measure with its 95% interval. */
export interface Interval {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The 95% interval of `a` - `b` for independent estimates that have intervals of their own, by the method of variance estimates
 * recovery (Zou & Donner, 2008): as wide as the two are together, and lopsided where they are.
 */
export function differenceOf(a: Interval, b: Interval): Interval {
  const value = a.value - b.value;
  return {
    value,
    lower: value - Math.hypot(a.value - a.lower, b.upper - b.value),
    upper: value + Math.hypot(a.upper - a.value, b.value - b.lower),
  };
}

/** Whether two estimates can be of one thing: 0 lies within the interval of their difference. */
export function agree(a: Interval, b: Interval): boolean {
  const { lower, upper } = differenceOf(a, b);
  return lower <= 0 && upper >= 0;
}
