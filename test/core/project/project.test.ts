import { describe, expect, it } from 'vitest';
import { currentVersion, versionsOf } from '../../../src/core/project/current.ts';
import { settingsDifferences } from '../../../src/core/project/differences.ts';
import { canonicalJson, textHash } from '../../../src/core/project/hash.ts';
import type { Project, StageSettings } from '../../../src/core/project/project.ts';
import { createProject, recordVersion, withResult } from '../../../src/core/project/record.ts';
import { staleness } from '../../../src/core/project/staleness.ts';

let count = 0;
const stamp = () => ({ id: `v${(count += 1)}`, at: '2026-01-01T00:00:00.000Z' });

const problem = (change: Partial<StageSettings['problem']> = {}): StageSettings['problem'] => ({
  target: 'churned',
  task: 'binary',
  taskReason: 'two labels',
  taskOverridden: false,
  classes: ['no', 'yes'],
  positiveClass: 'yes',
  metric: 'roc_auc',
  criterion: null,
  rowMeaning: '',
  decision: '',
  roles: { churned: 'target', age: 'feature', zip: 'feature' },
  ...change,
});

const split: StageSettings['split'] = {
  strategy: 'stratified',
  reason: '',
  testShare: 0.2,
  seed: 0,
  column: null,
  validation: { kind: 'folds', nFolds: 5 },
};
const recipe: StageSettings['recipe'] = { dense: { input: 'dense', columns: [], steps: [] }, native: { input: 'native', columns: [], steps: [] } };
const run: StageSettings['run'] = { candidates: [], budgetSeconds: 30, seed: 0, backend: 'auto' };

function trained(): Project {
  let project = createProject('churn', stamp());
  project = recordVersion(project, 'source', { fileName: 'a.csv', sizeBytes: 1, contentHash: 'x' }, null, stamp());
  project = recordVersion(project, 'dataset', { options: { kinds: {} } }, null, stamp());
  project = recordVersion(project, 'problem', problem(), null, stamp());
  project = recordVersion(project, 'split', split, null, stamp());
  project = recordVersion(project, 'recipe', recipe, null, stamp());
  return recordVersion(project, 'run', run, null, stamp());
}

describe('versions', () => {
  it('are numbered within their stage and remember their parents', () => {
    const project = trained();
    const version = currentVersion(project, 'run');
    expect(version?.version).toBe(1);
    expect(Object.keys(version?.parents ?? {}).sort()).toEqual(['dataset', 'problem', 'recipe', 'split']);
  });

  it('that a run was made from stay when the stage changes', () => {
    const before = trained();
    const after = recordVersion(before, 'problem', problem({ metric: 'log_loss' }), null, stamp());
    expect(versionsOf(after, 'problem').map(({ version }) => version)).toEqual([1, 2]);
    expect(versionsOf(after, 'problem')[0]).toEqual(currentVersion(before, 'problem'));
  });

  it('that no run was made from are edits still going on and keep their number', () => {
    const once = recordVersion(trained(), 'problem', problem({ metric: 'log_loss' }), null, stamp());
    const twice = recordVersion(once, 'problem', problem({ metric: 'brier' }), null, stamp());
    expect(versionsOf(twice, 'problem').map(({ version, settings }) => [version, settings.metric])).toEqual([[1, 'roc_auc'], [2, 'brier']]);
  });

  it('are not made anew for equal settings, but a run always is', () => {
    const project = trained();
    expect(versionsOf(recordVersion(project, 'problem', problem(), null, stamp()), 'problem')).toHaveLength(1);
    expect(versionsOf(recordVersion(project, 'run', run, null, stamp()), 'run')).toHaveLength(2);
  });

  it('keep settings and hash when their result arrives', () => {
    const project = trained();
    const before = currentVersion(project, 'split')!;
    const after = currentVersion(withResult(project, before.id, { developmentRows: 8, testRows: 2, nFolds: 5 }, ''), 'split')!;
    expect(after.hash).toBe(before.hash);
    expect(after.result?.testRows).toBe(2);
  });
});

describe('equal settings', () => {
  it('keep the result that was worked out for them', () => {
    const project = trained();
    const { id } = currentVersion(project, 'split')!;
    const measured = withResult(project, id, { developmentRows: 8, testRows: 2, nFolds: 5 }, '');
    expect(currentVersion(recordVersion(measured, 'split', split, null, stamp()), 'split')?.result?.testRows).toBe(2);
  });
});

describe('staleness', () => {
  it('is absent where everything follows from what is current', () => {
    expect(staleness(trained())).toEqual({});
  });

  it('says which edit made a later stage stale, and what it changed', () => {
    const project = recordVersion(trained(), 'problem', problem({ roles: { churned: 'target', age: 'feature', zip: 'ignored' } }), null, stamp());
    const stale = staleness(project);
    expect(stale.run).toEqual({ because: 'problem', fromVersion: 1, toVersion: 2, changes: ['roles.zip: feature → ignored'] });
    expect(stale.problem).toBeUndefined();
  });

  it('passes on to what was made from a stale stage', () => {
    let project = recordVersion(trained(), 'evaluation', { runId: 'r', candidateId: 'c' }, null, stamp());
    project = recordVersion(project, 'problem', problem({ metric: 'brier' }), null, stamp());
    expect(staleness(project).evaluation?.because).toBe('problem');
  });

  it('ends when the stage is made again', () => {
    let project = recordVersion(trained(), 'problem', problem({ metric: 'brier' }), null, stamp());
    project = recordVersion(project, 'split', split, null, stamp());
    project = recordVersion(project, 'recipe', recipe, null, stamp());
    expect(staleness(recordVersion(project, 'run', run, null, stamp())).run).toBeUndefined();
  });

  it('is not caused by a goal', () => {
    const project = recordVersion(trained(), 'problem', problem({ criterion: 0 }), null, stamp());
    expect(staleness(project)).toEqual({});
    expect(currentVersion(project, 'problem')?.settings.criterion).toBe(0);
  });

  it('is not caused by wording', () => {
    expect(staleness(recordVersion(trained(), 'problem', problem({ decision: 'we call them', rowMeaning: 'one customer' }), null, stamp()))).toEqual({});
  });
});

describe('settingsDifferences', () => {
  it('names each leaf that differs, with absent ones', () => {
    expect(settingsDifferences({ a: 1, b: { c: 'x', d: [1] } }, { a: 1, b: { c: 'y', d: [1, 2] }, e: true })).toEqual([
      'b.c: x → y',
      'b.d: [1] → [1,2]',
      'e: none → true',
    ]);
    expect(settingsDifferences({ a: { b: 1 } }, { a: { b: 1 } })).toEqual([]);
  });
});

describe('hashes', () => {
  it('do not depend on the order of keys', () => {
    expect(canonicalJson({ b: 1, a: { d: 2, c: [3, { f: 1, e: 2 }] } })).toBe('{"a":{"c":[3,{"e":2,"f":1}],"d":2},"b":1}');
  });

  it('differ for texts that differ in one character', () => {
    const hashes = new Set(Array.from({ length: 2000 }, (_, i) => textHash(`settings ${i}`)));
    expect(hashes.size).toBe(2000);
    expect(textHash('')).toMatch(/^[0-9a-f]{16}$/);
  });
});
