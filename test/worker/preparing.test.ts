import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/math/rng.ts';
import { splitTable } from '../../src/core/split/split-table.ts';
import { fileOf, workerSession } from '../support/worker-session.ts';

/** Orders with an amount of wide range, cells missing in it, a label, and the part that each is in. */
function orders(nRows = 120): Blob {
  const rng = createRng(3);
  const rows = Array.from({ length: nRows }, (_, row) => {
    const amount = row % 7 === 0 ? '' : Math.exp(2 + 2 * rng.normal()).toFixed(2);
    return [rng.int(2) === 0 ? 'late' : 'on time', amount, ['road', 'rail', 'sea'][rng.int(3)], row % 5 === 0 ? 'test' : 'train'].join(',');
  });
  return fileOf(`arrived,amount,means,part\n${rows.join('\n')}\n`);
}

async function opened() {
  const studio = workerSession();
  await studio.commands.createProject(orders(), 'orders.csv');
  await studio.commands.setProblem({ target: 'arrived' });
  return studio;
}

describe('the preview of a recipe', () => {
  it('shows the columns that a step takes and what stands in their place, on development rows alone', async () => {
    const { session, commands, settingsOf } = await opened();
    const { dense, native } = settingsOf('recipe');
    await commands.setRecipe({ dense: { ...dense, steps: [{ kind: 'log1p', columns: ['amount'] }, ...dense.steps] }, native });
    const { shown, trouble, fittedRows, developmentRows } = await commands.previewRecipe('dense', 0);
    expect(trouble).toBeNull();
    expect([fittedRows, developmentRows]).toEqual([96, 96]);
    const [before, after] = [shown!.before, shown!.after];
    expect([before.map(({ name }) => name), after.map(({ name }) => name)]).toEqual([['amount'], ['amount']]);
    expect(after[0].cells).toHaveLength(8);
    after[0].cells.forEach((cell, row) => {
      const value = before[0].cells[row];
      if (value === null) expect([cell, after[0].changed[row]]).toEqual([null, false]);
      else expect(cell).toBeCloseTo(Math.log1p(value as number), 12);
    });
    const { development } = splitTable(session.requireTable(), settingsOf('problem'), settingsOf('split'));
    expect(shown!.rows.every((row) => development.includes(row))).toBe(true);
  });

  it('puts the rows first that a step changes', async () => {
    const { commands, settingsOf } = await opened();
    const at = settingsOf('recipe').dense.steps.findIndex(({ kind }) => kind === 'impute');
    const { shown } = await commands.previewRecipe('dense', at);
    expect(shown!.before[0].cells.every((cell) => cell === null)).toBe(true);
    expect(shown!.after[0].changed.every((changed) => changed)).toBe(true);
    expect(new Set(shown!.after[0].cells).size).toBe(1);
  });

  it('of the whole recipe ends in features, and says what stands in its way', async () => {
    const { commands, settingsOf } = await opened();
    const whole = await commands.previewRecipe('dense');
    expect(whole.shown!.before.map(({ name }) => name)).toEqual(settingsOf('recipe').dense.columns);
    expect(whole.shown!.after.map(({ name }) => name)).toContain('means = rail');
    const { dense, native } = settingsOf('recipe');
    await commands.setRecipe({ dense: { ...dense, steps: dense.steps.filter(({ kind }) => kind !== 'onehot') }, native });
    const broken = await commands.previewRecipe('dense');
    expect(broken.shown).toBeNull();
    expect(broken.trouble).toMatch(/^ColumnNotEncoded: /);
  });

  it('leaves filtered rows out of what it learns from, and says how many', async () => {
    const { commands, settingsOf } = await opened();
    const { dense, native } = settingsOf('recipe');
    await commands.setRecipe({ dense: { ...dense, rows: [{ kind: 'present', column: 'amount' }] }, native });
    const { fittedRows, droppedRows } = await commands.previewRecipe('dense', 0);
    expect(fittedRows + droppedRows).toBe(96);
    expect(droppedRows).toBeGreaterThan(10);
  });
});

describe('the split', () => {
  it('by a ready column sets that column aside, in one edit', async () => {
    const { session, commands, settingsOf } = await opened();
    await commands.setRole('part', 'feature');
    session.edits.undo.length = 0;
    await commands.setSplit({ strategy: 'ready', column: 'part' });
    expect(settingsOf('problem').roles.part).toBe('ignored');
    expect((await commands.splitPicture()).testRows).toBe(24);
    await commands.undo();
    expect(settingsOf('problem').roles.part).toBe('feature');
    expect(session.edits.undo).toHaveLength(0);
  });

  it('is drawn as it stands after each change', async () => {
    const { commands } = await opened();
    await commands.setSplit({ strategy: 'random', column: null, testShare: 0.25 });
    expect(await commands.splitPicture()).toMatchObject({ developmentRows: 90, testRows: 30 });
    await commands.setSplit({ testShare: 0.5 });
    expect(await commands.splitPicture()).toMatchObject({ developmentRows: 60, testRows: 60 });
  });
});

it('a recipe that cannot be trained is told so before, and the one suggested has nothing wrong', async () => {
  const { commands, settingsOf } = await opened();
  expect(await commands.recipeProblems()).toEqual({ dense: [], native: [] });
  const { dense, native } = settingsOf('recipe');
  await commands.setRecipe({ dense: { ...dense, steps: dense.steps.filter(({ kind }) => kind !== 'onehot') }, native });
  const { dense: found, native: other } = await commands.recipeProblems();
  expect(found).toContainEqual(expect.objectContaining({ severity: 'error', code: 'NotEncoded' }));
  expect(other).toEqual([]);
});

it('the recipe suggested is that of a project just read', async () => {
  const { commands, settingsOf } = await opened();
  const suggested = settingsOf('recipe');
  await commands.setRecipe({ dense: { ...suggested.dense, steps: [] }, native: suggested.native });
  expect(await commands.suggestedRecipe()).toEqual(suggested);
});
