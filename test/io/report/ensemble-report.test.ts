import { describe, expect, it } from 'vitest';
import type { Project } from '../../../src/core/project/project.ts';
import type { LeaderboardEntry } from '../../../src/core/training/run.ts';
import { modelsOf, parametersInWords } from '../../../src/io/report/models.ts';
import { renderReport } from '../../../src/io/report/render-report.ts';
import { withVersion } from '../../ui/fixtures/project.ts';
import { adultEntries, adultEvaluation, adultRun, failedRun, runSettings } from '../../ui/fixtures/run.ts';
import { afterRun, trained } from '../../ui/fixtures/trained.ts';

const textOf = (page: string) =>
  page.replace(/<style>[^]*?<\/style>/, '').replace(/<[^>]*>/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&').replace(/\s+/g, ' ');

const entries = adultEntries.map((entry, at): LeaderboardEntry => {
  const spans = entry.iterations.map((_, fold) => ({ fold, startMs: 100 * at + 10 * fold, endMs: 4000 + 100 * at + fold, fitMs: 800, predictMs: 20 }));
  return { ...entry, spans };
});

const ensemble: LeaderboardEntry = {
  ...adultEntries[0],
  candidate: { id: 'ensemble', learner: 'ensemble', label: 'Ensemble of 3 models', params: {} },
  curve: [],
  iterations: [],
  members: [
    { candidateId: 'boosting', weight: 0.52 },
    { candidateId: 'linear', weight: 0.28 },
    { candidateId: 'mlp', weight: 0.2 },
  ],
};

function chosen(leaderboard: readonly LeaderboardEntry[] = [ensemble, ...entries]): Project {
  const settings = { ...runSettings, ensemble: true, search: { learners: ['boosting', 'forest'] as const, nTrials: 20 } };
  const project = withVersion(afterRun(), 'run', settings, { ...adultRun, leaderboard, bestId: 'ensemble', slots: 4 });
  const runId = project.current.run ?? '';
  return { ...withVersion(project, 'evaluation', { runId, candidateId: 'ensemble' }, { ...adultEvaluation('boosting', 'test'), candidateId: 'ensemble' }), testLooks: 1 };
}

describe('the report of an ensemble', () => {
  const text = textOf(renderReport({ project: chosen(), validation: null }));

  it('says what predicts, as one model', () => {
    expect(text).toContain('The ensemble predicts income with ROC AUC 0.924');
    expect(text).toContain('In validation it is 0.022 better than logistic regression.');
  });

  it('lists it with its members and their weights', () => {
    expect(text).toContain('Ensemble of 3 models chosen 0.52 Boosted trees + 0.28 Logistic regression + 0.2 Perceptron');
    expect(text).toContain('Weight Model Parameters 0.52 Boosted trees learning rate 0.1, max leaves 31, iterations 0 0.28 Logistic regression the defaults 0.2 Perceptron the defaults');
  });

  it('tells both recipes, under the names of the models that take them', () => {
    expect(text).toMatch(/Recipe of Boosted trees Gaps and categories are left to the model.*Recipe of Logistic regression and Perceptron Without gaps, every column as numbers\./);
    const page = renderReport({ project: chosen(), validation: null });
    expect(textOf(page)).toMatch(/"recipe": \{ "native": \{.*"dense": \{/);
  });

  it('says what its validation means, and that settings were searched', () => {
    expect(text).toContain('no row was scored by weights that saw its answer');
    expect(text).toContain('Each of its models was fitted again on all rows');
    expect(text).toContain('Early stopping has rows of its own.');
    expect(text).toContain('A search compares many settings.');
  });

  it('says whose fits time ended, which another machine does elsewhere', () => {
    expect(text).not.toContain('Time ran out');
    const hurried = entries.map((entry) => (entry.candidate.id === 'boosting' ? { ...entry, cutShort: 2 } : entry));
    expect(textOf(renderReport({ project: chosen([ensemble, ...hurried]), validation: null }))).toContain('Time ran out for Boosted trees (2 fits): a machine of another speed');
  });

  it('says where a member holds the training rows, and only there', () => {
    expect(text).not.toContain('The model holds the training rows.');
    const neighbours = entries.map((entry) => (entry.candidate.id === 'mlp' ? { ...entry, candidate: { ...entry.candidate, learner: 'knn' as const } } : entry));
    expect(textOf(renderReport({ project: chosen([ensemble, ...neighbours]), validation: null }))).toContain('The model holds the training rows.');
  });

  it('holds what it takes to train its members again', () => {
    expect(text).toContain('train the members of the ensemble, each with its seed and stopping counts');
    expect(text).toContain('Stopped after Boosted trees: 118, 121, 109, 125, 117 iterations, fold by fold Logistic regression: ');
    expect(text).toContain('Trained with plain JavaScript, in this browser and webgpu (Apple M2)');
    expect(text).toMatch(/"members": \[ \{ "weight": 0.52, "id": "boosting"/);
  });

  it('passes over members that are no longer on the leaderboard', () => {
    const without = textOf(renderReport({ project: chosen([ensemble, ...entries.slice(0, 2)]), validation: null }));
    expect(without).toContain('0.52 Boosted trees + 0.2 Perceptron');
    expect(modelsOf(ensemble, { leaderboard: entries }).map(({ input }) => input)).toEqual(['native', 'dense', 'dense']);
  });
});

describe('what the run did', () => {
  it('is told by phase and by candidate in the order in which they began', () => {
    const text = textOf(renderReport({ project: chosen([ensemble, ...[...entries].reverse()]), validation: null }));
    expect(text).toContain('Every candidate had its turn: the run ended by itself after 28 s, of 1 min 00 s that it was given. Up to 4 fits went on at once');
    expect(text).toContain('Up to 20 settings of boosted trees and random forest were drawn at random');
    expect(text).toContain('Split 20 ms <0.1% Fitting recipes and making matrices 600 ms 2.1% Fitting models 26 s 91% Validate 1.9 s 6.7%');
    expect(text).toContain('Boosted trees 5 0.0 to 4.0 s 4.1 s 100 ms 118, 121, 109, 125, 117 Perceptron webgpu (Apple M2) 5 0.1 to 4.1 s 21 s 100 ms 118, 121, 109, 125, 117 Logistic regression 5 0.2 to 4.2 s 310 ms 100 ms –');
  });

  it('gives the reasons of candidates that did not finish, and of the run', () => {
    const project = withVersion(afterRun(), 'run', { ...runSettings, budgetSeconds: 5 }, failedRun);
    const text = textOf(renderReport({ project, validation: null }));
    expect(text).toContain('The time budget ended the run, or cut it short, after 5.0 s, of 5.0 s that it was given.');
    expect(text).toContain('failed: WebgpuDeviceLost: the GPU went away');
    expect(text).toContain('skipped: no time was left');
  });

  it('reads runs of before, which have neither spans nor slots', () => {
    const text = textOf(renderReport({ project: trained(), validation: null }));
    expect(text).toContain('Boosted trees 5 – 4.1 s – 118, 121, 109, 125, 117');
    expect(text).not.toContain('went on at');
    expect(text).toContain('Parameters of the chosen model Learning rate 0.1, max leaves 31, iterations 0.');
    expect(text).toContain('Recipe of the chosen model');
  });
});

it('parameters are told in words, directions by column', () => {
  expect(parametersInWords({})).toBe('the defaults');
  expect(parametersInWords({ maxDepth: 6, sampling: 'bootstrap', monotone: { age: 1, price: -1 } })).toBe('max depth 6, sampling bootstrap, monotone: age never down and price never up');
  expect(parametersInWords({ monotone: {} })).toBe('monotone: none');
});
