import * as v from 'valibot';
import { stageNames, type Project } from '../../core/project/project.ts';

/** Thrown where a file is not a project of the studio, or one that it cannot read. */
export class NotAProject extends Error {
  readonly code = 'NotAProject';
  constructor(what: string) {
    super(`NotAProject: ${what}; choose a file that was made by "Export project"`);
    this.name = 'NotAProject';
  }
}

const version = v.object({
  id: v.string(),
  stage: v.picklist(stageNames),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  createdAt: v.string(),
  settings: v.unknown(),
  parents: v.record(v.string(), v.string()),
  hash: v.string(),
  result: v.unknown(),
});

const project = v.object({
  schemaVersion: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  name: v.string(),
  createdAt: v.string(),
  updatedAt: v.string(),
  versions: v.array(version),
  current: v.record(v.string(), v.string()),
  ledger: v.array(v.object({ at: v.string(), what: v.string(), why: v.string(), versionId: v.nullable(v.string()) })),
  testLooks: v.number(),
  dismissed: v.array(v.string()),
  screen: v.picklist(['problem', 'data', 'model', 'infrastructure', 'serve', 'monitor', 'history']),
});

/** The value as a project record; throws NotAProject where its frame is not one. Stage settings are taken as written. */
export function checkProjectRecord(value: unknown): Project {
  const parsed = v.safeParse(project, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new NotAProject(`its record is broken at ${v.getDotPath(issue) ?? 'the top'}: ${issue.message}`);
  }
  return value as Project;
}
