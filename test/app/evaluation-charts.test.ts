import { describe, expect, it } from 'vitest';
import { pointAt, readThreshold } from '../../src/app/evaluation-binary.ts';
import { calibrationVerdict, calibrationView } from '../../src/app/evaluation-calibration.ts';
import { chartTableCsv } from '../../src/app/evaluation-chart-view.ts';
import { precisionRecallView, rocView } from '../../src/app/evaluation-curves.ts';
import { predictedVsTrueView, residualsView } from '../../src/app/evaluation-regression.ts';
import { formatAxis } from '../../src/app/evaluation-axis.ts';
import type { BinaryEvaluation, CalibrationBin } from '../../src/core/evaluation/evaluation.ts';

const point = (threshold: number, truePositives: number, falsePositives: number) => ({
  threshold,
  truePositives,
  falsePositives,
  trueNegatives: 60 - falsePositives,
  falseNegatives: 40 - truePositives,
});

const detail: BinaryEvaluation = {
  kind: 'binary',
  positiveClass: 'yes',
  thresholds: [point(Infinity, 0, 0), point(0.8, 20, 2), point(0.5, 30, 10), point(0.2, 40, 60)],
  calibration: [],
};

const bin = (meanPredicted: number, observedShare: number, half = 0.02, count = 50): CalibrationBin => ({
  meanPredicted,
  observedShare,
  lower: observedShare - half,
  upper: observedShare + half,
  count,
});

describe('the threshold slider', () => {
  it('means the least threshold of the table that is no lower than the one asked for', () => {
    expect(pointAt(detail, 0.5).threshold).toBe(0.5);
    expect(pointAt(detail, 0.51).threshold).toBe(0.8);
    expect(pointAt(detail, 0.9).threshold).toBe(Infinity);
    expect(pointAt(detail, 0).threshold).toBe(0.2);
  });

  it('moves counts, rates and sentence together', () => {
    const reading = readThreshold(detail, 'no', 0.5);
    expect(reading.numbers.map(({ value }) => value)).toEqual(['0.750', '0.750', '17%', '0.750', '0.800']);
    expect(reading.confusion.cells.map((row) => row.map(({ count }) => count))).toEqual([[30, 10], [10, 50]]);
    expect(reading.sentence).toBe('Finds 30 of 40 yes, with 10 false alarms and 10 missed.');
  });

  it('shows a dash for the precision of predicting nothing', () => {
    expect(readThreshold(detail, 'no', 1).numbers[0].value).toBe('–');
  });
});

describe('curves', () => {
  it('draws ROC from (0, 0) to (1, 1) and marks the threshold', () => {
    const view = rocView(detail, 0.5);
    const [, roc, mark] = view.series;
    expect([roc.points[0].x, roc.points[0].y]).toEqual([0, 0]);
    expect([roc.points[3].x, roc.points[3].y]).toEqual([1, 1]);
    expect([mark.points[0].x, mark.points[0].y]).toEqual([10 / 60, 0.75]);
    expect(view.reading).toBe('At the threshold, 75% found for 17% false alarms.');
  });

  it('leaves out the point without a precision, and says that nothing is predicted there', () => {
    expect(precisionRecallView(detail, 0.5).series[1].points).toHaveLength(3);
    const above = precisionRecallView(detail, 1);
    expect(above.series[2].points).toEqual([]);
    expect(above.reading).toContain('nothing is predicted yes');
  });

  it('carries every point in its table, with the infinite threshold as 1', () => {
    const { rows } = rocView(detail, 0.5).table;
    expect(rows).toHaveLength(4);
    expect(rows[0][0]).toBe('1.000');
  });
});

describe('calibration', () => {
  it('calls bins whose interval holds what was said well calibrated', () => {
    expect(calibrationVerdict([bin(0.1, 0.11), bin(0.9, 0.89)], false)).toBe('Well calibrated throughout.');
  });

  it('tells too sure from not sure enough, on both sides of one half', () => {
    expect(calibrationVerdict([bin(0.1, 0.3), bin(0.9, 0.7)], false)).toBe('It is surer than it should be.');
    expect(calibrationVerdict([bin(0.3, 0.1), bin(0.7, 0.9)], false)).toBe('It is less sure than it could be.');
    expect(calibrationVerdict([bin(0.3, 0.1), bin(0.7, 0.5)], true)).toBe('It is surer than it should be.');
  });

  it('asks about the bin nearest to 80% and leaves empty bins out', () => {
    const view = calibrationView([bin(0.25, 0.2), bin(0.78, 0.81), bin(0.8, 0.5, 0, 0)], 'yes');
    expect(view.title).toBe('When it says 78%, how often is it right?');
    expect(view.reading).toMatch(/^81% of the time/);
    expect(view.series[1].points).toHaveLength(2);
  });

  it('stands without any rows', () => {
    expect(calibrationView([], null).reading).toBe('There are no rows to tell.');
  });
});

describe('regression', () => {
  const evaluation = { kind: 'regression', points: [[1, 2], [7, 6]], residuals: { edges: [-2, -1, 0, 1, 2], counts: [1, 1, 6, 2] } } as const;

  it('draws both axes over the same round span', () => {
    const { x, y } = predictedVsTrueView(evaluation, 'price', undefined);
    expect([x.min, x.max]).toEqual([y.min, y.max]);
    expect([x.min, x.max]).toEqual([0, 8]);
  });

  it('says to which side the residuals lean', () => {
    expect(residualsView(evaluation, 'price').reading).toBe('80% of rows lie above their prediction. It tends to predict too low.');
  });
});

describe('the table behind a chart', () => {
  it('quotes cells as CSV wants', () => {
    expect(chartTableCsv({ columns: ['a', 'b'], rows: [['1,2', 'say "x"']] })).toBe('a,b\r\n"1,2","say ""x"""\r\n');
  });
});

describe('axis labels', () => {
  it('writes counts whole, tiny numbers short and categories by name', () => {
    expect(formatAxis(0.5, { label: '', format: 'count' })).toBe('');
    expect(formatAxis(12_000, { label: '', format: 'count' })).toBe('12k');
    expect(formatAxis(-0.00005, { label: '', format: 'number' })).toBe('−5e-5');
    expect(formatAxis(1, { label: '', format: 'category', categories: ['a', 'b'] })).toBe('b');
  });
});
