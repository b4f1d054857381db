import { describe, expect, it } from 'vitest';
import { ByHand } from '../../src/app/model-by-hand.svelte.ts';
import { groupedSpecs, setOtherwise } from '../../src/app/model-param-groups.ts';
import { learnersByHand, paramSpecsFor, paramSpecsOf } from '../../src/app/model-params.ts';
import { readSettingsText } from '../../src/app/model-paste.ts';
import { candidateByHand, draftOf } from '../../src/app/model-settings.ts';
import { settingsText } from '../../src/app/model-share.ts';
import type { Params } from '../../src/core/estimators/estimator.ts';
import { isTunable, drawParams } from '../../src/core/training/search-space.ts';
import { createRng } from '../../src/core/math/rng.ts';

const columns = ['age', 'hours'];

/** Every setting otherwise than usual, as far as it can be. */
function unusual(learner: (typeof learnersByHand)[number]['value']): Params {
  return Object.fromEntries(
    paramSpecsFor(learner, 'regression').map((spec) => {
      if (spec.kind === 'monotone') return [spec.name, { age: 1, hours: -1 }];
      if (spec.kind === 'choice') return [spec.name, spec.options.find(({ value }) => value !== spec.default)?.value ?? spec.default];
      return [spec.name, spec.default === spec.max ? spec.min : spec.max];
    }),
  );
}

describe('settings as text', () => {
  it.each(learnersByHand)('of $label come back as they were', ({ value: learner }) => {
    const params = unusual(learner);
    expect(readSettingsText(settingsText({ learner, params }), 'regression', columns)).toEqual({ learner, params });
    expect(readSettingsText(settingsText({ learner, params: {} }), 'binary', [])).toEqual({ learner, params: {} });
    const drawn = isTunable(paramSpecsOf(learner)) ? drawParams(paramSpecsFor(learner, 'binary'), createRng(2)) : {};
    const candidate = candidateByHand(learner, drawn, []);
    const read = readSettingsText(settingsText(candidate), 'binary', columns);
    expect('params' in read && settingsText(read)).toBe(settingsText(candidate));
  });

  it('are one short line, of what is set alone', () => {
    expect(settingsText({ learner: 'boosting', params: { learningRate: 0.05, maxLeaves: 31, monotone: {}, unknown: 3 } })).toBe('{"learner":"boosting","params":{"learningRate":0.05}}');
  });

  it.each([
    ['learning rate 0.1', /^This is not JSON; settings look like \{"learner"/],
    ['[1]', /^It has to name a "learner" and its "params"/],
    ['{"params":{}}', /^It has to name a "learner" and its "params"/],
    ['{"learner":"boosting","params":[1]}', /^It has to name a "learner" and its "params"/],
    ['{"learner":"xgboost"}', /^There is no learner “xgboost” whose settings can be given; there are linear, tree, .+ and tabm\.$/],
    ['{"learner":"ensemble"}', /^There is no learner “ensemble”/],
    ['{"learner":"mlp","params":{"rate":1}}', /^“rate” is no setting of Neural network; there are hiddenLayers, .+ and patience\.$/],
    ['{"learner":"mlp","params":{"learningRate":"fast"}}', /^Learning rate \(learningRate\) needs a number, not "fast"\.$/],
    ['{"learner":"mlp","params":{"learningRate":5}}', /^Learning rate has to be from .+ to 0\.1\.$/],
    ['{"learner":"mlp","params":{"hiddenLayers":1.5}}', /^Hidden layers has to be a whole number from 1 to 4\.$/],
    ['{"learner":"tabm","params":{"schedule":"cosin"}}', /^Schedule of the learning rate \(schedule\) has to be “coslog4”, “cosine” or “constant”, not "cosin"\.$/],
    ['{"learner":"boosting","params":{"loss":"gamma"}}', /^“loss” means nothing where a class is predicted; take it out\.$/],
    ['{"learner":"boosting","params":{"monotone":{"age":2}}}', /has to give each column 1 \(up\) or -1 \(down\)\.$/],
    ['{"learner":"boosting","params":{"monotone":{"age":1,"town":1}}}', /^“town” is no numeric feature here, so no direction can be held to\.$/],
  ])('say what is wrong with %s', (text, sentence) => {
    const read = readSettingsText(text, 'binary', columns);
    expect('error' in read ? read.error : '').toMatch(sentence);
  });

  it('fill the form, which keeps what it had where they cannot be read', () => {
    const form = new ByHand(null, '30');
    form.paste('{"learner":"tabm","params":{"members":8}}', 'binary', columns);
    expect([form.learner, form.draft.texts['members'], form.pasteError]).toEqual(['tabm', '8', null]);
    expect(form.pasteNote).toBe('Read: TabM net, members 8. It can be changed below.');
    form.paste('{"learner":"tabm","params":{"members":', 'binary', columns);
    expect([form.learner, form.draft.texts['members'], form.pasteNote === form.pasteError]).toEqual(['tabm', '8', true]);
    form.paste(' ', 'binary', columns);
    expect([form.pasteError, form.pasteNote]).toEqual([null, '']);
    form.paste('{"learner":"linear"}', 'binary', columns);
    expect(form.pasteNote).toBe('Read: Linear model, with the usual settings. It can be changed below.');
  });
});

describe('the settings of a net', () => {
  it.each(['realmlp', 'tabm'] as const)('%s are grouped, the first handful in sight and none lost', (learner) => {
    const { first, more } = groupedSpecs(learner, 'binary');
    expect(first.map(({ name }) => name)).toEqual(['hiddenLayers', 'hiddenUnits', 'members', 'dropout', 'learningRate', 'maxEpochs', 'patience', 'batchSize']);
    expect([...first, ...more].map(({ name }) => name).sort()).toEqual(paramSpecsFor(learner, 'binary').map(({ name }) => name).sort());
  });

  it('of others are in sight all', () => {
    expect(groupedSpecs('boosting', 'binary').more).toEqual([]);
  });

  it('are counted where they are set otherwise', () => {
    const { more } = groupedSpecs('realmlp', 'binary');
    expect(setOtherwise(more, draftOf('realmlp'))).toBe(0);
    expect(setOtherwise(more, draftOf('realmlp', { schedule: 'cosine', clip: 2, hiddenUnits: 7 }))).toBe(2);
    const { texts, directions } = draftOf('realmlp');
    expect(setOtherwise(more, { directions, texts: { ...texts, clip: '' } })).toBe(1);
  });
});
