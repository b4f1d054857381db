import { goldenRows } from '../../core/release/golden.ts';
import type { RawRows, Release } from '../../core/release/release.ts';

/** How many rows each export is checked on. */
export const goldenCount = 200;

/** The rows that the exports of a release are checked on, the same whenever they are asked for. */
export function goldenRowsOf(release: Release): RawRows {
  return goldenRows(release, goldenCount, release.seed);
}
