import type { BinaryEvaluation, ThresholdPoint } from '../core/evaluation/evaluation.ts';
import { thresholdRates } from '../core/evaluation/thresholds.ts';
import type { ChartPoint, ChartTable, ChartView } from './evaluation-chart-view.ts';
import { pointAt } from './evaluation-binary.ts';
import { className, formatDecimals, formatInteger, formatPercent, formatScore } from './format.ts';

function thresholdTable(detail: BinaryEvaluation): ChartTable {
  return {
    columns: ['threshold', 'true positives', 'false positives', 'true negatives', 'false negatives', 'precision', 'recall', 'false positive rate'],
    rows: detail.thresholds.map((point) => {
      const rates = thresholdRates(point);
      const counts = [point.truePositives, point.falsePositives, point.trueNegatives, point.falseNegatives];
      const shares = [rates.precision, rates.recall, rates.falsePositiveRate];
      return [formatDecimals(Math.min(point.threshold, 1), 3), ...counts.map(formatInteger), ...shares.map((share) => formatDecimals(share, 3))];
    }),
  };
}

function note(point: ThresholdPoint): readonly string[] {
  const rates = thresholdRates(point);
  return [
    `Threshold ${formatScore(Math.min(point.threshold, 1))}`,
    `recall ${formatPercent(rates.recall)}`,
    `false alarms ${formatPercent(rates.falsePositiveRate)}`,
    `precision ${formatPercent(rates.precision)}`,
  ];
}

/** Recall against false alarms over all thresholds, with the one in use marked. */
export function rocView(detail: BinaryEvaluation, threshold: number): ChartView {
  const at = (point: ThresholdPoint): ChartPoint => {
    const rates = thresholdRates(point);
    return { x: rates.falsePositiveRate, y: rates.recall, note: note(point) };
  };
  const current = pointAt(detail, threshold);
  const rates = thresholdRates(current);
  return {
    title: 'What does a higher recall cost?',
    reading: `At the threshold, ${formatPercent(rates.recall)} found for ${formatPercent(rates.falsePositiveRate)} false alarms.`,
    fileName: 'roc-curve',
    x: { label: 'false alarms, share of the others', format: 'share', min: 0, max: 1 },
    y: { label: `recall, share of ${className(detail.positiveClass)} found`, format: 'share', min: 0, max: 1 },
    series: [
      { label: 'Guessing', draw: 'line', tone: 'reference', points: [{ x: 0, y: 0, note: [] }, { x: 1, y: 1, note: [] }] },
      { label: 'ROC', draw: 'line', tone: 'main', points: detail.thresholds.map(at) },
      { label: 'The threshold', draw: 'points', tone: 'mark', points: [{ ...at(current), size: 5.5 }] },
    ],
    table: thresholdTable(detail),
  };
}

/** Precision against recall over all thresholds, beside what guessing gives. */
export function precisionRecallView(detail: BinaryEvaluation, threshold: number): ChartView {
  const at = (point: ThresholdPoint): ChartPoint | null => {
    const rates = thresholdRates(point);
    return Number.isNaN(rates.precision) || Number.isNaN(rates.recall) ? null : { x: rates.recall, y: rates.precision, note: note(point) };
  };
  const current = pointAt(detail, threshold);
  const mark = at(current);
  const positives = current.truePositives + current.falseNegatives;
  const rows = positives + current.falsePositives + current.trueNegatives;
  const share = rows > 0 ? positives / rows : 0;
  const precision = thresholdRates(current).precision;
  return {
    title: `When it says ${className(detail.positiveClass)}, is it?`,
    reading: Number.isNaN(precision)
      ? `At the threshold nothing is predicted ${className(detail.positiveClass)}.`
      : `At the threshold, ${formatPercent(precision)} of the time; guessing gives ${formatPercent(share)}.`,
    fileName: 'precision-recall-curve',
    x: { label: `recall, share of ${className(detail.positiveClass)} found`, format: 'share', min: 0, max: 1 },
    y: { label: 'precision, share right of those predicted', format: 'share', min: 0, max: 1 },
    series: [
      { label: 'Guessing', draw: 'line', tone: 'reference', points: [{ x: 0, y: share, note: [] }, { x: 1, y: share, note: [] }] },
      { label: 'Precision and recall', draw: 'line', tone: 'main', points: detail.thresholds.map(at).filter((point) => point !== null) },
      { label: 'The threshold', draw: 'points', tone: 'mark', points: mark ? [{ ...mark, size: 5.5 }] : [] },
    ],
    table: thresholdTable(detail),
  };
}
