import { describe, expect, it } from 'vitest';
import { Studio } from '../../src/app/studio.svelte.ts';
import type { RunEvent } from '../../src/core/training/run.ts';
import type { StudioApi, StudioEvent } from '../../src/worker/protocol.ts';
import { tunedRun } from '../ui/fixtures/portfolio.ts';
import { trainingJob } from '../ui/fixtures/states.ts';

const [entry] = tunedRun.leaderboard;
const { id } = entry.candidate;

/** A studio whose worker says what it is told to. */
async function studioAndWorker() {
  let tell: (events: readonly StudioEvent[]) => void = () => undefined;
  const api = { subscribe: async (listener: typeof tell) => void (tell = listener), listProjects: async () => [] };
  const studio = new Studio(api as unknown as StudioApi);
  await studio.start(null);
  tell([{ type: 'job', job: trainingJob }]);
  return { studio, say: (...events: RunEvent[]) => tell(events.map((event) => ({ type: 'run', event }))) };
}

const started: RunEvent = { type: 'candidate-started', candidate: entry.candidate, index: 0, of: 3 };
const point = (step: number): RunEvent => ({ type: 'curve', candidateId: id, point: { step, train: 1, validation: null } });
const look = (step: number): RunEvent => ({ type: 'net-view', candidateId: id, view: { step, layers: [], projection: null } });
const progress = (fraction: number): RunEvent => ({ type: 'progress', candidateId: id, fraction, note: '', elapsedMs: 0, leftMs: 0 });
const task = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('a run on the page', () => {
  it('shows progress at once, and curves and looks inside each in a task of its own', async () => {
    const { studio, say } = await studioAndWorker();
    const seen = () => [studio.live.running[0]?.fraction, studio.live.curves[id]?.length, studio.live.views[id]?.step];
    say(started, point(1), look(1), progress(0.3), point(2));
    expect(seen()).toEqual([0.3, undefined, undefined]);
    const states: unknown[] = [];
    for (let turn = 0; turn < 10; turn++) {
      await new Promise((resolve) => setTimeout(resolve));
      states.push(seen());
    }
    expect(states).toContainEqual([0.3, 2, undefined]);
    expect(states.at(-1)).toEqual([0.3, 2, 1]);
  });

  it('shows all that came before a model ended, in that order', async () => {
    const { studio, say } = await studioAndWorker();
    say(started, point(1), look(1), point(2), { type: 'entry', entry, bestId: id });
    expect(studio.live.curves[id]).toHaveLength(2);
    expect([studio.live.entries.length, studio.live.running.length, studio.live.views]).toEqual([1, 0, {}]);
    await task();
    expect(studio.live.views).toEqual({});
  });
});
