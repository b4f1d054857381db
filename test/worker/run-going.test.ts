import { describe, expect, it } from 'vitest';
import { settingsToGoOn } from '../../src/app/model-again.ts';
import { createRng } from '../../src/core/math/rng.ts';
import { currentVersion } from '../../src/core/project/current.ts';
import { withResult } from '../../src/core/project/record.ts';
import type { FitJob } from '../../src/core/training/run.ts';
import { choosingCommands } from '../../src/worker/handlers/choosing.ts';
import { fileOf, workerSession } from '../support/worker-session.ts';

async function opened() {
  const rng = createRng(4);
  const rows = Array.from({ length: 160 }, () => {
    const use = rng.normal();
    return [use + rng.normal() > 0 ? 'yes' : 'no', use.toFixed(3), ['a', 'b', 'c'][rng.int(3)]].join(',');
  });
  const studio = workerSession();
  await studio.commands.createProject(fileOf(`churned,use,plan\n${rows.join('\n')}\n`), 'customers.csv');
  await studio.commands.setProblem({ target: 'churned' });
  const { session } = studio;
  const jobs: FitJob[] = [];
  const inner = session.fits.fit.bind(session.fits);
  let after: ((job: FitJob) => Promise<void>) | null = null;
  const fits = {
    ...session.fits,
    fit: async (...[job, control]: Parameters<typeof inner>) => {
      jobs.push(job);
      await after?.(job);
      return inner(job, control);
    },
  };
  Object.defineProperty(session, 'fits', { value: fits });
  const commands = { ...studio.commands, ...choosingCommands(session) };
  const run = () => currentVersion(session.requireProject(), 'run')!;
  const ids = () => run().result!.leaderboard.filter(({ status }) => status === 'done').map(({ candidate }) => candidate.id).sort();
  return { ...studio, commands, jobs, run, ids, before: (hook: typeof after) => (after = hook) };
}

const linear = (id: string, lambda: number) => ({ id, learner: 'linear' as const, label: `Linear, penalty ${lambda}`, params: { lambda } });
const portfolio = [{ id: 'dummy', learner: 'dummy' as const, label: 'Baseline', params: {} }, linear('weak', 0.1), linear('strong', 100)];

describe('a run that goes on', () => {
  it('stands in the project, with its values, from the first model on', async () => {
    const { commands, session, run, ids, before } = await opened();
    let seen: { ids: string[]; stoppedBecause: string; stored: boolean } | null = null;
    before(async ({ params }) => {
      if (params.lambda !== 100 || seen) return;
      // Folds of the last candidate begin once the one before is done; give its judgement a turn.
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (!currentVersion(session.requireProject(), 'run')) return;
      seen = { ids: ids(), stoppedBecause: run().result!.stoppedBecause, stored: (await session.value('candidate', `${run().id}/weak`)) !== null };
    });
    await commands.train({ candidates: portfolio });
    expect(seen).toEqual({ ids: ['dummy', 'weak'], stoppedBecause: 'interrupted', stored: true });
    expect(run()).toMatchObject({ version: 1, result: { stoppedBecause: 'finished' } });
    expect(ids()).toEqual(['dummy', 'strong', 'weak']);
  });

  it('goes on after an interruption where it was, in the same version', async () => {
    const { commands, session, jobs, run, ids } = await opened();
    await commands.train({ candidates: portfolio });
    const { id, result } = run();
    const cut = { ...result!, leaderboard: result!.leaderboard.filter(({ candidate }) => candidate.id !== 'strong'), stoppedBecause: 'interrupted' as const };
    session.update((project) => withResult(project, id, cut, new Date(0).toISOString()));
    jobs.length = 0;
    await commands.train({ keep: true });
    expect(new Set(jobs.map(({ params }) => params.lambda))).toEqual(new Set([100]));
    expect(ids()).toEqual(['dummy', 'strong', 'weak']);
    expect(run()).toMatchObject({ id, version: 1, result: { stoppedBecause: 'finished' } });
    expect(run().result!.seconds).toBeGreaterThanOrEqual(result!.seconds);
  });

  it('trains nothing twice where it is asked to go on with its own settings', async () => {
    const { commands, session, jobs, run } = await opened();
    await commands.train({ candidates: portfolio });
    const { id, result } = run();
    const cut = { ...result!, leaderboard: result!.leaderboard.filter(({ candidate }) => candidate.id !== 'strong'), stoppedBecause: 'interrupted' as const };
    session.update((project) => withResult(project, id, cut, new Date(0).toISOString()));
    jobs.length = 0;
    await commands.train(settingsToGoOn);
    expect(new Set(jobs.map(({ params }) => params.lambda))).toEqual(new Set([100]));
    expect(run()).toMatchObject({ id, version: 1 });
  });

  it('takes in a model that was added by hand, as a new version that can be chosen from', async () => {
    const { commands, jobs, run, ids } = await opened();
    await commands.train({ candidates: portfolio });
    jobs.length = 0;
    await commands.train({ candidates: [linear('mine', 3)], keep: true, budgetSeconds: 20 });
    expect(new Set(jobs.map(({ params }) => params.lambda))).toEqual(new Set([3]));
    expect(ids()).toEqual(['dummy', 'mine', 'strong', 'weak']);
    expect(run()).toMatchObject({ version: 2 });
    expect(run().settings.candidates.map(({ id }) => id)).toEqual(['dummy', 'weak', 'strong', 'mine']);
    // What was trained before the new version can be looked at and chosen in it.
    expect((await commands.evaluateCandidate('weak')).candidateId).toBe('weak');
    await commands.chooseCandidate('weak', null);
  });

  it('begins anew where the plan was edited since', async () => {
    const { commands, jobs, run } = await opened();
    await commands.train({ candidates: portfolio });
    await commands.setRole('plan', 'ignored');
    jobs.length = 0;
    await commands.train({ candidates: [linear('mine', 3)], keep: true });
    expect(run().result!.leaderboard.map(({ candidate }) => candidate.id)).toEqual(['mine']);
  });

  it('trains again what is on the leaderboard but was not stored', async () => {
    const { commands, session, jobs, run } = await opened();
    await commands.train({ candidates: portfolio });
    const { id } = run();
    const project = session.requireProject().id;
    await session.save();
    await session.storage.values.delete(project, 'candidate', `${id}/weak`);
    await commands.closeProject();
    await commands.openProject(project);
    jobs.length = 0;
    await commands.train({ keep: true });
    expect(new Set(jobs.map(({ params }) => params.lambda))).toEqual(new Set([0.1]));
  });

  it('ends in an ensemble whose members are fitted again and released together', async () => {
    const { commands, session, jobs, run } = await opened();
    await commands.train({ candidates: [...portfolio, { id: 'boosting', learner: 'boosting', label: 'Boosted trees', params: { maxIterations: 20 } }], ensemble: true });
    const ensemble = run().result!.leaderboard.find(({ members }) => members);
    if (!ensemble) throw new Error('an ensemble was expected');
    expect((await commands.evaluateCandidate('ensemble')).importance).not.toBeNull();
    jobs.length = 0;
    await commands.chooseCandidate('ensemble', null);
    expect(jobs).toHaveLength(2 * ensemble.members!.length);
    const release = currentVersion(session.requireProject(), 'release')!;
    expect(release.result?.parity.every(({ worstDifference }) => worstDifference < 1e-9)).toBe(true);
  });
});
