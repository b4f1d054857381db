import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { checkProblem } from '../../../src/core/problem/check-problem.ts';
import { suggestProblem } from '../../../src/core/problem/suggest-problem.ts';
import { suggestTarget } from '../../../src/core/problem/suggest-target.ts';
import type { Profile } from '../../../src/core/profile/profile.ts';
import { profileTable } from '../../../src/core/profile/profile-table.ts';
import { suggestRoles } from '../../../src/core/profile/suggest-roles.ts';
import { columnByName } from '../../../src/core/table/table.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';

const root = '../shared/data';
const present = existsSync(`${root}/manifest.json`);
if (!present) console.log(`skipped: real data sets are not at ${root}`);

/** Reads as the studio does: the target a second time, as labels for classes. */
async function understand(path: string, target: string) {
  const file = new Blob([readFileSync(path)]);
  const first = await readDelimited(file, path, { kinds: {} }, uncontrolled);
  const suggestedTarget = suggestTarget(first.table);
  const kind = suggestProblem(first.table, target).task === 'regression' ? 'number' : 'category';
  const { table, reading } = await readDelimited(file, path, { kinds: { [target]: kind } }, uncontrolled);
  expect(columnByName(table, target).kind).toBe(kind);
  const problem = suggestProblem(table, target);
  checkProblem(table, problem);
  const profile = await profileTable(table, problem, reading, uncontrolled);
  const roles = suggestRoles(table, target, profile);
  const kept = Object.entries(roles).filter(([, role]) => role !== 'feature' && role !== 'target');
  return { suggestedTarget, problem, profile, apart: Object.fromEntries(kept) };
}

function found(profile: Profile, ...kinds: readonly string[]): string[] {
  return profile.findings.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
}

interface Expected {
  readonly task: string;
  readonly positive: string | null;
  readonly suggested?: string;
  readonly apart: Readonly<Record<string, string>>;
  readonly telling: readonly string[];
}

const expected: Readonly<Record<string, readonly [string, Expected]>> = {
  titanic: ['survived', { task: 'binary', positive: '1', suggested: 'survived', apart: {}, telling: [] }],
  penguins: ['species', { task: 'multiclass', positive: null, suggested: 'species', apart: {}, telling: [] }],
  mpg: ['mpg', { task: 'regression', positive: null, apart: { name: 'identifier' }, telling: ['identifier:name'] }],
  diamonds: [
    'price',
    { task: 'regression', positive: null, suggested: 'price', apart: {}, telling: ['suspicious:carat', 'suspicious:x', 'suspicious:y', 'suspicious:z'] },
  ],
  taxis: ['tip', { task: 'regression', positive: null, suggested: 'tip', apart: {}, telling: [] }],
  adult: ['income', { task: 'binary', positive: '>50K', suggested: 'income', apart: {}, telling: [] }],
  german: ['credit_risk', { task: 'binary', positive: '2', suggested: 'credit_risk', apart: {}, telling: [] }],
  wine: ['quality', { task: 'multiclass', positive: null, suggested: 'quality', apart: {}, telling: [] }],
  pollution: ['pm25', { task: 'regression', positive: null, apart: { No: 'identifier' }, telling: ['row-number:No'] }],
};

describe.skipIf(!present)('on real data sets', () => {
  for (const [name, [target, { task, positive, suggested, apart, telling }]] of Object.entries(expected)) {
    it(`${name}: ${task}`, { timeout: 30_000 }, async () => {
      const understood = await understand(`${root}/${name}/train.csv`, target);
      expect(understood.problem.task).toBe(task);
      expect(understood.problem.positiveClass).toBe(positive);
      if (suggested) expect(understood.suggestedTarget).toBe(suggested);
      expect(understood.apart).toEqual(apart);
      expect(found(understood.profile, 'leak', 'suspicious', 'identifier', 'row-number', 'constant')).toEqual(telling);
    });
  }

  it('titanic with its answer in words: alive is a leak and left out', async () => {
    const { profile, apart } = await understand(`${root}/titanic-with-leak.csv`, 'survived');
    expect(found(profile, 'leak')).toEqual(['leak:alive']);
    expect(apart).toEqual({ alive: 'ignored' });
  });
});
