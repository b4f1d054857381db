import { describe, expect, test } from 'vitest';
import { uncontrolled, type NetView } from '../../../src/core/math/control.ts';
import { notesOf } from '../../../src/core/training/notes.ts';
import { runPortfolio } from '../../../src/core/training/run-portfolio.ts';
import type { Executor, RunEvent } from '../../../src/core/training/run.ts';
import type { FoldFit } from '../../../src/core/training/trial.ts';
import { FakeClock, fakeExecutor } from '../../support/fake-executor.ts';
import { candidates, runCase } from '../../support/run-case.ts';

const { dummy, linear, boosting } = candidates;
const fits = (notes: readonly (string | undefined)[]) => notes.map((note, fold) => ({ note, span: { fold } }) as FoldFit);
const diverged = (epoch: number) => `diverged at epoch ${epoch}; the best net until then is kept`;

describe('what the folds have to say', () => {
  test.each([
    ['nothing', [undefined, undefined], 2, null],
    ['a note that is blank', [' '], 1, null],
    ['the one fold that there is', [`${diverged(12)}.`], 1, diverged(12)],
    ['all folds alike', ['lost its device', 'lost its device.'], 2, 'lost its device'],
    ['some folds alike', ['lost its device', undefined, 'lost its device'], 3, 'folds 1 and 3: lost its device'],
    ['one of them', [undefined, diverged(12)], 2, `fold 2: ${diverged(12)}`],
    ['the same at other numbers', [diverged(12), diverged(9.5), undefined, diverged(40)], 4, `fold 1: ${diverged(12)}; likewise folds 2 and 4`],
    ['different things', ['lost its device', diverged(3)], 2, `fold 1: lost its device; fold 2: ${diverged(3)}`],
  ])('%s', (_what, notes, nFolds, expected) => {
    expect(notesOf(fits(notes), nFolds)).toBe(expected);
  });
});

/** An executor whose boosted trees are shown inside once a fit, and end with a note. */
function noted(): Executor {
  const inner = fakeExecutor();
  const view: NetView = { step: 3, layers: [{ name: 'layer 1', weights: 0.2, gradients: 1e-3 }], projection: null };
  return {
    ...inner,
    async fit(job, control) {
      const outcome = await inner.fit(job, control);
      if (job.learner !== 'boosting') return outcome;
      control.look?.(view);
      return { ...outcome, note: `Diverged at epoch ${inner.jobs.length}.` };
    },
  };
}

describe('a run whose fits end with notes', () => {
  test('says so on the leaderboard', async () => {
    const { result } = await runPortfolio(runCase([dummy, linear, boosting]), noted(), new FakeClock(), () => undefined, uncontrolled);
    const entryOf = (id: string) => result.leaderboard.find(({ candidate }) => candidate.id === id);
    expect(entryOf('boosting')).toMatchObject({ status: 'done', reason: 'fold 1: Diverged at epoch 9; likewise folds 2, 3 and 4' });
    expect(entryOf('linear')?.reason).toBeNull();
  });

  test('shows the inside of the first fold alone', async () => {
    const events: RunEvent[] = [];
    await runPortfolio(runCase([boosting]), noted(), new FakeClock(), (event) => events.push(event), uncontrolled);
    expect(events.filter(({ type }) => type === 'net-view')).toMatchObject([{ candidateId: 'boosting', view: { step: 3 } }]);
  });
});
