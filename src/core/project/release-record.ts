import { describeMembers } from '../release/describe-members.ts';
import type { Release } from '../release/release.ts';
import type { ExportParity, StageResults } from './project.ts';

/** What the project's record says of a release: all but its models and recipes, which are large and stand apart. */
export function releaseRecord(release: Release, parity: readonly ExportParity[]): StageResults['release'] {
  const { formatVersion: _formatVersion, classes: _classes, members, ...facts } = release;
  const described = describeMembers(members);
  const modelBytes = described.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { ...facts, members: described, modelBytes, parity };
}
