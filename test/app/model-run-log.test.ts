import { describe, expect, it } from 'vitest';
import { runLogView } from '../../src/app/model-run-log.ts';
import type { FitSpan, LeaderboardEntry, RunResult } from '../../src/core/training/run.ts';
import { interruptedRun, tunedRun } from '../ui/fixtures/portfolio.ts';
import { adultRun } from '../ui/fixtures/run.ts';

const span = (fold: number, startMs: number, endMs: number): FitSpan => ({ fold, startMs, endMs, fitMs: endMs - startMs - 10, predictMs: 10 });

function runOf(spansById: Readonly<Record<string, readonly FitSpan[]>>, change: Partial<RunResult> = {}): RunResult {
  const leaderboard = Object.entries(spansById).map(([id, spans]): LeaderboardEntry => {
    const known = tunedRun.leaderboard.find(({ candidate }) => candidate.id === id);
    if (!known) throw new Error(`the fixture has no ${id}`);
    return { ...known, spans };
  });
  return { ...tunedRun, leaderboard, seconds: 10, slots: 2, ...change };
}

describe('what a run did', () => {
  it('puts fits that went on at once into lanes, each on the first that is free', () => {
    const view = runLogView(runOf({ linear: [span(0, 0, 1000), span(1, 1000, 2000)], mlp: [span(0, 500, 6000)], forest: [span(0, 2001, 9000)] }));
    expect(view.lanes.map((lane) => lane.map(({ key }) => key))).toEqual([['linear 0', 'linear 1', 'forest 0'], ['mlp 0']]);
    expect(view.lanes[1][0]).toMatchObject({ from: 0.05, to: 0.6, label: 'Neural network', family: 'net' });
    expect(view.families.map(({ label }) => label)).toEqual(['linear model', 'trees', 'neural net']);
  });

  it('says in one line how much was fitted, how full the machine was and why it ended', () => {
    const view = runLogView(runOf({ linear: [span(0, 0, 5000)], mlp: [span(0, 0, 10_000)] }));
    expect(view.reading).toBe('2 fits of 2 models, up to 2 at once, in 10 s; 75% of that room was used. It ended because all was tried.');
    const single = runLogView(runOf({ linear: [span(0, 0, 5000)] }, { slots: 1, stoppedBecause: 'budget' }));
    expect(single.reading).toBe('1 fit of 1 model in 10 s; a fit was going on 50% of that time. It ended because the budget was used up.');
    expect(runLogView(interruptedRun).reading).toContain('It was cut off');
  });

  it('has an axis of seconds that holds the last fit', () => {
    const view = runLogView(runOf({ linear: [span(0, 0, 12_000)] }));
    expect(view.scale).toMatchObject({ min: 0, max: 12 });
    expect(view.lanes[0][0].to).toBe(1);
  });

  it('lists every candidate with its times, size, iterations and why it ended', () => {
    const { table } = runLogView(tunedRun);
    expect(table.rows).toHaveLength(tunedRun.leaderboard.length);
    const cell = (model: string, column: string) => table.rows.find(([name]) => name === model)?.[table.columns.indexOf(column)];
    expect(cell('Linear model', 'status')).toBe('done');
    expect(cell('Boosted trees', 'iterations by fold')).toBe('96 · 103 · 110 · 117 · 124');
    expect(cell('Boosted trees', 'why it ended')).toBe('all folds done');
    expect(cell('Neural network', 'trained on')).toBe('WebGPU, Apple M2');
    expect(cell('Ensemble', 'started, s')).toBe('–');
    expect(table.rows.some((row) => row.at(-1) === 'thinned out at an eighth of the rows')).toBe(true);
  });

  it('orders phases by the time they took, with words for those it knows', () => {
    const { phases } = runLogView({ ...tunedRun, secondsByPhase: { recipe: 1, fit: 3, 'warm-up': 4, metrics: 0 } });
    expect(phases.map(({ label, text, share }) => [label, text, share])).toEqual([['Warm up', '4.0 s', 0.5], ['Fitting', '3.0 s', 0.375], ['Preparing rows', '1.0 s', 0.125]]);
  });

  it('says what is not known of runs that kept no times', () => {
    const view = runLogView(adultRun);
    expect(view.lanes).toEqual([]);
    expect(view.reading).toBe('It took 28 s; when each fold was fitted was not kept. It ended because all was tried.');
  });
});
