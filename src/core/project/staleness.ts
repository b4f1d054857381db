import { currentVersion } from './current.ts';
import { stageParents } from './parents.ts';
import { settingsDifferences } from './differences.ts';
import { stageNames, type Project, type StageName } from './project.ts';

/** Why a stage's current version no longer follows from the current versions before it. */
export interface Staleness {
  /** The stage whose edit made it so. */
  readonly because: StageName;
  readonly fromVersion: number;
  readonly toVersion: number;
  /** What the edit changed: "metric: roc_auc → log_loss"; at most 5. */
  readonly changes: readonly string[];
}

/** What models are held against, and what changes none of them. */
const goal: readonly string[] = ['criterion', 'aboveBaseline', 'guardrails'];

/** Settings without the goal: it is versioned and compared, but a figure follows from the same computation under any goal. */
function withoutGoal(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !goal.includes(key)));
}

/**
 * The stale stages of a project. A stage is stale when a parent that its current version records has been replaced by
 * one with other settings (a new goal aside), or when such a parent is itself stale; the first cause in stage order is given.
 */
export function staleness(project: Project): Partial<Record<StageName, Staleness>> {
  const stale: Partial<Record<StageName, Staleness>> = {};
  for (const stage of stageNames) {
    const version = currentVersion(project, stage);
    if (!version) continue;
    for (const parent of stageParents[stage]) {
      const inherited = stale[parent];
      const recorded = project.versions.find(({ id }) => id === version.parents[parent]);
      const now = currentVersion(project, parent);
      if (recorded && now && recorded.hash !== now.hash) {
        // The parent's hash may differ only because of its own parents; those are visited first and inherited below.
        const changes = settingsDifferences(recorded.settings, now.settings);
        if (settingsDifferences(withoutGoal(recorded.settings), withoutGoal(now.settings)).length > 0) {
          stale[stage] = { because: parent, fromVersion: recorded.version, toVersion: now.version, changes: changes.slice(0, 5) };
          break;
        }
      }
      if (inherited) {
        stale[stage] = inherited;
        break;
      }
    }
  }
  return stale;
}
