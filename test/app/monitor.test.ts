import { describe, expect, it } from 'vitest';
import { driftRows, violationRows } from '../../src/app/monitor-drift.ts';
import { compareEstimates, timelineView } from '../../src/app/monitor-performance.ts';
import { monitorScreen } from '../../src/app/monitor-screen.ts';
import { plainText } from '../../src/app/model-phrases.ts';
import { currentVersion, versionsOf } from '../../src/core/project/current.ts';
import { watched } from '../ui/fixtures/kinds-of-task.ts';
import { afterRun, trained } from '../ui/fixtures/trained.ts';

const now = new Date('2026-11-23T15:00:00Z');
const estimate = (lower: number, upper: number) => ({ value: (lower + upper) / 2, lower, upper, rows: 10 });

describe('comparing a batch with the test rows', () => {
  it('calls it worse only where the intervals are apart, in the direction of the metric', () => {
    expect(compareEstimates(estimate(0.8, 0.9), estimate(0.6, 0.7), true)).toBe('worse');
    expect(compareEstimates(estimate(0.8, 0.9), estimate(0.6, 0.7), false)).toBe('better');
    expect(compareEstimates(estimate(0.8, 0.9), estimate(0.7, 0.85), true)).toBe('alike');
    expect(compareEstimates(estimate(0.8, 0.9), { value: 0.5, lower: NaN, upper: NaN, rows: 1 }, true)).toBe('alike');
  });
});

describe('drift', () => {
  it('sets the tick at the null band, but never under 0.1', () => {
    const drift = { column: 'a', columnKind: 'number', measure: 'wasserstein', effect: 0.2, nullBand: 0.02, drifted: true, missingShare: { reference: 0, current: 0.2 } } as const;
    const [row, small] = driftRows([drift, { ...drift, column: 'b', nullBand: 0.3, drifted: false }]);
    expect([row.effectAt, row.bandAt, row.statusLabel, row.missing]).toEqual([0.5, 0.25, 'changed', '0% → 20%']);
    expect([small.bandAt.toFixed(2), small.statusLabel]).toEqual(['0.75', 'within the usual band']);
  });

  it('keeps bars within their track where an effect is infinite', () => {
    const drift = { column: 'a', columnKind: 'number', measure: 'wasserstein', effect: Infinity, nullBand: 0.02, drifted: true, missingShare: { reference: 0, current: 0 } } as const;
    expect(driftRows([drift])[0].effectAt).toBeLessThanOrEqual(1);
  });

  it('lists broken parts of the contract worst first', () => {
    const check = currentVersion(trained(), 'batch')?.result;
    expect(check && violationRows(check).map(({ severity, title }) => [severity, title])).toEqual([
      ['bad', 'native_country is not in the file'],
      ['warn', 'occupation has labels it never had'],
    ]);
  });
});

describe('the Monitor screen', () => {
  it('is not there without a release, and waits for a batch with one', () => {
    expect(monitorScreen(afterRun(), null, now)).toBeNull();
    const project = trained();
    const before = { ...project, versions: project.versions.filter(({ stage }) => stage !== 'batch') };
    expect(plainText(monitorScreen(before, null, now)?.heading.phrases ?? [])).toContain('waits for its first batch');
  });

  it('shows the newest batch, or the one picked, against the test rows and the goal', () => {
    const screen = monitorScreen(watched(), null, now);
    expect(plainText(screen?.heading.phrases ?? [])).toBe(
      'On october-2026.csv the model has ROC AUC 0.897 [0.888, 0.905], worse than on the test rows, short of its goal of 0.92. Two columns changed, and one part of the input contract is broken.',
    );
    expect(screen?.batches.map(({ name }) => name)[1]).toBe('september-2026.csv');
    const first = versionsOf(watched(), 'batch')[1];
    expect(monitorScreen(watched(), first.id, now)?.shown?.id).toBe(first.id);
  });

  it('says that performance is unknown where the batch carries no target', () => {
    const project = trained();
    const versions = project.versions.map((version) => (version.stage === 'batch' ? { ...version, result: { ...(version.result as object), performance: null } } : version));
    const text = plainText(monitorScreen({ ...project, versions } as typeof project, null, now)?.heading.phrases ?? []);
    expect(text).toContain('It carries no income, so performance cannot be told yet.');
  });
});

describe('the timeline', () => {
  it('needs two measured batches, and spans their intervals, the test and the goal', () => {
    const test = estimate(0.91, 0.93);
    expect(timelineView(versionsOf(trained(), 'batch'), test, 'roc_auc', null)).toBeNull();
    const view = timelineView(versionsOf(watched(), 'batch'), test, 'roc_auc', 0.95);
    expect(view?.series[0].points).toHaveLength(6);
    expect(view?.y.max).toBeGreaterThanOrEqual(0.95);
    expect(view?.y.min).toBeLessThanOrEqual(0.886);
    expect(view?.reading).toContain('worse than the test');
  });
});
