import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/math/rng.ts';
import { fileOf, workerSession } from '../support/worker-session.ts';

/** Orders with an amount, a size in words, and a column that is known only afterwards. */
function orders(nRows = 150): Blob {
  const rng = createRng(8);
  const rows = Array.from({ length: nRows }, (_, row) => {
    const amount = 50 + 20 * rng.normal();
    const size = row % 40 === 0 ? 'huge lot' : row % 41 === 0 ? 'tiny lot' : ['small', 'medium', 'large'][rng.int(3)];
    return [amount.toFixed(2), size, rng.uniform().toFixed(3), (amount * 1.1).toFixed(2)].join(',');
  });
  return fileOf(`amount,size,x,invoice\n${rows.join('\n')}\n`);
}

async function opened(target: string) {
  const studio = workerSession();
  await studio.commands.createProject(orders(), 'orders.csv');
  await studio.commands.setProblem({ target });
  return studio;
}

describe('restating the problem', () => {
  it('joins classes under one label, as a new version, and back', async () => {
    const { commands, settingsOf } = await opened('size');
    await commands.setProblem({ rowMeaning: 'one order', note: 'for sales' });
    expect(settingsOf('problem').classes).toHaveLength(5);
    await commands.setProblem({ task: 'multiclass', reframing: { kind: 'merge-classes', merged: ['huge lot', 'tiny lot'], into: 'other' } });
    expect(settingsOf('problem')).toMatchObject({ classes: ['large', 'medium', 'other', 'small'], rowMeaning: 'one order', note: 'for sales' });
    await commands.undo();
    expect(settingsOf('problem').classes).toHaveLength(5);
    await commands.redo();
    expect(settingsOf('problem').classes).toContain('other');
    await commands.setProblem({ reframing: null });
    expect(settingsOf('problem').classes).toHaveLength(5);
  });

  it('cuts an amount into bands, and takes the amount again', async () => {
    const { commands, settingsOf, session } = await opened('amount');
    await commands.setProblem({ criterion: 5, guardrails: [{ metric: 'mae', bound: 4 }] });
    await commands.setProblem({ task: 'multiclass', reframing: { kind: 'bands', edges: [40, 60], labels: ['under 40', '40 to 60', '60 or more'] } });
    expect(settingsOf('problem')).toMatchObject({ task: 'multiclass', metric: 'log_loss', criterion: null, guardrails: [], classes: ['under 40', '40 to 60', '60 or more'], classOrder: ['under 40', '40 to 60', '60 or more'] });
    expect(session.table?.columns[0].kind).toBe('number');
    await commands.setProblem({ reframing: null });
    expect(settingsOf('problem')).toMatchObject({ task: 'regression', metric: 'rmse', classes: [] });
  });

  it('puts classes in the order that is set', async () => {
    const { commands, settingsOf } = await opened('size');
    const order = ['tiny lot', 'small', 'medium', 'large', 'huge lot'];
    await commands.setProblem({ classOrder: order });
    expect(settingsOf('problem').classes).toEqual(order);
    await commands.setProblem({ classOrder: null });
    expect(settingsOf('problem').classes).toEqual(['huge lot', 'large', 'medium', 'small', 'tiny lot']);
  });
});

describe('columns known too late', () => {
  it('do not hold the column that is predicted', async () => {
    const { commands, settingsOf } = await opened('amount');
    await commands.setProblem({ knownLate: ['invoice', 'x'] });
    await commands.setProblem({ target: 'invoice' });
    expect(settingsOf('problem').knownLate).toEqual(['x']);
  });

  it('are kept out of the recipe, and come back', async () => {
    const { commands, settingsOf } = await opened('amount');
    const used = () => settingsOf('recipe').native.columns;
    await commands.setRole('invoice', 'feature');
    expect(used()).toContain('invoice');
    await commands.setProblem({ knownLate: ['invoice'] });
    expect(used()).not.toContain('invoice');
    await commands.setProblem({ knownLate: [] });
    expect(used()).toContain('invoice');
  });
});

describe('whether the data can support the goal', () => {
  it('is judged anew when the problem changes', async () => {
    const { commands } = await opened('size');
    const ids = async () => (await commands.support()).map(({ id }) => id);
    expect(await ids()).toContain('rare-classes');
    await commands.setProblem({ criterion: -3 });
    expect(await ids()).toContain('goal');
    await commands.setProblem({ criterion: null });
    expect(await ids()).not.toContain('goal');
  });
});

describe('the split', () => {
  it('that was chosen by hand stays when another question is asked, unless the new target sets the rows apart', async () => {
    const { commands, settingsOf } = await opened('amount');
    await commands.setSplit({ strategy: 'grouped', column: 'size', testShare: 0.35 });
    await commands.setProblem({ target: 'x' });
    expect(settingsOf('split')).toMatchObject({ strategy: 'grouped', column: 'size', testShare: 0.35 });
    await commands.setProblem({ target: 'size' });
    expect(settingsOf('split')).toMatchObject({ strategy: 'stratified', column: null });
  });

  it('by a ready column that is suggested leaves that column out of the features', async () => {
    const studio = workerSession();
    const rows = Array.from({ length: 120 }, (_, row) => `${row % 7},${(row * 13) % 29},${['train', 'train', 'train', 'test', 'validation'][row % 5]}`);
    await studio.commands.createProject(fileOf(`y,x,part\n${rows.join('\n')}\n`), 'ready.csv');
    await studio.commands.setProblem({ target: 'y', task: 'regression' });
    expect(studio.settingsOf('split')).toMatchObject({ strategy: 'ready', column: 'part' });
    expect(studio.settingsOf('problem').roles.part).toBe('ignored');
    expect(studio.settingsOf('recipe').dense.columns).not.toContain('part');
  });
});
