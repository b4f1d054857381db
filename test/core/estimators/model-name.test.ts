import { expect, it } from 'vitest';
import { learnerIds, learnerTraits } from '../../../src/core/estimators/learners.ts';
import { learnerShares, nameInSentence, shortLabel, verbFor } from '../../../src/core/estimators/model-name.ts';

it('every learner makes a sentence', () => {
  const sentences = learnerIds.map((id) => learnerTraits[id].label).map((label) => `${nameInSentence(label)} ${verbFor(label)}`);
  expect(sentences).toEqual([
    'the baseline predicts',
    'the linear model predicts',
    'the decision tree predicts',
    'nearest neighbours predict',
    'the random forest predicts',
    'extra trees predict',
    'boosted trees predict',
    'explainable boosting predicts',
    'the neural network predicts',
    'the RealMLP net predicts',
    'the TabM net predicts',
  ]);
});

it('a label is cut to its kind', () => {
  expect(['Boosted trees, 31 leaves', 'Baseline (class shares)', 'Ensemble of 5 models', 'k-NN'].map(shortLabel)).toEqual(['Boosted trees', 'Baseline', 'Ensemble', 'k-NN']);
  expect(shortLabel('RealMLP net, trial 3')).toBe('RealMLP net');
  expect(nameInSentence('Ensemble of 5 models')).toBe('the ensemble');
  expect(verbFor('Ensemble of 5 models')).toBe('predicts');
});

it('members are counted by kind, the weightiest first', () => {
  const members = [
    { learner: 'linear', weight: 0.4 },
    { learner: 'boosting', weight: 0.3 },
    { learner: 'boosting', weight: 0.2 },
    { learner: 'tabm', weight: 0.1 },
  ] as const;
  expect(learnerShares(members)).toEqual([
    { name: 'boosted trees', models: 2, weight: 0.5 },
    { name: 'linear model', models: 1, weight: 0.4 },
    { name: 'TabM net', models: 1, weight: 0.1 },
  ]);
});
