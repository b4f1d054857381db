import { expect, it } from 'vitest';
import { currentVersion } from '../../src/core/project/current.ts';
import type { BackendRace } from '../../src/core/training/run.ts';
import type { FitPool } from '../../src/worker/fit-pool.ts';
import { runRecord } from '../../src/worker/handlers/run-record.ts';
import { fileOf, workerSession } from '../support/worker-session.ts';

const race: BackendRace = { inputs: 3, hidden: [8], outputs: 2, members: 1, batchSize: 32, results: [], chosen: 'wasm', reason: 'WASM is faster.' };

it('tells the page how the backends compared while a run goes on, once, and keeps it with the run', async () => {
  const { session, commands, events } = workerSession();
  const rows = Array.from({ length: 60 }, (_, at) => `${at % 3 === 0 ? 'yes' : 'no'},${(at * 7) % 11}`);
  await commands.createProject(fileOf(`churned,use\n${rows.join('\n')}\n`), 'customers.csv');
  await commands.setProblem({ target: 'churned' });
  const inner = session.fits.fit.bind(session.fits);
  const races: BackendRace[] = [];
  const fits = {
    ...session.fits,
    attach: () => undefined,
    probe: async () => ({ backends: [], chosen: 'cpu' as const, reason: 'It is always there.' }),
    races,
    fit: async (...asked: Parameters<FitPool['fit']>) => {
      races[0] = race;
      session.fits.onRace?.(race);
      return inner(...asked);
    },
  };
  Object.defineProperty(session, 'fits', { value: fits });
  await commands.train({ candidates: [{ id: 'linear', learner: 'linear', label: 'Linear model', params: {} }], budgetSeconds: 20 });
  const told = events.flatMap((event) => (event.type === 'infrastructure' ? [event.infrastructure] : []));
  expect(told).toMatchObject([{ chosen: 'wasm', reason: 'WASM is faster.', races: [race] }]);
  expect(currentVersion(session.requireProject(), 'run')?.result?.races).toEqual([race]);
  expect(runRecord(session).races).toEqual([race]);
});
