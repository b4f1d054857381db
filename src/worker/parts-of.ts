/** The time that several took side by side, parted among them as their own times are to each other, which for nets that end together are alike; evenly where these are all 0. */
export function partsOf(totalMs: number, ownMs: readonly number[]): number[] {
  const sum = ownMs.reduce((all, ms) => all + ms, 0);
  return ownMs.map((ms) => (sum > 0 ? (totalMs * ms) / sum : totalMs / ownMs.length));
}
