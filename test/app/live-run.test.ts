import { describe, expect, it } from 'vitest';
import { followed, noRun, withPoints } from '../../src/app/live-run.ts';
import { leaderboardLines } from '../../src/app/model-lines.ts';
import { leaderboardView } from '../../src/app/model-leaderboard.ts';
import { liveCurves } from '../../src/app/model-live.ts';
import { plainText } from '../../src/app/model-phrases.ts';
import { modelScreen } from '../../src/app/model-screen.ts';
import type { RunEvent } from '../../src/core/training/run.ts';
import { adultProblem, justRead } from '../ui/fixtures/adult.ts';
import { curve } from '../ui/fixtures/run.ts';
import { trainingJob } from '../ui/fixtures/states.ts';
import { tunedRun } from '../ui/fixtures/portfolio.ts';

const entryOf = (id: string) => {
  const entry = tunedRun.leaderboard.find(({ candidate }) => candidate.id === id);
  if (!entry) throw new Error(`the fixture has no ${id}`);
  return entry;
};
const started = (id: string): RunEvent => ({ type: 'candidate-started', candidate: entryOf(id).candidate, index: 0, of: 3 });
const progress = (id: string, fraction: number, note: string): RunEvent => ({ type: 'progress', candidateId: id, fraction, note, elapsedMs: 0, leftMs: 0 });
const ended = (id: string): RunEvent => ({ type: 'entry', entry: entryOf(id), bestId: id });
const after = (...events: RunEvent[]) => events.reduce((live, event) => (event.type === 'curve' ? live : followed(live, event)), noRun);

describe('a run that is watched', () => {
  it('holds every candidate that is being trained, and moves it to the entries when it ends', () => {
    const live = after(started('boosting'), started('mlp'), progress('mlp', 0.4, 'Neural network, fold 3 of 5'), ended('boosting'));
    expect(live.running.map(({ candidate, fraction, note }) => [candidate.id, fraction, note])).toEqual([['mlp', 0.4, 'Neural network, fold 3 of 5']]);
    expect(live.entries.map(({ candidate }) => candidate.id)).toEqual(['boosting']);
  });

  it('takes what is told again in place of what was known', () => {
    const live = after(ended('boosting'), ended('boosting'), started('mlp'), started('mlp'));
    expect([live.entries.length, live.running.length]).toEqual([1, 1]);
  });

  it('keeps the last look inside of each that is trained, until it ends or starts anew', () => {
    const look = (id: string, step: number): RunEvent => ({ type: 'net-view', candidateId: id, view: { step, layers: [], projection: null } });
    const going = after(started('mlp'), look('mlp', 1), look('mlp', 5), started('boosting'), look('boosting', 2), look('linear', 3));
    expect(Object.entries(going.views).map(([id, { step }]) => [id, step])).toEqual([['mlp', 5], ['boosting', 2]]);
    expect(Object.keys([ended('mlp'), started('boosting')].reduce((live, event) => (event.type === 'curve' ? live : followed(live, event)), going).views)).toEqual([]);
  });

  it('keeps each curve in its order and thins it, the last point among those kept', () => {
    const points = Array.from({ length: 700 }, (_, step) => ({ candidateId: step % 2 === 0 ? 'a' : 'b', point: { step, train: 1, validation: null } }));
    const { curves } = withPoints(withPoints(noRun, points), [{ candidateId: 'b', point: { step: 700, train: 1, validation: null } }]);
    expect(curves['a'].length).toBeLessThanOrEqual(300);
    expect(curves['a'].at(-1)?.step).toBe(698);
    expect(curves['b'].map(({ step }) => step)).toEqual([...curves['b'].map(({ step }) => step)].sort((a, b) => a - b));
    expect(curves['b'].at(-1)?.step).toBe(700);
  });

  it('draws a curve for each candidate that has one, under a question of its own', () => {
    const live = after(started('boosting-slow'), started('mlp'), progress('mlp', 0.1, 'Neural network, fold 1 of 5'), started('forest'));
    const grown = withPoints(live, ['boosting-slow', 'mlp'].flatMap((candidateId) => curve(10, 1, 0.5).map((point) => ({ candidateId, point }))));
    expect(liveCurves(grown).map(({ view }) => [view.title, view.reading])).toEqual([
      ['Are boosted trees still learning?', 'Boosted trees, slow learning, first fold. Still getting better.'],
      ['Is the neural network still learning?', 'Neural network, first fold. Still getting better.'],
    ]);
  });

  it('draws what has not changed no second time', () => {
    const live = withPoints(after(started('mlp')), curve(10, 1, 0.5).map((point) => ({ candidateId: 'mlp', point })));
    const [first] = liveCurves(live);
    const [second] = liveCurves(followed(live, { type: 'progress', candidateId: 'mlp', fraction: 0.2, note: 'Neural network, fold 2 of 5', elapsedMs: 1, leftMs: 1 }));
    expect(second.view).toBe(first.view);
    const [grown] = liveCurves(withPoints(live, [{ candidateId: 'mlp', point: { step: 11, train: 0.4, validation: 0.4 } }]));
    expect(grown.view.table.rows).toHaveLength(11);
  });

  it('says what all of them are doing', () => {
    const live = after(ended('linear'), started('mlp'), started('forest'), progress('mlp', 0.1, 'Neural network, fold 1 of 5'));
    const { heading } = modelScreen(justRead(), { ...trainingJob, paused: true, leftMs: null }, live);
    expect(plainText(heading.phrases)).toBe('One model trained; best so far ROC AUC 0.905 by the linear model.');
    expect(heading.sub).toBe('Paused: Neural network, fold 1 of 5 and Random forest · 2 fits at a time');
  });

  it('says what has started, not what was told last of another', () => {
    const live = after(ended('linear'), started('mlp'));
    const { heading } = modelScreen(justRead(), { ...trainingJob, note: 'Boosted trees, fold 5 of 5', leftMs: null }, live);
    expect(heading.sub).toBe('Neural network · 2 fits at a time');
  });

  it('puts what is being trained between the finished and the rest', () => {
    const skipped = { ...entryOf('knn'), status: 'skipped' as const, validation: {} };
    const live = after(ended('linear'), { type: 'entry', entry: skipped, bestId: null }, started('mlp'), progress('mlp', 0.5, 'Neural network, fold 3 of 5'), started('forest'));
    const lines = leaderboardLines(leaderboardView(live.entries, adultProblem), { running: live.running, opened: [], kept: [] });
    expect(lines.map(({ kind, key }) => [kind, key])).toEqual([['model', 'linear'], ['running', 'mlp'], ['running', 'forest'], ['model', 'knn']]);
    expect(lines.flatMap((line) => (line.kind === 'running' ? [line.row.note] : []))).toEqual(['fold 3 of 5', 'starting']);
  });
});
