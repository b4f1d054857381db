import type { BinaryEvaluation, ThresholdPoint } from '../core/evaluation/evaluation.ts';
import { bestPoint, valuePerRow } from '../core/evaluation/outcome-value.ts';
import { thresholdRates } from '../core/evaluation/thresholds.ts';
import type { OutcomeValues } from '../core/problem/problem.ts';
import { className, formatCount, formatInteger, formatNumber, formatPercent, formatScore } from './format.ts';

/** What happens at one threshold, as shown beside the slider. */
export interface ThresholdReading {
  /** The threshold of the table that is meant: the least that is no lower than the one asked for. */
  readonly threshold: number;
  readonly numbers: readonly { readonly label: string; readonly value: string; readonly explanation: string }[];
  readonly confusion: ConfusionView;
  readonly sentence: string;
}

export interface ConfusionView {
  readonly labels: readonly string[];
  /** Rows are the truth, columns what was predicted. */
  readonly cells: readonly (readonly ConfusionCell[])[];
}

export interface ConfusionCell {
  readonly count: number;
  readonly text: string;
  /** Share of its true class, in [0, 1]: how strongly it is shaded. */
  readonly share: number;
  readonly correct: boolean;
  readonly note: string;
}

/** A cell of a confusion table, shaded by its share of the true class. */
export function confusionCell(count: number, classTotal: number, truth: string, predicted: string): ConfusionCell {
  const share = classTotal > 0 ? count / classTotal : 0;
  const note = `${formatInteger(count)} of ${formatInteger(classTotal)} that are ${className(truth)} were predicted ${className(predicted)} (${formatPercent(share)})`;
  return { count, text: formatInteger(count), share, correct: truth === predicted, note };
}

/** The point of the table for `threshold`: the least threshold that is no lower; the highest where there is none. */
export function pointAt(detail: BinaryEvaluation, threshold: number): ThresholdPoint {
  let chosen = detail.thresholds[0];
  for (const point of detail.thresholds) {
    if (point.threshold < threshold) break;
    chosen = point;
  }
  return chosen;
}

/** What deciding at this point brings, by the values of the outcomes. */
function worth(point: ThresholdPoint, outcomes: OutcomeValues): ThresholdReading['numbers'][number] {
  const unit = outcomes.unit === '' ? '' : ` ${outcomes.unit}`;
  return { label: 'Value of 100 rows', value: `${formatNumber(100 * valuePerRow(point, outcomes))}${unit}`, explanation: 'What deciding so brings, by the values of the outcomes on Problem.' };
}

/** The threshold at which the outcomes bring most, in (0, 1]; null without values. */
export function bestThresholdOf(detail: BinaryEvaluation, outcomes: OutcomeValues | null | undefined): number | null {
  const best = outcomes ? bestPoint(detail.thresholds, outcomes) : null;
  return best === null ? null : Math.min(1, best.threshold);
}

/** Everything that moves with the threshold slider. */
export function readThreshold(detail: BinaryEvaluation, negativeClass: string, threshold: number, outcomes: OutcomeValues | null = null): ThresholdReading {
  const point = pointAt(detail, threshold);
  const rates = thresholdRates(point);
  const positives = point.truePositives + point.falseNegatives;
  const negatives = point.falsePositives + point.trueNegatives;
  const positive = detail.positiveClass;
  const [said, other] = [className(positive), className(negativeClass)];
  return {
    threshold: point.threshold,
    numbers: [
      { label: 'Precision', value: formatScore(rates.precision), explanation: `Of the rows predicted ${said}, the share that are.` },
      { label: 'Recall', value: formatScore(rates.recall), explanation: `Of the rows that are ${said}, the share found.` },
      { label: 'False alarms', value: formatPercent(rates.falsePositiveRate), explanation: `Of the rows that are ${other}, the share predicted ${said}.` },
      { label: 'F1', value: formatScore(rates.f1), explanation: 'The harmonic mean of precision and recall.' },
      { label: 'Accuracy', value: formatScore(rates.accuracy), explanation: 'The share of rows predicted right.' },
      ...(outcomes ? [worth(point, outcomes)] : []),
    ],
    confusion: {
      labels: [positive, negativeClass],
      cells: [
        [confusionCell(point.truePositives, positives, positive, positive), confusionCell(point.falseNegatives, positives, positive, negativeClass)],
        [confusionCell(point.falsePositives, negatives, negativeClass, positive), confusionCell(point.trueNegatives, negatives, negativeClass, negativeClass)],
      ],
    },
    sentence: `Finds ${formatInteger(point.truePositives)} of ${formatInteger(positives)} ${said}, with ${formatCount(point.falsePositives, 'false alarm')} and ${formatInteger(point.falseNegatives)} missed.`,
  };
}
