import { currentVersion, versionsOf } from '../core/project/current.ts';
import type { Project } from '../core/project/project.ts';
import type { ChartView } from './evaluation-chart-view.ts';
import type { Heading } from './model-phrases.ts';
import { driftRows, violationRows, type DriftRow, type ViolationRow } from './monitor-drift.ts';
import { batchHeading, batchList, type EarlierBatch } from './monitor-heading.ts';
import { performanceRows, timelineView, type PerformanceRow } from './monitor-performance.ts';

export interface ShownBatch {
  readonly id: string;
  readonly violations: readonly ViolationRow[];
  readonly drift: readonly DriftRow[];
  readonly predictionDrift: DriftRow;
  readonly performance: readonly PerformanceRow[];
}

export interface MonitorScreen {
  readonly heading: Heading;
  readonly shown: ShownBatch | null;
  readonly batches: readonly EarlierBatch[];
  readonly timeline: ChartView | null;
}

/** What the Monitor screen shows: the batch picked, else the newest; null while there is no release. */
export function monitorScreen(project: Project | null, picked: string | null, now: Date): MonitorScreen | null {
  const release = project && currentVersion(project, 'release')?.result;
  if (!project || !release) return null;
  const versions = versionsOf(project, 'batch').filter(({ result }) => result !== null);
  const version = versions.find(({ id }) => id === picked) ?? versions[versions.length - 1];
  const { metric, criterion } = release.problem;
  if (!version?.result) {
    const phrases = [{ text: `Release ${release.version} waits for its first batch. ` }, { text: 'Give it rows that came later, and see what changed.', tone: 'soft' as const }];
    return { heading: { phrases, sub: 'A CSV file with the same columns; with the target in it, performance is measured too.' }, shown: null, batches: [], timeline: null };
  }
  const check = version.result;
  return {
    heading: batchHeading(version, check, release, now),
    shown: {
      id: version.id,
      violations: violationRows(check),
      drift: driftRows(check.drift),
      predictionDrift: driftRows([check.predictionDrift])[0],
      performance: performanceRows(check, release.metrics.test, metric),
    },
    batches: batchList(versions, now),
    timeline: timelineView(versions, release.metrics.test[metric], metric, criterion),
  };
}
