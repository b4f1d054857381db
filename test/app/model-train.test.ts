import { describe, expect, it } from 'vitest';
import { asksReadable, settingsToGoOn } from '../../src/app/model-again.ts';
import { stillToTrain } from '../../src/app/model-interrupted.ts';
import { planSentences } from '../../src/app/model-plan.ts';
import { plainText } from '../../src/app/model-phrases.ts';
import { modelScreen } from '../../src/app/model-screen.ts';
import { noRun } from '../../src/app/live-run.ts';
import { searchOf, suggestedFields, trainingSettings, tunedLearners } from '../../src/app/model-train.ts';
import { adultProblem, justRead } from '../ui/fixtures/adult.ts';
import { interrupted, interruptedRun, portfolioSettings, tuned } from '../ui/fixtures/portfolio.ts';
import { withVersion } from '../ui/fixtures/project.ts';
import { afterRun, stale } from '../ui/fixtures/trained.ts';

const fields = suggestedFields(null);
const explainable = () => withVersion(justRead(), 'problem', { ...adultProblem, constraints: { modelBytes: null, predictionMs: null, explainable: true } }, null);

describe('the training controls', () => {
  it('suggest what the last run was asked for', () => {
    expect([afterRun(), stale(), null].map((project) => suggestedFields(project).budget)).toEqual(['60', '120', '30']);
    expect(suggestedFields(tuned())).toMatchObject({ tuning: 'boosting', nTrials: '24', ensemble: true });
  });

  it('suggest an ensemble, unless every model has to be read', () => {
    expect([suggestedFields(justRead()).ensemble, suggestedFields(explainable()).ensemble]).toEqual([true, false]);
    expect([asksReadable(justRead()), asksReadable(explainable())]).toEqual([false, true]);
  });

  it('take what is written within bounds', () => {
    expect(trainingSettings({ ...fields, budget: '10', learners: 'boosting', seed: '3' })).toEqual({ budgetSeconds: 10, seed: 3, only: 'boosting', ensemble: true, search: null });
    expect(trainingSettings({ ...fields, budget: '', seed: 'x', ensemble: false })).toEqual({ budgetSeconds: 30, seed: 0, ensemble: false, search: null });
    expect(trainingSettings({ ...fields, budget: '-4', seed: '-1' })).toMatchObject({ budgetSeconds: 1, seed: 0 });
  });

  it('ask for tuning only where it is wanted, and of readable learners where those alone are', () => {
    expect(searchOf({ tuning: 'none', nTrials: '10' })).toBeNull();
    expect(searchOf({ tuning: 'mlp', nTrials: '1' })).toEqual({ learners: ['mlp'], nTrials: 2 });
    expect(searchOf({ tuning: 'boosting', nTrials: '9999' })?.nTrials).toBe(500);
    expect(tunedLearners('all')).toEqual(expect.arrayContaining(['boosting', 'mlp', 'realmlp', 'tabm']));
    expect(tunedLearners('all', true)).not.toContain('boosting');
  });
});

describe('what will be tried', () => {
  it('is told before it is, with tuning and ensemble where they are asked for', () => {
    const sentences = planSentences(justRead(), { ...fields, tuning: 'boosting', nTrials: '12' });
    expect(sentences[0]).toMatch(/^(?:[A-Z][a-z]+|[0-9]+) models are tried within 30 s, about in this order: the baseline, the linear model, boosted trees with .* settings, /);
    expect(sentences.slice(1, 3)).toEqual(['Then 12 settings of boosted trees are drawn and thinned to the best.', 'The best are averaged into an ensemble at the end.']);
    expect(planSentences(justRead(), { ...fields, ensemble: false })).toHaveLength(2);
  });

  it('is one learner with the baseline where one is asked for', () => {
    expect(planSentences(justRead(), { ...fields, learners: 'linear' })[0]).toBe('Two models are tried within 30 s: the baseline and the linear model.');
  });

  it('leaves out what cannot be read where that is asked', () => {
    const [first, second] = planSentences(explainable(), fields);
    expect(first).not.toMatch(/boosted trees with|neural network/);
    expect(second).toBe('Only models that can be read are tried, as your constraint asks.');
  });
});

describe('a run that was cut off', () => {
  it('says what happened, what is kept and what is left', () => {
    const screen = modelScreen(interrupted(), null, noRun);
    expect(screen.interrupted).toBe(true);
    expect(plainText(screen.heading.phrases)).toBe('Training was cut off: the page was closed or failed. Five finished models are kept, best ROC AUC 0.927 by boosted trees.');
    expect(screen.heading.sub).toMatch(/interrupted after .* · still to train: Random forest, Extra trees, Nearest neighbours and 4 more$/);
  });

  it('says so where nothing had finished', () => {
    const nothing = { ...interruptedRun, leaderboard: [], bestId: null };
    const project = withVersion(justRead(), 'run', portfolioSettings, nothing);
    expect(plainText(modelScreen(project, null, noRun).heading.phrases)).toContain('No model had finished by then; your data is safe.');
    expect(stillToTrain(interruptedRun, [])).toBe('');
  });

  it('goes on by its own settings: what is named anew would be trained anew', () => {
    expect(settingsToGoOn).toEqual({ keep: true });
    expect(modelScreen(tuned(), null, noRun).interrupted).toBe(false);
  });
});
