import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NetView } from '../../src/core/math/control.ts';
import type { Project } from '../../src/core/project/project.ts';
import type { RunEvent } from '../../src/core/training/run.ts';
import { gatherEvents } from '../../src/worker/gather-events.ts';
import type { Job, StudioEvent } from '../../src/worker/protocol.ts';

const job = (note: string, change: Partial<Job> = {}): StudioEvent => ({
  type: 'job',
  job: { kind: 'train', title: 'Training', note, fraction: 0, elapsedMs: 0, leftMs: null, best: null, fitsAtOnce: null, canPause: true, paused: false, stop: 'keep-best', ...change },
});
const run = (event: RunEvent): StudioEvent => ({ type: 'run', event });
const progress = (candidateId: string, fraction: number) => run({ type: 'progress', candidateId, fraction, note: '', elapsedMs: 0, leftMs: 0 });
const curve = (candidateId: string, step: number) => run({ type: 'curve', candidateId, point: { step, train: 1, validation: null } });
const look = (candidateId: string, step: number) => run({ type: 'net-view', candidateId, view: { step, layers: [], projection: null } satisfies NetView });
const project = (id: string, name: string): StudioEvent => ({ type: 'project', project: { id, name } as Project });

/** What was told, a line for each time, in short. */
function listener() {
  const told: string[] = [];
  const brief = (event: StudioEvent): string => {
    if (event.type === 'job') return `job ${event.job?.note ?? 'ended'}`;
    if (event.type === 'project') return `project ${event.project?.name ?? 'closed'}`;
    if (event.type !== 'run') return event.type;
    const { event: of } = event;
    if (of.type === 'progress') return `${of.candidateId} at ${of.fraction}`;
    if (of.type === 'curve') return `${of.candidateId} step ${of.point.step}`;
    return of.type === 'net-view' ? `${of.candidateId} looks ${of.view.step}` : of.type;
  };
  return { told, hear: gatherEvents((events) => told.push(events.map(brief).join(', '))) };
}

/** Lets promises be answered, and no time pass. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('events for the page', () => {
  it('are told five times a second while a run goes on, progress as it stands and curves whole', async () => {
    const { told, hear } = listener();
    hear(job('fold 1'));
    await settle();
    for (let step = 1; step <= 40; step++) {
      hear(job(`step ${step}`));
      hear(progress('a', step));
      hear(progress('b', step));
      if (step % 10 === 0) hear(curve('a', step));
      hear(look('a', step));
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(told).toEqual([
      'job fold 1',
      'a step 10, job step 20, a at 20, b at 20, a step 20, a looks 20',
      'a step 30, job step 40, a at 40, b at 40, a step 40, a looks 40',
    ]);
  });

  it('wait no longer than it takes, and the last is told though nothing follows', async () => {
    const { told, hear } = listener();
    hear(progress('a', 0.1));
    await settle();
    hear(progress('a', 0.2));
    await vi.advanceTimersByTimeAsync(199);
    expect(told).toEqual(['a at 0.1']);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual(['a at 0.1', 'a at 0.2']);
    await vi.advanceTimersByTimeAsync(5000);
    hear(progress('a', 0.3));
    await settle();
    expect(told.at(-1)).toBe('a at 0.3');
  });

  it('are told before the command that they come from is answered, with all that waited before them', async () => {
    const { told, hear } = listener();
    hear(progress('a', 0.1));
    await settle();
    hear(progress('a', 0.2));
    const command = async () => {
      hear(project('p', 'one'));
      hear(project('p', 'two'));
      hear({ type: 'saved', saved: { state: 'saving' } });
    };
    let toldWhenAnswered = 0;
    await command().then(() => (toldWhenAnswered = told.length));
    expect(toldWhenAnswered).toBe(2);
    expect(told[1]).toBe('a at 0.2, project two, saved');
  });

  it('keep what must be seen: a project that is closed, and a job that ends, is paused, or follows another', async () => {
    const { told, hear } = listener();
    for (const event of [project('p', 'one'), { type: 'project', project: null } as const, project('p', 'again'), job('fold 9'), { type: 'job', job: null } as const, job('fold 1')]) hear(event);
    await settle();
    expect(told).toEqual(['project closed, project again, job ended, job fold 1']);
    hear(job('held', { paused: true }));
    await settle();
    hear(job('held still', { paused: true }));
    await settle();
    expect(told.slice(1)).toEqual(['job held']);
  });
});
