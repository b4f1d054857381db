import { describe, expect, it } from 'vitest';
import { answerView } from '../../src/app/serve-answer.ts';
import { fieldNote, formFields, usualValues } from '../../src/app/serve-form.ts';
import { exportRows, formatWorst, membersInWords, parityNote, releaseHeading } from '../../src/app/serve-release.ts';
import { scoredFileView } from '../../src/app/serve-scored.ts';
import { chosenEntry, monitorEmpty, serveEmpty } from '../../src/app/serve-state.ts';
import { plainText } from '../../src/app/model-phrases.ts';
import { currentVersion } from '../../src/core/project/current.ts';
import type { LearnerId } from '../../src/core/estimators/estimator.ts';
import type { InputColumn } from '../../src/core/release/release.ts';
import { justRead } from '../ui/fixtures/adult.ts';
import { afterRun, trained } from '../ui/fixtures/trained.ts';

const format = (name: string, kind: 'number' | 'category' | 'datetime', decimal: '.' | ',' = '.') =>
  ({ name, kind, number: { decimal, thousands: '' }, date: 'ymd', missingTokens: [''] }) as const;

const inputs: readonly InputColumn[] = [
  { format: format('age', 'number'), min: 17, max: 90, median: 37.5, levels: null, missingShare: 0 },
  { format: format('preis', 'number', ','), min: 0.5, max: 9.5, median: 2.5, levels: null, missingShare: 0 },
  { format: format('seen', 'datetime'), min: 0, max: 9e11, median: Date.UTC(2020, 1, 3), levels: null, missingShare: 0 },
  { format: format('job', 'category'), min: null, max: null, median: null, levels: ['clerk', 'smith'], missingShare: 0.1 },
  { format: format('void', 'number'), min: null, max: null, median: null, levels: null, missingShare: 1 },
];

describe('the form for one row', () => {
  const fields = formFields(inputs);

  it('starts from usual values, written as they stand in the file', () => {
    expect(usualValues(fields)).toEqual({ age: '37.5', preis: '2,5', seen: '2020-02-03', job: 'clerk', void: '' });
  });

  it('remarks on values that training never saw', () => {
    const [age, preis, , job] = fields;
    expect(fieldNote(age, '38')).toBeNull();
    expect(fieldNote(age, '120')).toBe('training saw 17 to 90');
    expect(fieldNote(age, 'old')).toBe('not a number');
    expect(fieldNote(preis, '3,25')).toBeNull();
    expect(fieldNote(job, 'baker')).toBe('not seen in training');
    expect(fieldNote(job, ' ')).toBe('taken as missing');
  });
});

describe('the answer', () => {
  it('shows the positive class, its bar and the threshold', () => {
    const row = { prediction: 'yes', probabilities: [{ label: 'no', probability: 0.28 }, { label: 'yes', probability: 0.72 }] };
    const view = answerView(row, { target: 'churn', positiveClass: 'yes', threshold: 0.38 });
    expect([view.big, view.beside, view.share, view.thresholdAt]).toEqual(['72%', 'likely yes', 0.72, 0.38]);
    expect(view.sentence).toBe('Threshold 0.38: predicted yes.');
  });

  it('shows six of many classes, the most probable first, and what the rest share', () => {
    const probabilities = Array.from({ length: 40 }, (_, at) => ({ label: `class ${at}`, probability: at === 7 ? 0.61 : 0.01 }));
    const view = answerView({ prediction: 'class 7', probabilities }, { target: 'soil', positiveClass: null, threshold: null });
    expect([view.big, view.bars.length, view.bars[0].label]).toEqual(['class 7', 6, 'class 7']);
    expect(view.rest).toBe('34 others share 34%');
  });

  it('writes a predicted number with its thousands', () => {
    expect(answerView({ prediction: '184312.7', probabilities: [] }, { target: 'price', positiveClass: null, threshold: null }).big).toBe('184,313');
  });
});

describe('the release', () => {
  const version = currentVersion(trained(), 'release');

  it('is named with its model, threshold and parity', () => {
    if (!version?.result) throw new Error('the fixture has no release');
    const { phrases, sub } = releaseHeading(version, version.result, chosenEntry(trained()));
    expect(plainText(phrases)).toBe('Release 1.0.0 is ready: boosted trees, threshold 0.38. Both exports give the studio’s answers.');
    expect(sub).toMatch(/^640 kB · 3\.2 µs a row · asks for 12 columns · made at .* from the model chosen, fitted on all rows$/);
  });

  it('of before, whose record names no members, is named by the line that was chosen', () => {
    if (!version?.result) throw new Error('the fixture has no release');
    const { members: _, ...older } = version.result;
    expect(plainText(releaseHeading(version, older, chosenEntry(trained())).phrases)).toMatch(/^Release 1.0.0 is ready: boosted trees, threshold 0.38/);
    expect(plainText(releaseHeading(version, older, null).phrases)).toMatch(/^Release 1.0.0 is ready: the chosen model, /);
  });

  it('that is an ensemble is told by its kinds of models, the weightiest first', () => {
    if (!version?.result) throw new Error('the fixture has no release');
    const member = (learner: LearnerId, weight: number) => ({ learner, weight, input: 'native' as const, iterations: 1, sizeBytes: 10 });
    const members = [member('forest', 0.32), member('boosting', 0.3), member('linear', 0.2), member('boosting', 0.18)];
    expect(membersInWords(members)).toBe('an ensemble of 4 models: boosted trees 48% (2 of them), random forest 32% and linear model 20%');
    const { phrases, sub } = releaseHeading(version, { ...version.result, members }, null);
    expect(plainText(phrases)).toContain('is ready, an ensemble of 4 models: boosted trees 48%');
    expect(sub).toContain('from the models chosen, fitted on all rows');
    expect(exportRows([{ file: 'model/net.json', worstDifference: 0, rows: 200 }])[0]).toMatchObject({ name: 'Net as JSON', use: 'plain numbers, with net.bin beside it' });
    expect(exportRows([{ file: 'model/', worstDifference: 0, rows: 200 }])[0]).toMatchObject({ name: 'Models' });
  });

  it('tells how long its scorer took', () => {
    const parity = [{ file: 'model/', worstDifference: 0, rows: 200, durationMs: 9 }, { file: 'predict.mjs', worstDifference: 0, rows: 200, durationMs: 640 }];
    expect(parityNote(parity)).toBe('Right: the worst difference from the studio’s own answers over 200 golden rows. predict.mjs read its files and gave them in 640 ms.');
    expect(parityNote([{ file: 'predict.mjs', worstDifference: 0, rows: 1 }])).toBe('Right: the worst difference from the studio’s own answers over 1 golden row.');
    expect(parityNote([])).toBe('');
  });

  it('warns of an export that differs', () => {
    if (!version?.result) throw new Error('the fixture has no release');
    const parity = [{ file: 'predict.mjs', worstDifference: 0.02, rows: 200 }];
    expect(plainText(releaseHeading(version, { ...version.result, parity }, null).phrases)).toContain('threshold 0.38. Do not use predict.mjs: it differs from the studio.');
    expect(exportRows(parity)[0]).toMatchObject({ name: 'JavaScript', agrees: false, difference: '2e-2' });
  });

  it('writes differences short', () => {
    expect([formatWorst(0), formatWorst(6.2e-8), formatWorst(NaN)]).toEqual(['0', '6e-8', 'not comparable']);
  });

  it('does not call an export that cannot be compared equal', () => {
    expect(exportRows([{ file: 'predict.mjs', worstDifference: NaN, rows: 0 }])[0].agrees).toBe(false);
  });
});

describe('a scored file', () => {
  it('counts rows and says what was taken as missing', () => {
    const scored = { file: new Blob(), fileName: 'predictions.csv', rows: 1204, contradictions: { age: 2, job: 0 }, trainedOn: null, absentColumns: ['zip'], metrics: null };
    const view = scoredFileView(scored, 'new.csv', 'roc_auc');
    expect(view.sentence).toBe('1,204 rows of new.csv scored, one prediction each, in order.');
    expect(view.remarks).toEqual(['The file lacks zip; it was taken as missing.', '2 cells did not fit the column and were taken as missing: age (2).']);
    expect(scoredFileView({ ...scored, trainedOn: 'Seen before.' }, 'new.csv', 'roc_auc').remarks.at(-1)).toBe('Seen before.');
    expect(view.metrics).toEqual([]);
  });
});

describe('what is missing before serving', () => {
  it('names the next step', () => {
    expect([serveEmpty(null), serveEmpty(justRead()), serveEmpty(afterRun())].map(({ action }) => action)).toEqual(['Go to Data', 'Go to Model', 'Choose a model']);
    expect(monitorEmpty(justRead()).screen).toBe('model');
  });
});
