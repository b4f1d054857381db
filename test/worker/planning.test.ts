import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/math/rng.ts';
import { staleness } from '../../src/core/project/staleness.ts';
import { fileOf, workerSession } from '../support/worker-session.ts';

/** Customers with a target, a day, a number, a label and a group. */
function customers(nRows = 80): Blob {
  const rng = createRng(4);
  const rows = Array.from({ length: nRows }, (_, row) => {
    const use = rng.normal();
    const day = `2024-03-${String(1 + (row % 28)).padStart(2, '0')}`;
    return [use + rng.normal() > 0 ? 'yes' : 'no', day, use.toFixed(3), ['a', 'b', 'c'][rng.int(3)], `h${row % 9}`].join(',');
  });
  return fileOf(`churned,day,use,plan,house\n${rows.join('\n')}\n`);
}

async function opened() {
  const studio = workerSession();
  await studio.commands.createProject(customers(), 'customers.csv');
  await studio.commands.setProblem({ target: 'churned' });
  return studio;
}

describe('undo', () => {
  it('takes back one edit after another, the last first; words stay', async () => {
    const { commands, settingsOf } = await opened();
    const { metric } = settingsOf('problem');
    await commands.setRole('plan', 'ignored');
    await commands.setProblem({ decision: 'we call them', criterion: 0.9, metric: 'log_loss' });
    await commands.setSplit({ testShare: 0.35 });
    await commands.undo();
    expect(settingsOf('problem')).toMatchObject({ decision: 'we call them', criterion: 0.9, metric: 'log_loss', roles: { plan: 'ignored' } });
    expect(settingsOf('split').testShare).toBe(0.2);
    await commands.undo();
    expect(settingsOf('problem')).toMatchObject({ decision: 'we call them', criterion: null, metric, roles: { plan: 'ignored' } });
    await commands.undo();
    expect(settingsOf('problem')).toMatchObject({ decision: 'we call them', roles: { plan: 'feature' } });
  });

  it('takes back the split that a role brought with it', async () => {
    const { commands, settingsOf } = await opened();
    await commands.setSplit({ testShare: 0.35 });
    await commands.setRole('house', 'group');
    expect(settingsOf('split').strategy).toBe('grouped');
    await commands.undo();
    expect(settingsOf('split')).toMatchObject({ strategy: 'stratified', testShare: 0.35 });
  });

  it('is not used up by an attempt that could not be made', async () => {
    const { session, commands, settingsOf } = await opened();
    await commands.setKind('use', 'category');
    let end = () => {};
    const job = session.run({ kind: 'score', title: 'Scoring', canPause: false, stop: 'cancel' }, () => new Promise<void>((resolve) => (end = resolve)));
    await expect(commands.undo()).rejects.toThrow('JobRunning');
    end();
    await job;
    await commands.undo();
    expect(settingsOf('dataset').options.kinds.use).toBeUndefined();
  });

  it('has nothing to take back of a change that failed', async () => {
    const { session, commands, settingsOf } = await opened();
    await commands.setRole('plan', 'ignored');
    let end = () => {};
    const job = session.run({ kind: 'score', title: 'Scoring', canPause: false, stop: 'cancel' }, () => new Promise<void>((resolve) => (end = resolve)));
    await expect(commands.setKind('use', 'category')).rejects.toThrow('JobRunning');
    end();
    await job;
    await commands.undo();
    expect(settingsOf('problem').roles.plan).toBe('feature');
  });
});

describe('what was chosen by hand', () => {
  it('is kept when a column is read as another kind', async () => {
    const { commands, settingsOf } = await opened();
    await commands.setSplit({ testShare: 0.35 });
    await commands.setKind('use', 'category');
    expect(settingsOf('split').testShare).toBe(0.35);
  });

  it('is kept when roles, kinds or the target change: an edited recipe', async () => {
    const { commands, settingsOf } = await opened();
    const { dense, native } = settingsOf('recipe');
    const log = { kind: 'log1p', columns: ['use'] } as const;
    await commands.setRecipe({ dense: { ...dense, steps: [log, ...dense.steps] }, native });
    await commands.setRole('plan', 'ignored');
    expect(settingsOf('recipe').dense.steps[0]).toEqual(log);
    expect(settingsOf('recipe').dense.columns).not.toContain('plan');
    expect(settingsOf('recipe').dense.steps.flatMap(({ columns }) => columns)).not.toContain('plan');
    await commands.setRole('plan', 'feature');
    expect(settingsOf('recipe').dense.steps.some(({ kind, columns }) => kind === 'onehot' && columns.includes('plan'))).toBe(true);
    await commands.setKind('use', 'category');
    expect(settingsOf('recipe').dense.steps.map(({ kind }) => kind)).not.toContain('log1p');
  });

  it('is kept when the task is another: roles', async () => {
    const { commands, settingsOf } = await opened();
    await commands.setRole('plan', 'ignored');
    await commands.setRole('house', 'group');
    await commands.setProblem({ task: 'multiclass' });
    expect(settingsOf('problem')).toMatchObject({ task: 'multiclass', roles: { churned: 'target', plan: 'ignored', house: 'group', use: 'feature' } });
    expect(settingsOf('split').strategy).toBe('grouped');
  });
});

describe('a goal', () => {
  it.each([0, 0.8, null])('of %s makes nothing stale', async (criterion) => {
    const { session, commands } = await opened();
    await commands.setProblem({ criterion: 0.5 });
    await commands.train({ only: 'dummy' });
    await commands.setProblem({ criterion });
    expect(staleness(session.requireProject())).toEqual({});
    await commands.train({ only: 'dummy' });
    expect(staleness(session.requireProject())).toEqual({});
  });
});

describe('training', () => {
  it('with every column left out says so and records no run', async () => {
    const { commands, settingsOf, session } = await opened();
    for (const [name, role] of Object.entries(settingsOf('problem').roles)) if (role !== 'target') await commands.setRole(name, 'ignored');
    await expect(commands.train({ only: 'dummy' })).rejects.toMatchObject({ code: 'NoFeatureColumns' });
    expect(session.requireProject().current.run).toBeUndefined();
  });
});
