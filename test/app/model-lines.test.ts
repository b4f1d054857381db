import { describe, expect, it } from 'vitest';
import { leaderboardLines, type LeaderboardLine } from '../../src/app/model-lines.ts';
import { leaderboardView } from '../../src/app/model-leaderboard.ts';
import { membersInWords, membersView } from '../../src/app/model-members.ts';
import { adultProblem } from '../ui/fixtures/adult.ts';
import { troubledRun, tunedRun } from '../ui/fixtures/portfolio.ts';

const board = leaderboardView(tunedRun.leaderboard, adultProblem);
const lines = (opened: string[] = [], kept: (string | null)[] = []) => leaderboardLines(board, { running: [], opened, kept });
const folds = (some: readonly LeaderboardLine[]) => some.flatMap((line) => (line.kind === 'fold' ? [line] : []));
const models = (some: readonly LeaderboardLine[]) => some.flatMap((line) => (line.kind === 'model' ? [line.row] : []));

describe('a leaderboard of many trials', () => {
  it('shows the best three of a learner, and says what is folded away below them', () => {
    const shown = lines();
    expect(models(shown).filter(({ learner, status }) => learner === 'boosting' && status === 'done').map(({ label }) => label)).toHaveLength(3);
    expect(folds(shown).map(({ text }) => text)).toEqual(['16 more of boosted trees, 0.925 to 0.909', '8 more of boosted trees, stopped']);
    expect(shown.length).toBeLessThan(18);
  });

  it('keeps the order by score and the true ranks', () => {
    const ranks = models(lines()).filter(({ status }) => status === 'done').map(({ rank }) => Number(rank));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(ranks.at(-1)).toBe(28);
  });

  it('lists all of an opened group, with a line that folds it away again', () => {
    const [{ group }] = folds(lines());
    const shown = lines([group]);
    expect(models(shown).filter(({ learner, status }) => learner === 'boosting' && status === 'done')).toHaveLength(19);
    expect(folds(shown)[0]).toMatchObject({ group, opened: true, text: 'All 19 of boosted trees are listed' });
  });

  it('never folds away the selected or the chosen model', () => {
    const last = board.rows.filter(({ learner, status }) => learner === 'boosting' && status === 'done').at(-1);
    expect(models(lines([], [last?.id ?? '', null])).map(({ id }) => id)).toContain(last?.id);
    expect(models(lines()).map(({ id }) => id)).not.toContain(last?.id);
  });

  it('lists a small board in full, the reasons of what failed with it', () => {
    const small = leaderboardLines(leaderboardView(troubledRun.leaderboard, adultProblem), { running: [], opened: [], kept: [] });
    expect(folds(small)).toEqual([]);
    expect(models(small).slice(-2).map(({ status, reason }) => `${status}: ${reason}`)).toEqual([
      'skipped: not started: it needs about 40 s and 12 s of the budget were left',
      'failed: the GPU went away while training; WASM is used from now on',
    ]);
  });
});

describe('an ensemble', () => {
  const [ensemble, single] = tunedRun.leaderboard;

  it('names its members with their weights', () => {
    expect(membersInWords(ensemble, tunedRun.leaderboard)).toBe('Boosted trees, slow learning 44%, Neural network 28%, Explainable boosting 16% and 2 more');
    expect(board.rows[0].members?.count).toBe('of 5');
    expect(board.rows[0].fit).toBe('–');
  });

  it('draws them against the heaviest', () => {
    const view = membersView(ensemble, tunedRun.leaderboard);
    expect(view?.members.map(({ length, text }) => [length.toFixed(2), text])).toEqual([['1.00', '44%'], ['0.64', '28%'], ['0.36', '16%'], ['0.18', '8%'], ['0.09', '4%']]);
    expect(view?.reading).toBe('Five models, whose answers are averaged by these weights.');
    expect(view?.table.rows[0]).toEqual(['Boosted trees, slow learning', '0.44']);
  });

  it('says so where one makes up more than half', () => {
    const heavy = { ...ensemble, members: [{ candidateId: 'mlp', weight: 0.8 }, { candidateId: 'gone', weight: 0.2 }] };
    expect(membersView(heavy, tunedRun.leaderboard)?.reading).toContain('weights; more than half is neural network');
    expect(membersView(heavy, tunedRun.leaderboard)?.members[1].label).toBe('gone');
  });

  it('is nothing that a single model has', () => {
    expect([membersInWords(single, tunedRun.leaderboard), membersView(single, tunedRun.leaderboard)]).toEqual([null, null]);
  });
});
