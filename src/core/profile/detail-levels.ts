import { entropy, imbalance } from '../stats/entropy.ts';
import type { LevelDetail } from './column-detail.ts';
import type { LevelCount } from './profile.ts';
import { spellingGroups } from './spelling-groups.ts';

const mostLevels = 200;
const mostGroups = 50;
/** Levels on a smaller share of the values are rare. */
const rareBelow = 0.01;
/** Beyond this many levels, names are no longer compared. */
const mostCompared = 200_000;

/** The detail of a column of labels, given all levels that occur, most frequent first; null for none. */
export function detailLevels(levels: readonly LevelCount[]): LevelDetail | null {
  if (levels.length === 0) return null;
  const counts = levels.map(({ count }) => count);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const rare = counts.filter((count) => count < rareBelow * rows);
  let shortest = levels[0].level;
  let longest = shortest;
  for (const { level } of levels) {
    if (level.length < shortest.length) shortest = level;
    if (level.length > longest.length) longest = level;
  }
  return {
    levels: levels.slice(0, mostLevels),
    entropyBits: entropy(counts) / Math.LN2,
    evenness: 1 - imbalance(counts),
    rare: { below: rareBelow, levels: rare.length, rows: rare.reduce((sum, count) => sum + count, 0) },
    once: counts.reduce((sum, count) => sum + (count === 1 ? 1 : 0), 0),
    spellings: levels.length > mostCompared ? null : spellingGroups(levels).slice(0, mostGroups),
    shortest,
    longest,
  };
}
