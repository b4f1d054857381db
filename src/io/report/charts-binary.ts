import type { BinaryEvaluation, CalibrationBin, ThresholdPoint } from '../../core/evaluation/evaluation.ts';
import { thresholdRates } from '../../core/evaluation/thresholds.ts';
import { html, type Html } from './html.ts';
import { at, axes, drawing, figure, linearScale, linePath, type Frame } from './svg.ts';
import { integer, percent, short } from './words.ts';

const frame: Frame = { width: 380, height: 296, left: 36, right: 10, top: 30, bottom: 40 };
const shares = [0, 0.25, 0.5, 0.75, 1];
const x = linearScale(0, 1, frame.left, frame.width - frame.right);
const y = linearScale(0, 1, frame.height - frame.bottom, frame.top);
const share = (value: number) => String(value);

function unitAxes(xLabel: string, yLabel: string): Html {
  return axes(frame, { scale: x, ticks: shares, label: xLabel, format: share }, { scale: y, ticks: shares, label: yLabel, format: share });
}

/** The point of the table at which the release decides: that of the nearest threshold. */
export function operatingPoint(points: readonly ThresholdPoint[], threshold: number): ThresholdPoint | null {
  let nearest: ThresholdPoint | null = null;
  for (const point of points) {
    if (nearest === null || Math.abs(point.threshold - threshold) < Math.abs(nearest.threshold - threshold)) nearest = point;
  }
  return nearest;
}

function marked(cx: number, cy: number): Html {
  return html`<circle class="point" cx="${at(cx)}" cy="${at(cy)}" r="5"/>`;
}

/** Recall against false alarms over all thresholds, the one in use marked. */
export function rocFigure({ thresholds, positiveClass }: BinaryEvaluation, chosen: ThresholdPoint | null): Html {
  const points = thresholds.map((point): [number, number] => {
    const { recall, falsePositiveRate } = thresholdRates(point);
    return [x(falsePositiveRate || 0), y(recall || 0)];
  });
  const rates = chosen && thresholdRates(chosen);
  const reading = rates
    ? `At the threshold ${short(chosen.threshold, 3)}, ${percent(rates.recall)} of ${positiveClass} are found for ${percent(rates.falsePositiveRate)} false alarms.`
    : 'The further towards the upper left, the better.';
  const chance = linePath([[x(0), y(0)], [x(1), y(1)]]);
  return figure(
    'What does finding more of them cost?',
    reading,
    drawing(
      frame.width, frame.height, `ROC curve. ${reading}`,
      unitAxes('false positive rate', 'recall (true positive rate)'),
      html`<path class="guide" d="${chance}"/><path class="line" d="${linePath(points)}"/>`,
      html`<text class="note" x="${at(x(0.72))}" y="${at(y(0.66))}">chance</text>`,
      rates ? marked(x(rates.falsePositiveRate), y(rates.recall)) : null,
    ),
  );
}

/** Precision against recall over all thresholds, the one in use marked. */
export function precisionRecallFigure({ thresholds, positiveClass }: BinaryEvaluation, chosen: ThresholdPoint | null): Html {
  const points = thresholds
    .map((point) => thresholdRates(point))
    .filter(({ precision, recall }) => Number.isFinite(precision) && Number.isFinite(recall))
    .map(({ precision, recall }): [number, number] => [x(recall), y(precision)]);
  const rates = chosen && thresholdRates(chosen);
  const [last] = thresholds.slice(-1);
  const total = last ? last.truePositives + last.falsePositives + last.trueNegatives + last.falseNegatives : 0;
  const prevalence = last && total > 0 ? (last.truePositives + last.falseNegatives) / total : NaN;
  const reading =
    rates && Number.isFinite(rates.precision)
      ? `Of those called ${positiveClass}, ${percent(rates.precision)} are.`
      : `Nothing is called ${positiveClass} at this threshold.`;
  return figure(
    'When it says yes, how often is it right?',
    reading,
    drawing(
      frame.width, frame.height, `Precision and recall. ${reading}`,
      unitAxes('recall', 'precision'),
      Number.isFinite(prevalence) &&
        html`<path class="guide" d="${linePath([[x(0), y(prevalence)], [x(1), y(prevalence)]])}"/><text class="note" x="${at(x(0) + 4)}" y="${at(y(prevalence) + (prevalence > 0.1 ? 13 : -5))}">guessing: ${percent(prevalence)}</text>`,
      html`<path class="line" d="${linePath(points)}"/>`,
      rates && Number.isFinite(rates.precision) ? marked(x(rates.recall), y(rates.precision)) : null,
    ),
  );
}

function calibrationReading(bins: readonly CalibrationBin[]): string {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const gap = bins.reduce((sum, { meanPredicted, observedShare, count }) => sum + Math.abs(meanPredicted - observedShare) * count, 0) / total;
  const highest = bins[bins.length - 1];
  const said = `When it says ${percent(highest.meanPredicted)}, it happens ${percent(highest.observedShare)} of the time`;
  return `${said}; on average, said and seen are ${percent(gap)} apart.`;
}

/** Observed shares against predicted probabilities with their intervals, the area of a dot its rows. */
export function calibrationFigure(bins: readonly CalibrationBin[], ofWhat: string): Html | null {
  if (bins.length === 0) return null;
  const most = Math.max(...bins.map(({ count }) => count));
  const reading = calibrationReading(bins);
  return figure(
    'Can its probabilities be taken at their word?',
    reading,
    drawing(
      frame.width, frame.height, `Calibration. ${reading}`,
      unitAxes(`predicted probability ${ofWhat}`, 'observed share'),
      html`<path class="guide" d="${linePath([[x(0), y(0)], [x(1), y(1)]])}"/>`,
      bins.map(
        ({ meanPredicted, lower, upper }) =>
          html`<line class="whisker" x1="${at(x(meanPredicted))}" x2="${at(x(meanPredicted))}" y1="${at(y(lower))}" y2="${at(y(upper))}"/>`,
      ),
      bins.map(
        ({ meanPredicted, observedShare, count }) =>
          html`<circle class="point" cx="${at(x(meanPredicted))}" cy="${at(y(observedShare))}" r="${at(2.5 + 5 * Math.sqrt(count / most))}"><title>${integer(count)} rows: said ${percent(meanPredicted)}, seen ${percent(observedShare)}</title></circle>`,
      ),
    ),
  );
}
