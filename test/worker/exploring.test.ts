import { describe, expect, it } from 'vitest';
import { exploringCommands } from '../../src/worker/handlers/exploring.ts';
import { fileOf, workerSession } from '../support/worker-session.ts';

const header = 'a,b,c,answer\n';
const row = (i: number) => `${i % 7},${i % 3 === 0 ? '' : (i % 7) * 2},${i % 2 ? 'x' : 'y'},${i % 2 ? 'yes' : 'no'}`;
const csv = header + Array.from({ length: 300 }, (_, i) => row(i)).join('\n');

async function opened() {
  const made = workerSession();
  await made.commands.createProject(fileOf(csv), 'f.csv');
  return { ...made, exploring: exploringCommands(made.session) };
}

describe('exploring', () => {
  it('works out all pairs once for a dataset, and again for another', async () => {
    const { session, commands, exploring } = await opened();
    const first = await exploring.associations();
    expect(first.columns.map(({ name }) => name).toSorted()).toEqual(['a', 'answer', 'b', 'c']);
    expect(await exploring.associations()).toBe(first);
    await commands.setKind('a', 'category');
    const second = await exploring.associations();
    expect(second).not.toBe(first);
    expect(second.columns.find(({ name }) => name === 'a')?.kind).toBe('category');
    expect(session.requireProject().versions.filter(({ stage }) => stage === 'dataset').length).toBeGreaterThan(0);
  });

  it('runs beside a job and keeps none waiting', async () => {
    const { session, exploring } = await opened();
    let end = () => {};
    const job = session.run({ kind: 'train', title: 'Training', canPause: true, stop: 'keep-best' }, () => new Promise<void>((resolve) => (end = resolve)));
    expect((await exploring.missingness()).columns).toEqual([{ name: 'b', missing: 100 }]);
    expect((await exploring.pairDetail('a', 'b'))?.rows).toBe(200);
    end();
    await job;
  });

  it('stops where it is told to or another table is opened, and can be asked again', async () => {
    const { session, commands, exploring } = await opened();
    const asked = exploring.associations();
    await exploring.stopExploring();
    await expect(asked).rejects.toMatchObject({ code: 'Cancelled' });
    expect((await exploring.associations()).columns).toHaveLength(4);
    const missing = exploring.missingness();
    session.table = null;
    await expect(missing).rejects.toMatchObject({ code: 'Cancelled' });
    await commands.closeProject();
  });
});
