import { expect, test } from 'vitest';
import { createRng } from '../../src/core/math/rng.ts';
import { currentVersion } from '../../src/core/project/current.ts';
import { isNet, withAndWithout } from '../bench/nets/quality/without-nets.ts';
import { fileOf, workerSession } from './worker-session.ts';

const rng = createRng(3);
const rows = Array.from({ length: 160 }, () => {
  const [a, b] = [rng.normal(), rng.normal()];
  return `${a.toFixed(3)},${b.toFixed(3)},${(a + Math.sin(3 * b) + 0.3 * rng.normal()).toFixed(3)}`;
});
const candidates = (['dummy', 'linear', 'tree', 'knn'] as const).map((learner) => ({ id: learner, learner, label: learner, params: {} }));

async function trained() {
  const { session, commands } = workerSession();
  await commands.createProject(fileOf(`a,b,y\n${rows.join('\n')}\n`), 'waves.csv');
  await commands.setProblem({ target: 'y', task: 'regression' });
  await commands.train({ candidates, ensemble: true });
  const { leaderboard } = currentVersion(session.requireProject(), 'run')!.result!;
  const estimateOf = (id: string) => leaderboard.find(({ candidate }) => candidate.id === id)!.validation.rmse!.value;
  return { file: (await commands.exportProject()).file, estimateOf };
}

test('an ensemble is weighed again with all models as it was, and without some of them as if they had not been tried', async () => {
  const { file, estimateOf } = await trained();
  const both = await withAndWithout(file, (learner) => learner === 'knn' || learner === 'tree');
  expect(both).toMatchObject({ metric: 'rmse', greaterIsBetter: false, models: 4, leftOut: 2 });
  expect(both.all).toBe(estimateOf('ensemble'));
  // One model is left beside the baseline, which makes no ensemble.
  expect(both.without).toBe(estimateOf('linear'));
  expect(both.all).toBeLessThan(both.without);
  expect(await withAndWithout(file, isNet)).toMatchObject({ all: both.all, without: both.all, leftOut: 0 });
});
