import { currentVersion, versionsOf } from './current.ts';
import { canonicalJson, textHash } from './hash.ts';
import { stageParents } from './parents.ts';
import type { LedgerEntry, Project, StageName, StageResults, StageSettings, StageVersion } from './project.ts';

/** Where new versions get their ids and instants from, since core has neither randomness nor a clock. */
export interface Stamp {
  /** Unique within the project. */
  readonly id: string;
  /** ISO 8601 instant. */
  readonly at: string;
}

/** A project without stages; it opens on the Data screen. */
export function createProject(name: string, stamp: Stamp): Project {
  return {
    schemaVersion: 1,
    id: stamp.id,
    name,
    createdAt: stamp.at,
    updatedAt: stamp.at,
    versions: [],
    current: {},
    ledger: [],
    testLooks: 0,
    dismissed: [],
    screen: 'data',
  };
}

/** Wording that explains a problem but changes no computation; an edit of it makes nothing stale. */
const wording: readonly string[] = ['rowMeaning', 'decision', 'note', 'taskReason'];

/** The settings of a stage that count for staleness. */
export function computedSettings(stage: StageName, settings: unknown): unknown {
  if (stage !== 'problem') return settings;
  return Object.fromEntries(Object.entries(settings as object).filter(([key]) => !wording.includes(key)));
}

function parentsOf(project: Project, stage: StageName): Partial<Record<StageName, string>> {
  const parents: Partial<Record<StageName, string>> = {};
  for (const parent of stageParents[stage]) {
    const id = project.current[parent];
    if (id !== undefined) parents[parent] = id;
  }
  return parents;
}

function versionHash(project: Project, stage: StageName, settings: unknown, parents: Partial<Record<StageName, string>>): string {
  const parentHashes = Object.values(parents).map((id) => project.versions.find((version) => version.id === id)?.hash);
  return textHash(canonicalJson([stage, computedSettings(stage, settings), parentHashes]));
}

/** Whether another version was made from the version `id`. */
function isParent(project: Project, id: string): boolean {
  return project.versions.some((version) => Object.values(version.parents).includes(id));
}

/**
 * The project with `settings` as the current version of `stage`, made from the current versions of its parents. Equal
 * settings on equal parents make no new version, and keep its result where none is given. A version that no run was made from is an edit still going on and is
 * replaced under its own number; any other stays and a new one follows it. Runs, evaluations, releases and batches
 * always make a new version.
 */
export function recordVersion<S extends StageName>(
  project: Project,
  stage: S,
  settings: StageSettings[S],
  result: StageResults[S] | null,
  stamp: Stamp,
): Project {
  const previous = currentVersion(project, stage);
  const parents = parentsOf(project, stage);
  const hash = versionHash(project, stage, settings, parents);
  const repeats = stage === 'run' || stage === 'batch' || stage === 'evaluation' || stage === 'release';
  if (previous?.hash === hash && !repeats) {
    return { ...project, updatedAt: stamp.at, versions: replaceVersion(project, { ...previous, settings, result: result ?? previous.result }) };
  }
  const replaces = previous !== null && !isUsedByRun(project, previous.id) && !repeats;
  const id = replaces ? previous.id : stamp.id;
  const last = versionsOf(project, stage).at(-1);
  const version: StageVersion<S> = {
    id,
    stage,
    version: replaces ? previous.version : (last?.version ?? 0) + 1,
    createdAt: stamp.at,
    settings,
    parents,
    hash,
    result,
  };
  const others = replaces ? project.versions.filter((known) => known.id !== id) : project.versions;
  return {
    ...project,
    updatedAt: stamp.at,
    versions: [...others, version as unknown as StageVersion],
    current: { ...project.current, [stage]: id },
  };
}

function replaceVersion<S extends StageName>(project: Project, changed: StageVersion<S>): StageVersion[] {
  return project.versions.map((version) => (version.id === changed.id ? (changed as unknown as StageVersion) : version));
}

/** Whether a run, or anything made from one, was made from the version `id`, directly or through other stages. */
export function isUsedByRun(project: Project, id: string): boolean {
  if (!isParent(project, id)) return false;
  return project.versions.some(
    (version) =>
      Object.values(version.parents).includes(id) && (version.stage === 'run' || isUsedByRun(project, version.id)),
  );
}

/** The project with `result` on the version `id`; settings, hash and parents stay. */
export function withResult<S extends StageName>(project: Project, id: string, result: StageResults[S], at: string): Project {
  return {
    ...project,
    updatedAt: at,
    versions: project.versions.map((version) =>
      version.id === id ? ({ ...version, result } as unknown as StageVersion) : version,
    ),
  };
}

/** The project with one more line in its ledger. */
export function withLedger(project: Project, entry: LedgerEntry): Project {
  return { ...project, updatedAt: entry.at, ledger: [...project.ledger, entry] };
}
