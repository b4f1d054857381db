import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/math/rng.ts';
import { staleness } from '../../src/core/project/staleness.ts';
import { afterEdits } from '../../src/worker/edit-plan.ts';
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

describe('an edit that is made while another goes on', () => {
  it('is made after it, and neither is lost', async () => {
    const { commands, settingsOf } = await opened();
    const reading = commands.setKind('use', 'category');
    const edits = [commands.setRole('plan', 'ignored'), commands.setProblem({ decision: 'we call them' }), commands.setSplit({ testShare: 0.3 })];
    await Promise.all([reading, ...edits]);
    expect(settingsOf('dataset').options.kinds.use).toBe('category');
    expect(settingsOf('problem')).toMatchObject({ decision: 'we call them', roles: { plan: 'ignored' } });
    expect(settingsOf('recipe').dense.columns).not.toContain('plan');
    expect(settingsOf('split').testShare).toBe(0.3);
    await commands.undo();
    await commands.undo();
    expect(settingsOf('problem').roles.plan).toBe('feature');
    expect(settingsOf('dataset').options.kinds.use).toBe('category');
  });

  it('is not made at all where another project is open by then', async () => {
    const { session, commands } = await opened();
    let end = () => {};
    const first = afterEdits(session, () => new Promise<void>((resolve) => (end = resolve)));
    const edit = commands.setRole('plan', 'ignored');
    await Promise.resolve();
    session.project = { ...session.requireProject(), id: 'another' };
    end();
    await first;
    await expect(edit).rejects.toMatchObject({ code: 'Cancelled' });
  });
});

describe('classes that are said to have no order', () => {
  it('are judged by a metric that needs none, and so are guardrails', async () => {
    const levels = Array.from({ length: 60 }, (_, row) => `${['low', 'medium', 'high'][row % 3]},${row}`);
    const { commands, settingsOf } = workerSession();
    await commands.createProject(fileOf(`level,use\n${levels.join('\n')}\n`), 'levels.csv');
    await commands.setProblem({ target: 'level' });
    expect(settingsOf('problem').classOrder).toEqual(['low', 'medium', 'high']);
    await commands.setProblem({ metric: 'quadratic_kappa', criterion: 0.5, guardrails: [{ metric: 'quadratic_kappa', bound: 0.4 }, { metric: 'accuracy', bound: 0.4 }] });
    await commands.setProblem({ classOrder: null });
    expect(settingsOf('problem')).toMatchObject({ classes: ['high', 'low', 'medium'], metric: 'log_loss', criterion: null, guardrails: [{ metric: 'accuracy' }] });
  });
});

describe('a column that gives up its role to another', () => {
  it('is left out, and the record says so', async () => {
    const { session, commands, settingsOf } = await opened();
    await commands.setRole('house', 'group');
    await commands.setRole('plan', 'group');
    expect(settingsOf('problem').roles).toMatchObject({ house: 'ignored', plan: 'group' });
    expect(session.requireProject().ledger.at(-1)?.why).toContain('house was group before');
  });
});

describe('a goal', () => {
  it.each([{ note: 'Ask Ann' }, { guardrails: [{ metric: 'accuracy', bound: 0.6 }] }, { aboveBaseline: 0.1 }] as const)('put as %o makes nothing stale', async (change) => {
    const { session, commands } = await opened();
    await commands.train({ only: 'dummy' });
    await commands.setProblem(change);
    expect(staleness(session.requireProject())).toEqual({});
  });

  it('goes with its metric, unless the new one comes with its own', async () => {
    const { commands, settingsOf } = await opened();
    await commands.setProblem({ criterion: 0.8, aboveBaseline: 0.05 });
    await commands.setProblem({ metric: 'log_loss', criterion: 0.4 });
    expect(settingsOf('problem')).toMatchObject({ metric: 'log_loss', criterion: 0.4, aboveBaseline: null });
    await commands.setProblem({ metric: 'log_loss', aboveBaseline: 0.1 });
    expect(settingsOf('problem')).toMatchObject({ criterion: 0.4, aboveBaseline: 0.1 });
    await commands.setProblem({ metric: 'f1' });
    expect(settingsOf('problem')).toMatchObject({ criterion: null, aboveBaseline: null });
  });

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
