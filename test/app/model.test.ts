import { describe, expect, it } from 'vitest';
import { leaderboardView, ranked } from '../../src/app/model-leaderboard.ts';
import { noRun } from '../../src/app/live-run.ts';
import { aboveBaseline, goalSentence, nameInSentence, runHeading, validationLine, verbFor } from '../../src/app/model-headline.ts';
import { learningCurveView } from '../../src/app/model-live.ts';
import { plainText } from '../../src/app/model-phrases.ts';
import { markOn, niceBounds, scaleOver } from '../../src/app/model-scale.ts';
import { importanceView } from '../../src/app/evaluation-importance.ts';
import { modelScreen } from '../../src/app/model-screen.ts';
import { testView } from '../../src/app/model-test.ts';
import type { ProblemDefinition } from '../../src/core/problem/problem.ts';
import { currentVersion } from '../../src/core/project/current.ts';
import { adultProblem } from '../ui/fixtures/adult.ts';
import { adultEntries, adultRun, failedRun } from '../ui/fixtures/run.ts';
import { trainingJob } from '../ui/fixtures/states.ts';
import { afterRun, trained } from '../ui/fixtures/trained.ts';

const split = { developmentRows: 19_536, testRows: 4_884, nFolds: 5 };
const estimate = (value: number, lower: number, upper: number) => ({ value, lower, upper, rows: 100 });


describe('the sentence over a run', () => {
  it('names the best model, its score with interval, the linear model beside it and the goal', () => {
    const { phrases, sub } = runHeading(adultProblem, adultRun, split, 0);
    expect(plainText(phrases)).toBe('Boosted trees predict income with ROC AUC 0.927 [0.923, 0.931], 0.022 above logistic regression. Your goal of 0.92 is met.');
    expect(sub).toBe('Validation by 5 folds on 19,536 rows · 4,884 test rows still locked · trained in 28 s');
  });

  it('reads well where the ensemble is best', () => {
    const ensemble = { ...adultEntries[0], candidate: { id: 'ensemble', learner: 'ensemble' as const, label: 'Ensemble of 3 models', params: {} } };
    const { phrases } = runHeading(adultProblem, { ...adultRun, leaderboard: [ensemble, ...adultEntries], bestId: 'ensemble' }, split, 0);
    expect(plainText(phrases)).toBe('The ensemble predicts income with ROC AUC 0.927 [0.923, 0.931], 0.022 above logistic regression. Your goal of 0.92 is met.');
  });

  it('says so where only guessing finished', () => {
    expect(plainText(runHeading(adultProblem, failedRun, split, 0).phrases)).toMatch(/^Only the baseline finished, with ROC AUC 0.500/);
  });

  it('gives a reason where nothing finished', () => {
    const leaderboard = failedRun.leaderboard.filter(({ status }) => status !== 'done');
    expect(plainText(runHeading(adultProblem, { ...failedRun, leaderboard, bestId: null }, split, 0).phrases)).toContain('No model finished. The GPU went away');
  });

  it('counts looks at the test rows, and names a hold-out', () => {
    expect(validationLine({ ...split, nFolds: 1 }, 2)).toBe('Validation on one held-out part of 19,536 rows · 4,884 test rows, looked at 2 times');
  });

  it('agrees in number with the model', () => {
    expect([verbFor('Boosted trees, 31 leaves'), verbFor('Logistic regression')]).toEqual(['predict', 'predicts']);
  });
});

describe('the goal', () => {
  const loss: ProblemDefinition = { ...adultProblem, metric: 'log_loss', criterion: 0.3 };
  it('is judged in the direction of the metric, with doubt where the interval reaches past it', () => {
    expect(goalSentence(loss, estimate(0.28, 0.27, 0.29))).toBe('Your goal of 0.3 is met.');
    expect(goalSentence(loss, estimate(0.28, 0.27, 0.31))).toBe('Your goal of 0.3 is met, within its interval.');
    expect(goalSentence(loss, estimate(0.31, 0.29, 0.33))).toBe('Your goal of 0.3 is not met, but within its interval.');
    expect(goalSentence(loss, estimate(0.4, 0.39, 0.41))).toBe('Your goal of 0.3 is not met.');
    expect(goalSentence({ ...loss, criterion: null }, estimate(0.4, 0.39, 0.41))).toBe('');
  });

  it('calls a lower loss better, not above', () => {
    expect(aboveBaseline(adultEntries[0], adultEntries, loss)).toBe(', 0.022 better than logistic regression');
  });

  it('puts an article where a name wants one', () => {
    expect(['Linear model', 'Neural network, 2 × 64', 'Logistic regression', 'Boosted trees'].map(nameInSentence)).toEqual(['the linear model', 'the neural network', 'logistic regression', 'boosted trees']);
  });

  it('compares a linear model with the baseline', () => {
    expect(aboveBaseline(adultEntries[2], adultEntries, adultProblem)).toBe(', 0.405 above the baseline');
    // A small loss has more decimals than its distance from a large one is worth.
    const scored = (learner: 'dummy' | 'linear', value: number) => ({ ...adultEntries[2], candidate: { id: learner, learner, label: 'X', params: {} }, validation: { log_loss: { value, lower: value, upper: value, rows: 9 } } });
    const [dummy, linear] = [scored('dummy', 1.048), scored('linear', 0.0579)];
    expect(aboveBaseline(linear, [linear, dummy], loss)).toBe(', 0.990 better than the baseline');
  });
});

describe('the leaderboard', () => {
  it('ranks by the metric whichever way is better, and puts what failed last', () => {
    expect(ranked([...adultEntries].reverse(), 'log_loss').map(({ candidate }) => candidate.id)).toEqual(['boosting', 'mlp', 'linear', 'dummy']);
    const board = leaderboardView(failedRun.leaderboard, { ...adultProblem, criterion: null });
    expect(board.rows.map(({ rank, status }) => [rank, status])).toEqual([['1', 'done'], ['–', 'stopped'], ['–', 'failed'], ['–', 'skipped']]);
    expect(board.rows[2].reason).toContain('the GPU went away');
    expect(board.rows[2].mark).toBeNull();
  });

  it('keeps guessing off the scale, and the goal on it', () => {
    const board = leaderboardView(adultEntries, { ...adultProblem, criterion: 0.94 });
    expect(board.rows[3].mark).toEqual({ kind: 'off', side: 'left' });
    expect(board.goalAt).toBeGreaterThan(0.5);
    expect(board.scale.min).toBeGreaterThan(0.85);
  });

  it('leaves a goal that is far away off the scale', () => {
    expect(leaderboardView(adultEntries, { ...adultProblem, criterion: 0.2 }).goalAt).toBeNull();
  });

  it('puts the best first where a score is not a number', () => {
    const odd = { ...adultEntries[0], candidate: { ...adultEntries[0].candidate, id: 'odd' }, validation: { roc_auc: estimate(NaN, NaN, NaN) } };
    expect(ranked([odd, adultEntries[1]], 'roc_auc')[0].candidate.id).toBe('mlp');
  });
});

describe('scales', () => {
  it('gives at least three ticks, whatever the span', () => {
    for (const span of [[0.811, 0.88], [0.1, 0.31], [3, 3.0009], [-40, 12_345]]) {
      const { ticks } = scaleOver(span);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(7);
    }
  });

  it('gives round ticks within the span', () => {
    const { ticks } = scaleOver([0.881, 0.939]);
    expect(ticks.map(({ label }) => label)).toEqual(['0.88', '0.90', '0.92', '0.94']);
    expect(ticks.every(({ at }) => at >= 0 && at <= 1)).toBe(true);
  });

  it('stands for one value, for none and for values that are not numbers', () => {
    expect(scaleOver([0.5]).ticks.length).toBeGreaterThan(0);
    expect(scaleOver([NaN, Infinity]).min).toBeLessThan(0.1);
    expect(niceBounds([])).toEqual({ min: 0, max: 1 });
    expect(niceBounds([3, 97])).toEqual({ min: 0, max: 100 });
  });

  it('draws a dot without a whisker where the interval is unknown', () => {
    const scale = scaleOver([0, 1]);
    const mark = markOn(scale, estimate(0.5, NaN, NaN));
    expect(mark).toEqual({ kind: 'on', at: 0.5, lower: 0.5, upper: 0.5 });
    expect(markOn(scale, estimate(NaN, NaN, NaN))).toBeNull();
  });
});

describe('learning curves', () => {
  const curve = (losses: readonly number[]) => losses.map((validation, step) => ({ step, train: validation / 2, validation }));
  it('tells whether it still gets better', () => {
    expect(learningCurveView(curve([5, 4, 3, 2, 1]), 'Net')?.reading).toBe('Net. Still getting better.');
    expect(learningCurveView(curve([5, 1, 2, 3, 4]), 'Net')?.reading).toBe('Net. No better since step 1.');
    expect(learningCurveView(curve([5]), 'Net')).toBeNull();
  });
});

describe('a long learning curve', () => {
  it('is drawn by a few hundred points, the last among them', () => {
    const points = Array.from({ length: 1001 }, (_, step) => ({ step, train: 1 / (step + 1), validation: 2 / (step + 1) }));
    const drawn = learningCurveView(points, 'Net')?.series[0].points ?? [];
    expect(drawn.length).toBeLessThanOrEqual(301);
    expect(drawn[drawn.length - 1].x).toBe(1000);
  });
});

describe('importance', () => {
  it('does not bound what is not shown by nothing', () => {
    const rest = (drop: number) => importanceView([{ column: 'a', drop: 0.08, standardDeviation: 0 }, { column: 'b', drop, standardDeviation: 0 }, { column: 'c', drop: -0.1, standardDeviation: 0 }], 'roc_auc', 2).rest;
    expect([rest(0), rest(-0.05)]).toEqual(['and 1 more, with no loss to speak of', 'and 1 more, with no loss to speak of']);
  });

  it('scales bars to the longest, draws no negative ones and says what is not shown', () => {
    const view = importanceView([{ column: 'a', drop: 0.08, standardDeviation: 0.02 }, { column: 'b', drop: 0.04, standardDeviation: 0.01 }, { column: 'c', drop: -0.01, standardDeviation: 0 }], 'roc_auc', 2);
    expect(view.bars.map(({ length }) => length.toFixed(3))).toEqual(['0.800', '0.400']);
    expect(view.bars[0].upper).toBe(1);
    expect(view.rest).toBe('and 1 more, at most 0.0400');
    expect(view.table.rows).toHaveLength(3);
  });
});

describe('the Model screen', () => {
  it('judges a run by the problem it was trained for, not by a later one', () => {
    const project = afterRun();
    const screen = modelScreen(project, null, noRun);
    expect(screen.state).toBe('trained');
    expect(screen.problem).toEqual(currentVersion(project, 'problem')?.settings);
  });

  it('says what is trained while it runs, and what is paused', () => {
    const live = { ...noRun, entries: adultEntries.slice(0, 2) };
    const screen = modelScreen(afterRun(), { ...trainingJob, paused: true }, live);
    expect(screen.state).toBe('running');
    expect(plainText(screen.heading.phrases)).toBe('Two models trained; best so far ROC AUC 0.927 by boosted trees.');
    expect(screen.heading.sub).toBe('Paused: Perceptron, fold 3 of 5 · 2 fits at a time · about 22 s left');
    const alone = modelScreen(afterRun(), { ...trainingJob, fitsAtOnce: 1, leftMs: 3_200 }, live);
    expect(alone.heading.sub).toBe('Perceptron, fold 3 of 5 · one fit at a time · about 4 s left');
    expect(modelScreen(afterRun(), { ...trainingJob, fitsAtOnce: null, leftMs: null }, live).heading.sub).toBe('Perceptron, fold 3 of 5');
  });

  it('keeps test apart: none before a choice, and its own name after', () => {
    expect(testView(afterRun(), adultProblem)).toBeNull();
    const view = testView(trained(), adultProblem);
    expect(view?.sentence).toContain('ROC AUC 0.924 [0.916, 0.931] on the test rows.');
    expect(view?.note).toContain('looked at once');
  });
});
