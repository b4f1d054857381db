import { describe, expect, it } from 'vitest';
import { staleness } from '../../src/core/project/staleness.ts';
import { planOf } from '../../src/worker/edit-plan.ts';
import type { StudioEvent } from '../../src/worker/protocol.ts';
import type { Session } from '../../src/worker/session.ts';
import { fileOf, workerSession } from '../support/worker-session.ts';

/** Sixty rows with two classes, a number, a label and a code with leading zeros. */
function shop(): Blob {
  const rows = Array.from({ length: 60 }, (_, i) => [i % 3 === 0 ? 'yes' : 'no', (i * 7) % 23, ['a', 'b', 'c'][((i * 5) % 7) % 3], `00${i % 5}`].join(','));
  return fileOf(`bought,price,kind,code\n${rows.join('\n')}\n`);
}

async function opened() {
  const studio = workerSession();
  await studio.commands.createProject(shop(), 'shop.csv');
  await studio.commands.setProblem({ target: 'bought' });
  studio.session.edits.undo.length = 0;
  return studio;
}

/** The plan and the table as text, the plan's versions aside. */
const standing = (session: Session) => JSON.stringify([planOf(session), session.requireTable()]);
const lastEdits = (events: readonly StudioEvent[]) => events.findLast((event) => event.type === 'edits');

describe('undo and redo', () => {
  it('restore the plan exactly, for every kind of edit', async () => {
    const { session, commands, settingsOf } = await opened();
    const finding = { action: 'set-role', column: 'price', role: 'ignored', label: 'Leave it out' } as const;
    const edits: (() => Promise<void>)[] = [
      () => commands.setRole('kind', 'ignored'),
      () => commands.setKind('code', 'text'),
      () => commands.setProblem({ metric: 'log_loss', criterion: 0.4 }),
      () => commands.setSplit({ testShare: 0.3 }),
      () => commands.setRecipe({ ...settingsOf('recipe'), dense: { ...settingsOf('recipe').dense, classWeights: 'balanced' } }),
      () => commands.applyFix('leak:price', finding),
      () => commands.dismissFinding('missing:kind'),
      () => commands.setProblem({ target: 'kind' }),
      () => commands.reread({ kinds: { ...settingsOf('dataset').options.kinds, price: 'category' } }),
    ];
    const states = [standing(session)];
    for (const edit of edits) {
      await edit();
      states.push(standing(session));
    }
    expect(new Set(states).size).toBe(edits.length + 1);
    for (let at = edits.length - 1; at >= 0; at--) {
      await commands.undo();
      expect(standing(session)).toBe(states[at]);
    }
    await commands.undo();
    expect(standing(session)).toBe(states[0]);
    for (let at = 1; at <= edits.length; at++) {
      await commands.redo();
      expect(standing(session)).toBe(states[at]);
    }
    await commands.redo();
    expect(standing(session)).toBe(states[edits.length]);
  });

  it('tell the page what they would do', async () => {
    const { commands, events } = await opened();
    await commands.setRole('kind', 'ignored');
    expect(lastEdits(events)).toMatchObject({ undo: 'the role of kind', redo: null });
    await commands.setSplit({ testShare: 0.3 });
    await commands.undo();
    expect(lastEdits(events)).toMatchObject({ undo: 'the role of kind', redo: 'the split' });
    await commands.setKind('code', 'text');
    expect(lastEdits(events)).toMatchObject({ undo: 'the kind of code', redo: null });
    await commands.closeProject();
    expect(lastEdits(events)).toMatchObject({ undo: null, redo: null });
  });

  it('count a fix, with all that it does, once', async () => {
    const { session, commands } = await opened();
    const before = standing(session);
    await commands.applyFix('leak:price', { action: 'set-kind', column: 'price', kind: 'category', label: 'Read as a category' });
    expect(session.edits.undo).toHaveLength(1);
    await commands.undo();
    expect(standing(session)).toBe(before);
  });

  it('leave the words of a problem as they are written', async () => {
    const { session, commands, settingsOf } = await opened();
    await commands.setProblem({ rowMeaning: 'customer' });
    expect(session.edits.undo).toHaveLength(0);
    await commands.setRole('kind', 'ignored');
    await commands.setProblem({ decision: 'we call them' });
    await commands.undo();
    expect(settingsOf('problem')).toMatchObject({ rowMeaning: 'customer', decision: 'we call them', roles: { kind: 'feature' } });
  });

  it('read the source again only where it was read otherwise', async () => {
    const { session, commands } = await opened();
    await commands.setRole('kind', 'ignored');
    const table = session.requireTable();
    await commands.undo();
    expect(session.requireTable()).toBe(table);
    await commands.setKind('price', 'category');
    await commands.undo();
    expect(session.requireTable()).not.toBe(table);
    expect(session.requireTable()).toEqual(table);
  });

  it('remember nothing of an edit that changes nothing', async () => {
    const { session, commands, settingsOf } = await opened();
    await commands.setRole('kind', 'feature');
    await commands.setSplit({ testShare: settingsOf('split').testShare });
    await expect(commands.setRole('bought', 'ignored')).rejects.toThrow('TargetNeeded');
    expect(session.edits.undo).toHaveLength(0);
  });

  it('are refused while models train, and then leave everything as it is', async () => {
    const { session, commands } = await opened();
    await commands.setRole('kind', 'ignored');
    const before = standing(session);
    let end = () => {};
    const job = session.run({ kind: 'train', title: 'Training', canPause: false, stop: 'keep-best' }, () => new Promise<void>((resolve) => (end = resolve)));
    await expect(commands.undo()).rejects.toThrow('JobRunning');
    end();
    await job;
    expect(standing(session)).toBe(before);
    await commands.undo();
    expect(session.edits.undo).toHaveLength(0);
  });

  it('give a run back what it was made from: it is not stale any more, and its versions stay', async () => {
    const { session, commands } = await opened();
    await commands.train({ only: 'dummy' });
    const run = session.require('run', 'run', '');
    await commands.setKind('price', 'category');
    await commands.setSplit({ testShare: 0.35 });
    expect(staleness(session.requireProject()).run).toBeDefined();
    await commands.undo();
    await commands.undo();
    expect(staleness(session.requireProject())).toEqual({});
    const kept = session.requireProject().versions.map(({ id }) => id);
    expect(kept).toEqual(expect.arrayContaining(Object.values(run.parents)));
  });
});
