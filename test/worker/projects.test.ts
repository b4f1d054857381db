import { afterEach, describe, expect, it, vi } from 'vitest';
import { fileOf, workerSession } from '../support/worker-session.ts';

const people = fileOf(`id,left\n${Array.from({ length: 30 }, (_, i) => `${i},${i % 2 ? 'yes' : 'no'}`).join('\n')}\n`);

describe('projects', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('that are gone are said to be, and the open one goes on', async () => {
    const { session, commands } = workerSession();
    await commands.createProject(people, 'people.csv');
    const open = session.requireProject();
    let end = () => {};
    const job = session.run({ kind: 'score', title: 'Scoring', canPause: false, stop: 'cancel' }, () => new Promise<void>((resolve) => (end = resolve)));
    await expect(commands.openProject('gone')).rejects.toThrow(/^ProjectLost: .*drop the file again$/);
    expect(session.requireProject()).toBe(open);
    expect(session.job?.cancelled()).toBe(false);
    end();
    await job;
  });

  it('that another tab holds are not deleted', async () => {
    const { session, commands } = workerSession();
    await commands.createProject(people, 'people.csv');
    const { id } = session.requireProject();
    await commands.closeProject();
    vi.stubGlobal('navigator', { locks: { request: () => Promise.reject(new DOMException('', 'TimeoutError')) } });
    await expect(commands.deleteProject(id)).rejects.toThrow('ProjectOpenElsewhere');
    expect(await session.storage.projects.load(id)).not.toBeNull();
    vi.unstubAllGlobals();
    await commands.deleteProject(id);
    expect(await session.storage.projects.load(id)).toBeNull();
    expect(await session.storage.sources.list(id)).toEqual([]);
  });

  it('come back from an archive with everything, under an id of their own', async () => {
    const { session, commands } = workerSession();
    await commands.createProject(people, 'people.csv');
    await commands.setProblem({ target: 'left' });
    await commands.setRole('id', 'feature');
    await commands.train({ only: 'dummy' });
    const before = session.requireProject();
    const { file } = await commands.exportProject();
    await commands.importProject(file);
    const after = session.requireProject();
    expect(after.id).not.toBe(before.id);
    expect(after.versions).toEqual(before.versions);
    expect(await session.storage.values.list(after.id)).toEqual(await session.storage.values.list(before.id));
    await expect(commands.importProject(fileOf('no zip'))).rejects.toThrow(/^BadArchive: /);
    expect(session.requireProject().id).toBe(after.id);
  });
});
