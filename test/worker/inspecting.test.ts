import { describe, expect, it } from 'vitest';
import { fileOf, workerSession } from '../support/worker-session.ts';

const header = 'age,side,label\n';
const lines = Array.from({ length: 60 }, (_, row) => `${row % 11 === 0 ? '' : 20 + ((row * 7) % 30)},${['left', 'right'][row % 2]},${row % 3 === 0 ? 'yes' : 'no'}`);

async function opened() {
  const worker = workerSession();
  await worker.commands.createProject(fileOf(header + lines.join('\n')), 'people.csv');
  await worker.commands.setProblem({ target: 'label' });
  return worker;
}

describe('rows', () => {
  it('come as in the file where no view is asked for', async () => {
    const { commands } = await opened();
    const page = await commands.rows(0, 3);
    expect(page).toMatchObject({ offset: 0, columns: ['age', 'side', 'label'], total: 60, numbers: [0, 1, 2] });
    expect(page.rows[0]).toEqual([null, 'left', 'yes']);
    expect((await commands.rows(58, 10)).numbers).toEqual([58, 59]);
  });
  it('come in the order asked for, filtered, with their own numbers and only the columns asked for', async () => {
    const { commands } = await opened();
    const view = { order: { column: 'age', descending: true }, conditions: [{ kind: 'labels', column: 'side', labels: ['left'] }] } as const;
    const page = await commands.rows(0, 100, { ...view, columns: { from: 0, to: 1 } });
    expect(page.total).toBe(30);
    expect(page.columns).toEqual(['age']);
    const ages = page.rows.map(([age]) => age);
    expect(ages.slice(-3)).toEqual([null, null, null]);
    const known = ages.filter((age) => age !== null).map(Number);
    expect(known).toEqual([...known].sort((a, b) => b - a));
    expect(page.numbers.every((row) => row % 2 === 0)).toBe(true);
    expect(await commands.placeOfRow(page.numbers[7], view)).toBe(7);
    expect(await commands.placeOfRow(1, view)).toBeNull();
    expect(await commands.placeOfRow(1, { order: null, conditions: [] })).toBe(1);
    expect(await commands.placeOfRow(60, { order: null, conditions: [] })).toBeNull();
  });
  it('of a view that was given up are not waited for, and the next one comes all the same', async () => {
    const { commands } = await opened();
    const first = commands.rows(0, 10, { order: { column: 'age', descending: false }, conditions: [] });
    const second = commands.rows(0, 10, { order: { column: 'side', descending: false }, conditions: [] });
    await expect(first).rejects.toThrow(/^Cancelled/);
    expect((await second).rows.map(([, side]) => side)).toEqual(new Array(10).fill('left'));
    expect((await commands.rows(0, 1, { order: { column: 'age', descending: false }, conditions: [] })).rows[0][0]).toBe('20');
  });
});

describe('the detail of a column', () => {
  it('is worked out once and again where the question is another', async () => {
    const { commands } = await opened();
    const age = await commands.columnDetail('age');
    expect(age).toMatchObject({ count: 54, missing: 6, relation: { kind: 'rate', target: 'label', classes: ['yes'] } });
    expect(await commands.columnDetail('age')).toBe(age);
    await commands.setRole('side', 'ignored');
    expect(await commands.columnDetail('age')).toBe(age);
    await commands.setProblem({ target: 'side' });
    expect((await commands.columnDetail('age')).relation?.target).toBe('side');
    expect((await commands.columnDetail('side')).relation).toBeNull();
  });
  it('of a column that is not there is refused', async () => {
    const { commands } = await opened();
    await expect(commands.columnDetail('gone')).rejects.toThrow(/^ColumnNotFound/);
  });
});
