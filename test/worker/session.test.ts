import { beforeAll, describe, expect, it } from 'vitest';
import { createProject } from '../../src/core/project/record.ts';
import { createMemoryStorage } from '../../src/storage/open.ts';
import type { StudioStorage } from '../../src/storage/studio-storage.ts';
import { JobRunning, NoOpenProject, StageMissing } from '../../src/worker/errors.ts';
import type { StudioEvent } from '../../src/worker/protocol.ts';
import { Session } from '../../src/worker/session.ts';

const table = { nRows: 0, columns: [] };
const plan = { kind: 'score', title: 'Scoring', canPause: false, stop: 'cancel' } as const;

beforeAll(() => {
  // Node before 21 knows no navigator; browsers without Web Locks are trusted, and so is Node.
  if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: {} });
});

/** Memory that passes for a database. */
const durableStorage = (): StudioStorage => ({ ...createMemoryStorage(), durable: true });

async function opened(storage: StudioStorage = durableStorage()) {
  const session = new Session(storage);
  const events: StudioEvent[] = [];
  session.listen((event) => events.push(event));
  await session.open(createProject('churn', { id: 'p1', at: '2026-01-01T00:00:00.000Z' }), table, new Blob(['a']));
  const saved = () => events.flatMap((event) => (event.type === 'saved' ? [event.saved.state] : [])).at(-1);
  return { session, events, saved, storage };
}

describe('a session', () => {
  it('has nothing to work on until a project is open', () => {
    const session = new Session(createMemoryStorage());
    expect(() => session.requireProject()).toThrow(NoOpenProject);
    expect(() => session.requireTable()).toThrow(NoOpenProject);
  });

  it('says what is missing and how to get there', async () => {
    const { session } = await opened();
    expect(() => session.require('release', 'release', 'choose a model first')).toThrow(StageMissing);
    expect(() => session.require('release', 'release', 'choose a model first')).toThrow(/choose a model first/);
  });

  it('says "saved" only when everything is written', async () => {
    const { session, saved } = await opened();
    let finish = () => {};
    const slow = session.keep(new Promise<void>((resolve) => (finish = resolve)));
    await session.save();
    expect(saved()).toBe('saving');
    finish();
    await slow;
    expect(saved()).toBe('saved');
    session.update((project) => ({ ...project, name: 'other' }));
    expect(saved()).toBe('saving');
  });

  it('says so where the record cannot be written, and writes it with the next change', async () => {
    const memory = durableStorage();
    let full = true;
    const projects = {
      ...memory.projects,
      save: (project: Parameters<typeof memory.projects.save>[0]) => (full ? Promise.reject(new Error('no room')) : memory.projects.save(project)),
    };
    const { session, saved } = await opened({ ...memory, projects });
    await session.save();
    expect(saved()).toBe('failed');
    full = false;
    session.update((project) => ({ ...project, name: 'second try' }));
    await session.save();
    expect((await memory.projects.load('p1'))?.name).toBe('second try');
    expect(saved()).toBe('saved');
  });

  it('never says "saved" where the browser keeps nothing', async () => {
    const { session, saved } = await opened(createMemoryStorage());
    await session.save();
    expect(saved()).toBe('failed');
  });

  it('writes what is unsaved when it closes', async () => {
    const { session, storage } = await opened();
    session.update((project) => ({ ...project, name: 'last words' }));
    await session.close();
    expect((await storage.projects.load('p1'))?.name).toBe('last words');
    expect(session.project).toBeNull();
  });

  it('gives large values back from memory at once', async () => {
    const { session } = await opened();
    const predictions = { rows: new Uint32Array([1]), predictions: { kind: 'number', values: new Float64Array([2]) } } as const;
    session.keepValue('predictions', 'r1', predictions);
    expect(await session.value('predictions', 'r1')).toEqual(predictions);
    expect(await session.value('predictions', 'r2')).toBeNull();
    expect(session.valuesInMemory()).toEqual([{ kind: 'predictions', key: 'r1', value: predictions }]);
  });
});

describe('a session’s jobs', () => {
  it('run one at a time', async () => {
    const { session } = await opened();
    let finish = () => {};
    const first = session.run(plan, () => new Promise<void>((resolve) => (finish = resolve)));
    await expect(session.run(plan, async () => 1)).rejects.toThrow(JobRunning);
    finish();
    await first;
    expect(await session.run(plan, async () => 1)).toBe(1);
  });

  it('leave room for another after one failed', async () => {
    const { session } = await opened();
    await expect(session.run(plan, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await session.run(plan, async () => 2)).toBe(2);
  });

  it('that measure importance give way', async () => {
    const { session } = await opened();
    const importance = session.run({ ...plan, kind: 'importance' }, async (control) => {
      while (!control.cancelled()) await new Promise((resolve) => setTimeout(resolve, 1));
      return 'stopped';
    });
    expect(await session.run(plan, async () => 'scored')).toBe('scored');
    expect(await importance).toBe('stopped');
  });

  it('have ended when endJob resolves', async () => {
    const { session } = await opened();
    let ended = false;
    void session.run(plan, async (control) => {
      while (!control.cancelled()) await new Promise((resolve) => setTimeout(resolve, 1));
      ended = true;
    });
    await session.endJob();
    expect(ended).toBe(true);
  });
});
