import { describe, expect, it } from 'vitest';
import { currentVersion } from '../../src/core/project/current.ts';
import { openFindings } from '../../src/app/data-findings.ts';
import type { Fix } from '../../src/core/profile/profile.ts';
import { fileOf, workerSession } from '../support/worker-session.ts';

const lines = Array.from({ length: 400 }, (_, i) => {
  const tenure = i % 10 === 0 ? -1 : 1 + ((i * 7) % 60);
  const city = ['Paris', 'paris', 'Lyon'][(i * 5) % 3];
  const pay = Math.exp(((i * 37) % 100) / 14).toFixed(2);
  return `${tenure},${city},${pay},${(i * 13) % 7 < 3 ? 'yes' : 'no'}`;
});
const csv = ['tenure,city,pay,churned', ...lines, lines[3], lines[4], lines[5], lines[6], lines[7]].join('\n');

async function opened() {
  const made = workerSession();
  await made.commands.createProject(fileOf(csv), 'f.csv');
  await made.commands.setProblem({ target: 'churned' });
  const finding = (id: string) => openFindings(made.session.requireProject()).find((found) => found.id.startsWith(id))!;
  const fix = async (id: string, action: Fix['action']) => {
    const { id: findingId, offers } = finding(id);
    await made.commands.applyFix(findingId, offers.find((offer) => offer.action === action)!);
  };
  const steps = (input: 'dense' | 'native') => made.settingsOf('recipe')[input].steps.map(({ kind }) => kind);
  return { ...made, finding, fix, steps };
}

describe('a fix on offer', () => {
  it('that is sure is in the default recipe, and shows as settled', async () => {
    const { settingsOf, finding } = await opened();
    for (const input of ['dense', 'native'] as const) expect(settingsOf('recipe')[input].steps[0]).toEqual({ kind: 'mark-missing', columns: ['tenure'], values: ['-1'] });
    expect(finding('disguised-missing:tenure')).toMatchObject({ settled: 'Taken as missing', offers: [] });
  });

  it('becomes a step of the recipes it is for, can be undone, and stays when a role is set', async () => {
    const { commands, finding, fix, steps } = await opened();
    await fix('mixed-spellings:city', 'add-step');
    await fix('skewed:pay', 'add-step');
    expect(steps('dense').slice(0, 3)).toEqual(['mark-missing', 'unify-labels', 'log1p']);
    expect(steps('native').slice(0, 2)).toEqual(['mark-missing', 'unify-labels']);
    expect(steps('native')).not.toContain('log1p');
    expect(finding('mixed-spellings:city').settled).toBe('In the recipe');
    await commands.undo();
    expect(steps('dense')).not.toContain('log1p');
    expect(finding('skewed:pay').settled).toBeNull();
    await commands.setRole('pay', 'ignored');
    expect(steps('dense')).toContain('unify-labels');
  });

  it('that is one of several leaves the finding until only one column is used', async () => {
    const base = Array.from({ length: 400 }, (_, i) => (i * 37) % 101);
    const rows = base.map((value, i) => `${value},${value * 3 + 1},${value * -2},${(i * 13) % 7 < 3 ? 'yes' : 'no'}`);
    const { commands, session, settingsOf } = workerSession();
    await commands.createProject(fileOf(`p,q,r,bought\n${rows.join('\n')}\n`), 'same.csv');
    await commands.setProblem({ target: 'bought' });
    const found = () => openFindings(session.requireProject()).find(({ kind }) => kind === 'redundant')!;
    const [first] = found().offers;
    await commands.applyFix(found().id, first);
    expect(found()).toMatchObject({ settled: null, offers: [{ action: 'set-role' }] });
    await commands.applyFix(found().id, found().offers[0]);
    expect(found()).toMatchObject({ settled: 'Only one of them is a feature', offers: [] });
    expect(Object.values(settingsOf('problem').roles).filter((role) => role === 'feature')).toHaveLength(1);
  });

  it('that encodes a column takes it out of the other encodings, so that its numbers are no labels to them', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => `${(i * 13) % 7 < 3 ? 'yes' : 'no'},t${(i * 29) % 67},${i % 17}`);
    const { commands, settingsOf } = workerSession();
    await commands.createProject(fileOf(`bought,town,age\n${rows.join('\n')}\n`), 'towns.csv');
    await commands.setProblem({ target: 'bought' });
    const step = { kind: 'target-encode', columns: ['town'], smoothing: 'auto', nFolds: 5 } as const;
    await commands.applyFix('high-cardinality:town', { action: 'add-step', column: 'town', step, inputs: ['dense', 'native'], label: 'Encode by the target' });
    const treating = (input: 'dense' | 'native') => settingsOf('recipe')[input].steps.filter(({ columns }) => columns.includes('town')).map(({ kind }) => kind);
    expect(treating('dense')).toEqual(['target-encode', 'scale']);
    expect(treating('native')).toEqual(['target-encode']);
  });

  it('filters rows or keeps equal ones on one side', async () => {
    const { commands, fix, finding, settingsOf } = await opened();
    await fix('duplicates:', 'add-row-filter');
    expect(settingsOf('recipe').dense.rows).toEqual([{ kind: 'drop-duplicates' }]);
    expect(settingsOf('recipe').native.rows).toEqual([{ kind: 'drop-duplicates' }]);
    expect(finding('duplicates:').settled).toBe('In the recipe, for the rows that are learned from');
    await commands.applyFix('duplicates:', { action: 'set-split', column: null, change: { keepDuplicatesTogether: false, testShare: 0.3 }, label: 'Apart' });
    expect(settingsOf('split')).toMatchObject({ keepDuplicatesTogether: false, testShare: 0.3 });
    expect(finding('duplicates:').offers.map(({ action }) => action)).toEqual(['set-split']);
    await fix('duplicates:', 'set-split');
    expect(settingsOf('split').keepDuplicatesTogether).toBe(true);
    expect(settingsOf('recipe').dense.rows).toEqual([{ kind: 'drop-duplicates' }]);
  });

  it('of a date is read again in that order', async () => {
    const { commands, session, settingsOf } = await opened();
    await commands.applyFix('date-order:tenure', { action: 'set-date-order', column: 'tenure', order: 'mdy', label: 'Month first' });
    expect(settingsOf('dataset').options.formats?.['tenure']?.date).toBe('mdy');
    expect(currentVersion(session.requireProject(), 'dataset')?.result?.profile.nRows).toBe(405);
  });

  it('restates the problem', async () => {
    const { commands, settingsOf } = await opened();
    await commands.applyFix('imbalance:churned', { action: 'restate', column: null, change: { metric: 'average_precision' }, label: 'Judge by average precision' });
    expect(settingsOf('problem').metric).toBe('average_precision');
  });

  it('that leaves a column out answers its finding for good', async () => {
    const { commands, session } = await opened();
    await commands.applyFix('skewed:pay', { action: 'set-role', column: 'pay', role: 'ignored', label: 'Leave it out' });
    expect(session.requireProject().dismissed).toEqual(['skewed:pay']);
    await commands.undo();
    expect(session.requireProject().dismissed).toEqual([]);
  });
});
