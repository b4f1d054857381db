import type { CalibrationBin } from '../core/evaluation/evaluation.ts';
import type { ChartView } from './evaluation-chart-view.ts';
import { className, formatDecimals, formatInteger, formatInterval, formatPercent } from './format.ts';

const smallestRadius = 3;
const largestRadius = 8;

/** The bin that holds or is nearest to `probability`, among those with rows; null where none has. */
function binNear(bins: readonly CalibrationBin[], probability: number): CalibrationBin | null {
  const filled = bins.filter(({ count }) => count > 0);
  if (filled.length === 0) return null;
  return filled.reduce((best, bin) =>
    Math.abs(bin.meanPredicted - probability) < Math.abs(best.meanPredicted - probability) ? bin : best,
  );
}

/**
 * In words, how often the bins' intervals hold the probability that was said. For one class being too sure means too near
 * 0 or 1; for the class answered (`ofAnswer`) it means saying more than came true.
 */
export function calibrationVerdict(bins: readonly CalibrationBin[], ofAnswer: boolean): string {
  const filled = bins.filter(({ count }) => count > 0);
  const off = filled.filter(({ meanPredicted, lower, upper }) => meanPredicted < lower || meanPredicted > upper);
  if (filled.length === 0) return 'There are no rows to tell.';
  if (off.length === 0) return 'Well calibrated throughout.';
  if (off.length <= filled.length / 5) return `Well calibrated, but near ${formatPercent(off[0].meanPredicted)}.`;
  const sure = off.filter(({ meanPredicted, observedShare }) => (ofAnswer || meanPredicted > 0.5 ? observedShare < meanPredicted : observedShare > meanPredicted));
  if (sure.length === off.length) return 'It is surer than it should be.';
  if (sure.length === 0) return 'It is less sure than it could be.';
  return `Off in ${formatInteger(off.length)} of ${formatInteger(filled.length)} places.`;
}

/** Of the positive class, or of the class answered where that is null: observed share against predicted probability; points grow with the rows behind them. */
export function calibrationView(bins: readonly CalibrationBin[], positiveClass: string | null): ChartView {
  const filled = bins.filter(({ count }) => count > 0);
  const most = Math.max(1, ...filled.map(({ count }) => count));
  const near = binNear(bins, 0.8);
  const asked = near?.meanPredicted ?? 0.8;
  const answer = near ? `${formatPercent(near.observedShare)} of the time. ` : '';
  return {
    title: `When it says ${formatPercent(Math.round(asked * 100) / 100)}, how often is it right?`,
    reading: `${answer}${calibrationVerdict(bins, positiveClass === null)}`,
    fileName: 'calibration',
    x: { label: `predicted probability of ${positiveClass === null ? 'its answer' : className(positiveClass)}`, format: 'share', min: 0, max: 1 },
    y: { label: 'observed share', format: 'share', min: 0, max: 1 },
    series: [
      { label: 'Perfect', draw: 'line', tone: 'reference', points: [{ x: 0, y: 0, note: [] }, { x: 1, y: 1, note: [] }] },
      {
        label: 'Observed',
        draw: 'line-and-points',
        tone: 'main',
        points: filled.map((bin) => ({
          x: bin.meanPredicted,
          y: bin.observedShare,
          lower: bin.lower,
          upper: bin.upper,
          size: smallestRadius + (largestRadius - smallestRadius) * Math.sqrt(bin.count / most),
          note: [
            `Said ${formatPercent(bin.meanPredicted)}`,
            `was so ${formatPercent(bin.observedShare)} ${formatInterval(bin.lower, bin.upper)}`,
            `${formatInteger(bin.count)} rows`,
          ],
        })),
      },
    ],
    table: {
      columns: ['predicted', 'observed', 'lower', 'upper', 'rows'],
      rows: filled.map((bin) => [
        ...[bin.meanPredicted, bin.observedShare, bin.lower, bin.upper].map((value) => formatDecimals(value, 3)),
        formatInteger(bin.count),
      ]),
    },
  };
}
