import type { MetricContext } from '../metrics/metric.ts';
import { numberOfLabel } from './labels.ts';
import type { ProblemDefinition } from './problem.ts';

const positiveWords = new Set(['yes', 'true', 'positive', 'pos', 'y', 't', 'ja', 'oui', 'si', 'sí', 'sim', 'wahr']);

/**
 * The class to look for among two: the one that says yes (yes, true, positive, …; 1 against 0 or -1), else the rarer,
 * and of two equally frequent the later in order. `counts` gives the rows of each class.
 */
export function defaultPositiveClass(classes: readonly string[], counts: ReadonlyMap<string, number>): string | null {
  if (classes.length !== 2) return null;
  const [first, second] = classes;
  const said = classes.filter((label) => positiveWords.has(label.trim().toLowerCase()));
  if (said.length === 1) return said[0];
  const [low, high] = [numberOfLabel(first), numberOfLabel(second)];
  if (high === 1 && (low === 0 || low === -1)) return second;
  return (counts.get(first) ?? 0) < (counts.get(second) ?? 0) ? first : second;
}

/** Index of the positive class among the problem's classes; 1 where it has none, which binary problems always do. */
export function positiveIndexOf(problem: ProblemDefinition): number {
  const index = problem.positiveClass === null ? -1 : problem.classes.indexOf(problem.positiveClass);
  return index < 0 ? 1 : index;
}

/** What metrics need to know of the problem, with the threshold that is decided by. */
export function metricContext(problem: ProblemDefinition, threshold = 0.5): MetricContext {
  return { positiveIndex: positiveIndexOf(problem), threshold, ordered: Boolean(problem.classOrder) };
}
