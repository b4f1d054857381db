import { describe, expect, it } from 'vitest';
import { addressOf, projectIdIn } from '../../src/app/shell-address.ts';
import { dropIntent } from '../../src/app/shell-drop.ts';
import { railStages, type RailInput } from '../../src/app/shell-stages.ts';
import { backendChip, jobFigures, savedText, storageMeter } from '../../src/app/shell-status.ts';
import { safetySentence, troubleSentence } from '../../src/app/shell-trouble.ts';
import { pastedFileName, projectLine } from '../../src/app/welcome.ts';
import type { Project } from '../../src/core/project/project.ts';
import { staleness } from '../../src/core/project/staleness.ts';
import { justRead } from '../ui/fixtures/adult.ts';
import { longNames } from '../ui/fixtures/harsh.ts';
import { infrastructure, softwareOnly, summaries, trainingJob } from '../ui/fixtures/states.ts';
import { failed, stale, trained } from '../ui/fixtures/trained.ts';

function railOf(project: Project, more: Partial<RailInput> = {}) {
  const stages = railStages({ project, stale: staleness(project), job: null, infrastructure, ...more });
  return Object.fromEntries(stages.map(({ screen, state, count }) => [screen, `${state} ${count}`.trim()]));
}

describe('the rail', () => {
  it('shows what is there', () => {
    expect(railOf(justRead())).toEqual({ problem: 'done v2', data: 'done 24,420 × 15', model: 'none', infrastructure: 'done WebGPU', serve: 'none', monitor: 'none', history: 'none' });
    expect(railOf(trained())).toMatchObject({ model: 'done 4 models', serve: 'done 1.0.0', monitor: 'attention 3 alarms', history: 'done 1 run' });
  });
  it('marks what needs attention, runs or is stale', () => {
    expect(railOf(longNames())['data']).toContain('attention');
    expect(railOf(failed())['model']).toContain('attention');
    expect(railOf(justRead(), { job: trainingJob })['model']).toBe('running');
    expect(railOf(stale())).toMatchObject({ model: 'stale 4 models', serve: 'stale 1.0.0' });
    const model = railStages({ project: stale(), stale: staleness(stale()), job: null, infrastructure }).find(({ screen }) => screen === 'model');
    expect(model?.stateText).toBe('stale: problem changed');
  });
});

describe('a dropped file', () => {
  it.each([
    ['data', trained(), 'new.csv', 'create'],
    ['serve', trained(), 'new.csv', 'score'],
    ['monitor', trained(), null, 'check'],
    ['monitor', trained(), 'Mine.Atelier.zip', 'import'],
    ['serve', justRead(), 'new.csv', 'create'],
    ['data', null, 'new.csv', 'create'],
  ] as const)('on %s does what it is for', (screen, project, fileName, action) => {
    expect(dropIntent(screen, project, fileName).action).toBe(action);
  });
});

describe('words of the top bar', () => {
  it('never claims to have saved what it has not', () => {
    expect(savedText({ state: 'failed', reason: 'no room' })).toBe('not saved: download a copy');
    expect(savedText({ state: 'saving' })).toBe('saving…');
  });
  it('names the backend and why', () => {
    expect(backendChip(infrastructure)).toMatchObject({ text: 'WebGPU · Apple M2', tone: 'good' });
    expect(backendChip(softwareOnly).text).toBe('WASM');
    expect(backendChip({ ...softwareOnly, chosen: 'cpu' }).tone).toBe('attention');
    expect(backendChip(null).tone).toBe('waiting');
    expect(storageMeter(softwareOnly)).toBeNull();
  });
  it('tells the time only as far as it is known', () => {
    expect(jobFigures(trainingJob)).toBe('0:38 of about 1:00 · best so far ROC AUC 0.927');
    expect(jobFigures({ ...trainingJob, leftMs: null, best: null })).toBe('0:38');
  });
});

describe('trouble', () => {
  it('is a sentence, without touching names', () => {
    expect(troubleSentence({ code: 'X', message: 'target "churn" has only "no"; choose another column' })).toBe('Target "churn" has only "no"; choose another column.');
    expect(troubleSentence({ code: 'X', message: 'people.csv is empty' })).toBe('people.csv is empty.');
    expect(safetySentence({ code: 'X', message: 'It failed. Nothing was changed' }, true)).toBe('');
    expect(safetySentence({ code: 'X', message: 'It failed' }, true)).toContain('safe');
  });
});

describe('addresses', () => {
  it.each(['a', 'a b/ü', '7f3e'])('“%s” survives the way there and back', (id) => expect(projectIdIn(addressOf(id))).toBe(id));
  it('names no project elsewhere', () => {
    for (const hash of ['', '#/', '#/project/', '#/other/1']) expect(projectIdIn(hash)).toBeNull();
    expect(addressOf(null)).toBe('#/');
  });
});

describe('the first page', () => {
  it('says of each project what is known', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    const lines = summaries(now).map((project) => projectLine(project, now));
    expect(lines[0]).toBe('ROC AUC 0.927 · 2 minutes ago');
    expect(lines[2]).toContain('1 stage stale');
  });
  it('knows a pasted table from prose', () => {
    expect(pastedFileName('a\tb\n1\t2')).toBe('pasted.tsv');
    expect(pastedFileName('a,b\n1,2\n')).toBe('pasted.csv');
    expect(pastedFileName('Dear all')).toBeNull();
    expect(pastedFileName('Dear all\nhello')).toBeNull();
  });
});
