import { describe, expect, it } from 'vitest';
import { changeInWords } from '../../src/app/history-changes.ts';
import { stageGraph } from '../../src/app/history-graph.ts';
import { historyHeading, ledgerRows } from '../../src/app/history-ledger.ts';
import { compareRuns, runRows } from '../../src/app/history-runs.ts';
import { staleGroups } from '../../src/app/history-stale.ts';
import { plainText } from '../../src/app/model-phrases.ts';
import { settingsAgain } from '../../src/app/model-again.ts';
import { staleness } from '../../src/core/project/staleness.ts';
import { adultProblem, justRead } from '../ui/fixtures/adult.ts';
import { withVersion } from '../ui/fixtures/project.ts';
import { adultRun, runSettings } from '../ui/fixtures/run.ts';
import { tuned } from '../ui/fixtures/portfolio.ts';
import { afterRun, stale, trained } from '../ui/fixtures/trained.ts';

const now = new Date('2026-11-23T15:00:00Z');

describe('changes in words', () => {
  it.each([
    ['criterion: null → 0.92', { what: 'goal', before: 'none', after: '0.92' }],
    ['candidates: [{"id":"linear","learner":"linear"… → [{"id":"dummy"…', { what: 'candidates', before: '', after: '' }],
    ['metric: roc_auc → log_loss', { what: 'metric', before: 'ROC AUC', after: 'Log loss' }],
    ['roles.zip.code: feature → ignored', { what: 'role of zip.code', before: 'feature', after: 'ignored' }],
    ['options.kinds.zip: none → text', { what: 'kind of zip', before: 'none', after: 'text' }],
    ['validation.nFolds: 5 → 10', { what: 'validation, folds', before: '5', after: '10' }],
    ['something else', { what: 'something else', before: '', after: '' }],
  ])('%s', (line, change) => expect(changeInWords(line)).toEqual(change));
});

describe('staleness', () => {
  it('puts together what one edit made stale, and says which', () => {
    const [first, second] = staleGroups(staleness(stale()));
    expect(first.title).toBe('The split, recipe and run are stale');
    expect(first.sentence).toBe('They were made before problem version 3, which changed the metric (ROC AUC → Log loss) and the goal (0.92 → 0.94).');
    expect(second.stages).toEqual(['evaluation', 'release', 'batch']);
  });
});

describe('runs', () => {
  const changed = () => withVersion(withVersion(afterRun(), 'problem', { ...adultProblem, criterion: 0.95 }, null), 'run', { ...runSettings, seed: 1 }, { ...adultRun, leaderboard: adultRun.leaderboard.slice(1), bestId: 'mlp' });

  it('are listed newest first, each judged by its own goal', () => {
    expect(runRows(changed(), now).map(({ name, best, goal, settings }) => [name, best, goal, settings])).toEqual([
      ['Run 2', 'Perceptron', 'not met', 'budget 60 s, seed 1, 4 candidates'],
      ['Run 1', 'Boosted trees', 'met', 'budget 60 s, seed 0, 4 candidates'],
    ]);
  });

  it('are compared by what differs, then by what came of it', () => {
    const project = changed();
    const comparison = compareRuns(project, 'run-1', 'run-2');
    expect(comparison?.rows.slice(0, 2)).toEqual([
      { what: 'problem: goal', before: '0.92', after: '0.95' },
      { what: 'training: seed', before: '0', after: '1' },
    ]);
    expect(plainText(comparison?.phrases ?? [])).toBe('Run 2 falls behind run 1 by 0.016 in ROC AUC after 2 changes.');
    expect(comparison?.same).toBe('Everything else is the same: data, split, recipe.');
    expect(compareRuns(project, 'run-1', 'run-1')).toBeNull();
  });

  it('with other targets are not ranked', () => {
    const project = withVersion(withVersion(afterRun(), 'problem', { ...adultProblem, target: 'sex' }, null), 'run', runSettings, adultRun);
    expect(plainText(compareRuns(project, 'run-1', 'run-2')?.phrases ?? [])).toContain('cannot be ranked');
  });
});

describe('the graph of versions', () => {
  it('draws each version once, to the right of the one it was made from', () => {
    const project = stale();
    const graph = stageGraph(project, staleness(project));
    expect(graph.nodes).toHaveLength(project.versions.length);
    expect(graph.edges.every(({ from, to }) => from.column < to.column)).toBe(true);
    expect(graph.nodes.find(({ id }) => id === 'run-2')?.state).toBe('stale');
    expect(graph.nodes.find(({ id }) => id === 'run-1')?.state).toBe('old');
  });

  it('draws the newest six of a stage and counts the others', () => {
    let project = justRead();
    for (let goal = 0; goal < 9; goal++) project = withVersion(project, 'problem', { ...adultProblem, criterion: goal }, null);
    const graph = stageGraph(project, {});
    expect(graph.nodes.filter(({ label }) => label.startsWith('problem'))).toHaveLength(6);
    expect(graph.hidden).toBe(5);
  });
});

describe('the head and the ledger', () => {
  it('say where the project stands', () => {
    expect(plainText(historyHeading(justRead()).phrases)).toContain('Nothing has been trained yet.');
    expect(plainText(historyHeading(trained()).phrases)).toContain('One run so far.');
    expect(historyHeading(trained()).sub).toBe('1 run · 1 release · 1 data version · test rows looked at once');
    expect(ledgerRows(trained(), now)[0].what).toBe('Checked october.csv');
  });
});

describe('training again', () => {
  it('asks for the same budget, seed, backend, search and ensemble', () => {
    expect(settingsAgain(stale())).toEqual({ budgetSeconds: 120, seed: 0, backend: 'auto', search: null, ensemble: false });
    expect(settingsAgain(tuned())).toEqual({ budgetSeconds: 60, seed: 0, backend: 'auto', search: { learners: ['boosting'], nTrials: 24 }, ensemble: true });
  });

  it('asks for an ensemble the first time, unless every model has to be read', () => {
    expect(settingsAgain(justRead())).toEqual({ ensemble: true });
    const explainable = withVersion(justRead(), 'problem', { ...adultProblem, constraints: { modelBytes: null, predictionMs: null, explainable: true } }, null);
    expect(settingsAgain(explainable)).toEqual({ ensemble: false });
  });
});
