import { describe, expect, it } from 'vitest';
import { predictedClasses, normalised, PredictionNotFinite, predictionTexts } from '../../../src/core/release/labels.ts';
import { keptInputNames, predictionsCsv } from '../../../src/core/release/predictions-file.ts';
import { fieldsOf, rawRowsOf } from '../../../src/core/release/raw-rows.ts';
import type { ScoredRows } from '../../../src/core/release/release.ts';

const scored = (over: Partial<ScoredRows>): ScoredRows => ({
  prediction: ['yes', 'no'],
  probabilities: Float64Array.of(0.25, 0.75, 1 / 3, 2 / 3),
  classes: ['no', 'yes'],
  contradictions: {},
  absentColumns: [],
  ...over,
});

describe('predictionsCsv', () => {
  it('keeps the input as it stood, then adds prediction and probabilities', () => {
    const text = predictionsCsv(['a', 'b'], [['00123', ' x '], ['-5', '=1+1']], scored({}));
    expect(text).toBe(
      'a,b,prediction,probability_no,probability_yes\n00123, x ,yes,0.25,0.75\n-5,=1+1,no,0.3333333333333333,0.6666666666666666\n',
    );
  });

  it('quotes only where needed', () => {
    const text = predictionsCsv(['a,b', 'c"d'], [['line\nbreak', 'say "so"'], ['x\ry', "it's"]], scored({ classes: ['n,o', 'yes'], prediction: ['n,o', 'yes'] }));
    expect(text.split('\n').slice(0, 1)).toEqual(['"a,b","c""d",prediction,"probability_n,o",probability_yes']);
    expect(text).toContain('"line\nbreak","say ""so""","n,o",0.25,0.75\n"x\ry",it\'s,yes,');
  });

  it('keeps an input column that bears an added name as input_<name>', () => {
    expect(keptInputNames(['prediction', 'x', 'probability_no'], ['prediction', 'probability_no'])).toEqual(['input_prediction', 'x', 'input_probability_no']);
    expect(keptInputNames(['prediction', 'input_prediction'], ['prediction'])).toEqual(['input_input_prediction', 'input_prediction']);
  });

  it('writes a number alone for regression, and fills short records', () => {
    const text = predictionsCsv(['a', 'b'], [['1'], ['2', '3']], scored({ prediction: ['1.5', '1e+21'], probabilities: null, classes: [] }));
    expect(text).toBe('a,b,prediction\n1,,1.5\n2,3,1e+21\n');
  });

  it('writes a header alone for no rows', () => {
    expect(predictionsCsv(['a'], [], scored({ prediction: [], probabilities: new Float64Array() }))).toBe('a,prediction,probability_no,probability_yes\n');
  });
});

describe('labels', () => {
  it('are the positive class from the threshold on, else the other', () => {
    const p = Float64Array.of(0.6, 0.4, 0.61, 0.39, 0.2, 0.8);
    expect([...predictedClasses(p, 2, { positiveIndex: 1, threshold: 0.4 })]).toEqual([1, 0, 1]);
    expect([...predictedClasses(p, 2, { positiveIndex: 0, threshold: 0.61 })]).toEqual([1, 0, 1]);
  });

  it('are the first of the most probable classes', () => {
    expect([...predictedClasses(Float64Array.of(0.4, 0.4, 0.2, 0.2, 0.4, 0.4), 3, { positiveIndex: null, threshold: 0.5 })]).toEqual([0, 1]);
  });

  it('refuse what is no number, naming the row', () => {
    expect(() => normalised(Float64Array.of(0.5, 0.5, NaN, 1), 2)).toThrow('row 2');
    expect(() => predictionTexts({ kind: 'number', values: Float64Array.of(1, Infinity) }, { positiveIndex: null, threshold: 0.5 })).toThrow(PredictionNotFinite);
    expect(predictionTexts({ kind: 'number', values: Float64Array.of(-0, 0.1 + 0.2) }, { positiveIndex: null, threshold: 0.5 })).toEqual(['0', '0.30000000000000004']);
  });
});

describe('raw rows', () => {
  it('hold columns of any name', () => {
    const rows = rawRowsOf(['__proto__', 'constructor', 'a'], [['1', '2']]);
    expect(fieldsOf(rows, '__proto__')).toEqual(['1']);
    expect(fieldsOf(rows, 'constructor')).toEqual(['2']);
    expect(fieldsOf(rows, 'a')).toEqual(['']);
    expect(fieldsOf(rawRowsOf(['a'], []), 'constructor')).toBeNull();
  });

  it('keep only the columns wanted', () => {
    expect(Object.keys(rawRowsOf(['a', 'b'], [['1', '2']], new Set(['b'])).columns)).toEqual(['b']);
  });
});
