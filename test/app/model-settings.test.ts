import { describe, expect, it } from 'vitest';
import { ByHand } from '../../src/app/model-by-hand.svelte.ts';
import { directionOf, listedColumns, signOf } from '../../src/app/model-directions.ts';
import { learnersByHand, paramSpecsFor, paramSpecsOf } from '../../src/app/model-params.ts';
import { candidateByHand, directionColumns, draftOf, paramsInWords, rangeInWords, readDraft, sameSettings, withDirection } from '../../src/app/model-settings.ts';
import { boostingSpecs } from '../../src/core/estimators/boosting-params.ts';
import type { NumberSpec } from '../../src/core/estimators/estimator.ts';
import { adultProblem, justRead } from '../ui/fixtures/adult.ts';
import { tunedRun } from '../ui/fixtures/portfolio.ts';
import { withVersion } from '../ui/fixtures/project.ts';

const written = (texts: Record<string, string>) => {
  const draft = draftOf('boosting');
  return readDraft('boosting', { ...draft, texts: { ...draft.texts, ...texts } });
};

describe('settings by hand', () => {
  it('start from the defaults, or from what a candidate has', () => {
    expect(draftOf('boosting').texts).toMatchObject({ learningRate: '0.1', maxLeaves: '31' });
    expect(draftOf('boosting', { learningRate: 0.05, iterations: 1e-7 }).texts).toMatchObject({ learningRate: '0.05', iterations: '1e-7', maxLeaves: '31' });
  });

  it('hold only what is set otherwise than usual', () => {
    expect(written({})).toEqual({ params: {} });
    expect(written({ learningRate: ' 0.05 ', maxLeaves: '63' })).toEqual({ params: { learningRate: 0.05, maxLeaves: 63 } });
  });

  it.each([
    ['', 'Learning rate needs a number from 0.001 to 1.'],
    ['fast', 'Learning rate needs a number from 0.001 to 1.'],
    ['2', 'Learning rate has to be from 0.001 to 1.'],
    ['NaN', 'Learning rate needs a number from 0.001 to 1.'],
  ])('refuse a learning rate of "%s" in the words of its field', (text, error) => {
    expect(written({ learningRate: text })).toEqual({ errors: { learningRate: error } });
  });

  it('want a whole number where the parameter is one, and name every field that is wrong', () => {
    expect(written({ maxLeaves: '3.5', l2: '-1' })).toEqual({ errors: { maxLeaves: 'Leaves per tree has to be a whole number from 2 to 1,024.', l2: 'Leaf penalty has to be from 0 to 1,000.' } });
  });

  it('say the range and the usual value', () => {
    expect(rangeInWords(boostingSpecs[0] as NumberSpec)).toBe('0.001 to 1, usually 0.1');
  });

  it('name what is set', () => {
    expect(paramsInWords('boosting', { learningRate: 0.05, maxLeaves: 31, unknown: 3 })).toBe('learning rate 0.05');
    expect(paramsInWords('boosting', {})).toBe('');
    expect(paramsInWords('boosting', { loss: 'gamma', monotone: { age: 1 } })).toBe('loss gamma, one feature held to a direction');
    expect(paramsInWords('boosting', { loss: 'absolute', monotone: { age: 1, hours: -1 } })).toBe('loss absolute error, two features held to a direction');
    expect(paramsInWords('realmlp', { activation: 'relu', hiddenUnits: 64 })).toBe('units in each hidden layer 64, activation ReLU');
  });

  it('can be given for every learner that is offered', () => {
    expect(learnersByHand.map(({ value }) => value)).toEqual(['linear', 'tree', 'knn', 'forest', 'extra-trees', 'boosting', 'ebm', 'mlp', 'realmlp', 'tabm']);
    for (const { value } of learnersByHand) expect(readDraft(value, draftOf(value))).toEqual({ params: {} });
    expect(paramSpecsOf('ensemble')).toEqual([]);
  });
});

describe('a candidate by hand', () => {
  it('is named after its settings, under an id of its own', () => {
    const first = candidateByHand('boosting', { learningRate: 0.05 }, tunedRun.leaderboard);
    expect(first).toEqual({ id: 'boosting-hand-1', learner: 'boosting', label: 'Boosted trees, learning rate 0.05', params: { learningRate: 0.05 } });
    const [entry] = tunedRun.leaderboard;
    expect(candidateByHand('boosting', {}, [{ ...entry, candidate: first }])).toMatchObject({ id: 'boosting-hand-2', label: 'Boosted trees, by hand' });
    expect(candidateByHand('boosting', { learningRate: 0.05, maxLeaves: 8, l2: 5, subsample: 0.7 }, []).label).toBe('Boosted trees, learning rate 0.05, leaves per tree 8, leaf penalty 5, 1 more set');
  });

  it('has a loss to choose for numbers alone', () => {
    const names = (task: 'regression' | 'binary' | 'multiclass') => paramSpecsFor('boosting', task).map(({ name }) => name);
    expect(names('regression')).toEqual(paramSpecsOf('boosting').map(({ name }) => name));
    expect(names('regression').filter((name) => !names('binary').includes(name))).toEqual(['loss', 'quantile']);
    expect(names('multiclass')).toEqual(names('binary'));
  });

  it('has a net smoothed for classes alone, and watched by what the task has', () => {
    for (const learner of ['realmlp', 'tabm'] as const) {
      const names = (task: 'regression' | 'binary') => paramSpecsFor(learner, task).map(({ name }) => name);
      expect(names('binary')).toEqual(paramSpecsOf(learner).map(({ name }) => name));
      expect(names('binary').filter((name) => !names('regression').includes(name))).toEqual(['labelSmoothing']);
      const watched = (task: 'regression' | 'binary') => paramSpecsFor(learner, task).flatMap((spec) => (spec.kind === 'choice' && spec.name === 'stopOn' ? spec.options.map(({ value }) => value) : []));
      expect([watched('binary'), watched('regression')]).toEqual([['loss', 'error', 'roc_auc'], ['loss', 'mae']]);
    }
  });

  it('is told when another has the very same settings', () => {
    expect(sameSettings('boosting', { maxLeaves: 8, learningRate: 0.05 }, tunedRun.leaderboard)?.candidate.id).toBe('boosting-shallow');
    expect(sameSettings('boosting', {}, tunedRun.leaderboard)?.candidate.id).toBe('boosting');
    expect(sameSettings('boosting', { maxLeaves: 9 }, tunedRun.leaderboard)).toBeNull();
  });
});

describe('the form for one model', () => {
  it('starts from a candidate, and forgets its settings with another learner', () => {
    const form = new ByHand({ id: 'x', learner: 'boosting', label: 'x', params: { maxLeaves: 8 } }, '30');
    expect([form.learner, form.draft.texts['maxLeaves'], form.budget]).toEqual(['boosting', '8', '30']);
    form.choose('mlp');
    expect(form.read).toEqual({ params: {} });
    form.write('hiddenUnits', 'many');
    expect(form.errorOf('hiddenUnits')).toBe('Units in each hidden layer needs a number from 4 to 512.');
    expect(form.errorOf('patience')).toBeNull();
  });

  it('starts from boosted trees where the candidate has nothing to set', () => {
    expect(new ByHand({ id: 'e', learner: 'ensemble', label: 'Ensemble', params: {} }, '').learner).toBe('boosting');
  });
});

describe('directions', () => {
  it('are set and taken off by column', () => {
    const rising = withDirection({}, 'age', 1);
    expect(withDirection(rising, 'hours', -1)).toEqual({ age: 1, hours: -1 });
    expect(withDirection(rising, 'age', 0)).toEqual({});
    expect([directionOf(rising, 'age'), directionOf({ age: -1 }, 'age'), directionOf({}, 'toString')]).toEqual(['rising', 'falling', 'free']);
    expect(signOf).toEqual({ free: 0, rising: 1, falling: -1 });
  });

  it('are offered for numeric features, those that have one first', () => {
    const columns = directionColumns(justRead());
    expect(columns).toContain('age');
    expect(columns).not.toContain('occupation');
    const late = withVersion(justRead(), 'problem', { ...adultProblem, knownLate: ['age'] }, null);
    expect(directionColumns(late)).not.toContain('age');
    expect(listedColumns(['a', 'b', 'ab'], { ab: 1 }, 'B', 2)).toEqual(['ab', 'b']);
    expect(directionColumns(null)).toEqual([]);
  });
});
