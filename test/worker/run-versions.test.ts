import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/math/rng.ts';
import { currentVersion } from '../../src/core/project/current.ts';
import { splitTable } from '../../src/core/split/split-table.ts';
import { choosingCommands } from '../../src/worker/handlers/choosing.ts';
import { servingCommands } from '../../src/worker/handlers/serving.ts';
import { fileOf, workerSession } from '../support/worker-session.ts';

async function opened() {
  const rng = createRng(4);
  const rows = Array.from({ length: 120 }, () => {
    const use = rng.normal();
    return [use + rng.normal() > 0 ? 'yes' : 'no', use.toFixed(3), ['a', 'b', 'c'][rng.int(3)]].join(',');
  });
  const studio = workerSession();
  await studio.commands.createProject(fileOf(`churned,use,plan\n${rows.join('\n')}\n`), 'customers.csv');
  await studio.commands.setProblem({ target: 'churned' });
  const commands = { ...studio.commands, ...choosingCommands(studio.session), ...servingCommands(studio.session) };
  return { ...studio, commands, project: () => studio.session.requireProject() };
}

describe('a run', () => {
  it('is recorded with what it was made from: the plan cannot be edited under it, words can', async () => {
    const { commands, settingsOf } = await opened();
    const going = commands.train({ only: 'linear' });
    await Promise.resolve();
    await expect(commands.setRole('use', 'ignored')).rejects.toThrow('JobRunning');
    await expect(commands.setSplit({ testShare: 0.4 })).rejects.toThrow('JobRunning');
    await commands.setProblem({ decision: 'we call them' });
    await going;
    expect(settingsOf('problem')).toMatchObject({ decision: 'we call them', roles: { use: 'feature' } });
  });

  it('is judged and chosen on the rows that it was split into, whatever was edited since', async () => {
    const { session, commands, project, settingsOf } = await opened();
    await commands.train({ only: 'linear' });
    const { test } = splitTable(session.requireTable(), settingsOf('problem'), settingsOf('split'));
    await commands.setSplit({ seed: 99, testShare: 0.4 });
    await commands.setProblem({ target: 'plan' });
    expect((await commands.evaluateCandidate('linear')).classes).toEqual(['no', 'yes']);
    await commands.chooseCandidate('linear', null);
    const release = currentVersion(project(), 'release')!;
    expect(release.result?.problem.target).toBe('churned');
    expect((await session.value('predictions', release.id))?.rows).toEqual(test);
    const lines = (await (await commands.testPredictions()).file.text()).trim().split('\n');
    expect(lines).toHaveLength(test.length + 1);
    expect(lines[0]).toBe('churned,use,plan,prediction,probability_no,probability_yes');
  });

  it('that followed another leaves the report and the bundle of the chosen one as they are', async () => {
    const { commands } = await opened();
    await commands.train({ only: 'linear' });
    await commands.chooseCandidate('linear', null);
    await commands.train({ only: 'dummy' });
    expect((await commands.report()).file.size).toBeGreaterThan(1000);
    expect((await commands.bundle()).file.size).toBeGreaterThan(1000);
  });

  it('that was stopped before it learned anything does not take the place of one that did', async () => {
    const { commands, project } = await opened();
    await commands.train({ only: 'linear' });
    const going = commands.train({});
    await new Promise((resolve) => setTimeout(resolve, 0));
    await commands.stopJob();
    await going;
    expect(project().versions.filter(({ stage }) => stage === 'run')).toHaveLength(2);
    expect(currentVersion(project(), 'run')?.result?.bestId).toBe('linear');
  });

  it('leaves earlier changes to be undone', async () => {
    const { commands, settingsOf } = await opened();
    await commands.setRole('plan', 'ignored');
    await commands.train({ only: 'dummy' });
    await commands.undo();
    expect(settingsOf('problem').roles.plan).toBe('feature');
  });
});
