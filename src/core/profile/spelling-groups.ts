import { labelKey } from '../recipe/label-key.ts';
import type { LevelCount } from './profile.ts';

type Counted = Pick<LevelCount, 'level' | 'count'>;

/** Levels that are spelt differently and mean the same: equal but for case, spaces and accents. */
export interface SpellingGroup {
  /** At least two, most frequent first. */
  readonly levels: readonly Counted[];
  /** Rows of all of them. */
  readonly rows: number;
}

/** The levels that share a spelling with another, as the step that unifies labels would join them; most rows first. */
export function spellingGroups(levels: readonly Counted[]): SpellingGroup[] {
  const byKey = new Map<string, Counted[]>();
  for (const counted of levels) {
    const key = labelKey(counted.level);
    const known = byKey.get(key);
    if (known) known.push(counted);
    else byKey.set(key, [counted]);
  }
  const groups: SpellingGroup[] = [];
  for (const members of byKey.values()) {
    if (members.length < 2) continue;
    members.sort((a, b) => b.count - a.count);
    groups.push({ levels: members, rows: members.reduce((sum, { count }) => sum + count, 0) });
  }
  return groups.sort((a, b) => b.rows - a.rows);
}
