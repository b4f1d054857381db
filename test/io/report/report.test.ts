import type { StageVersion } from '../../../src/core/project/project.ts';
import { describe, expect, it } from 'vitest';
import { currentVersion } from '../../../src/core/project/current.ts';
import type { Project } from '../../../src/core/project/project.ts';
import { escapeHtml, html } from '../../../src/io/report/html.ts';
import { compactJson } from '../../../src/io/report/compact-json.ts';
import { NothingToReport, renderReport } from '../../../src/io/report/render-report.ts';
import { ticks } from '../../../src/io/report/svg.ts';
import { interval, percent, score, short } from '../../../src/io/report/words.ts';
import { justRead } from '../../ui/fixtures/adult.ts';
import { longNames, small } from '../../ui/fixtures/harsh.ts';
import { evaluationOf, multiclass, regression } from '../../ui/fixtures/kinds-of-task.ts';
import { withVersion } from '../../ui/fixtures/project.ts';
import { adultEvaluation, adultRun, failedRun, runSettings } from '../../ui/fixtures/run.ts';
import { afterRun, stale, trained } from '../../ui/fixtures/trained.ts';

const adult = () => renderReport({ project: trained(), validation: adultEvaluation('boosting', 'validation') });
const textOf = (page: string) =>
  page.replace(/<style>[^]*?<\/style>/, '').replace(/<[^>]*>/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&#39;/g, "'").replace(/&quot;/g, '"').replace(/&amp;/g, '&').replace(/\s+/g, ' ');

function chosen(project: Project): string {
  const run = currentVersion(project, 'run')!;
  const best = run.result!.bestId!;
  const validation = evaluationOf(project, best)!;
  const measured = withVersion(project, 'evaluation', { runId: run.id, candidateId: best }, { ...validation, on: 'test', importance: null });
  return renderReport({ project: { ...measured, testLooks: 1 }, validation });
}

describe('a report', () => {
  it('says at its head what predicts what, how well, on which rows, and whether the goal is met', () => {
    expect(textOf(adult())).toContain(
      'Boosted trees predict income with ROC AUC 0.924 [0.916, 0.931] on 4,884 locked test rows. In validation it is 0.022 better than logistic regression. The goal of 0.92 is met',
    );
  });

  it('stands alone: a policy that forbids everything, no script, nothing from elsewhere', () => {
    const page = adult();
    expect(page).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:/);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
    expect(page).not.toMatch(/<script|<link|<iframe|<object|<embed|<img|@import|url\(|https?:|\bon[a-z]+=/i);
    for (const [, href] of page.matchAll(/(?:href|src)="([^"]*)"/g)) expect(href).toMatch(/^#[a-z]+$/);
  });

  it('accounts for notes and comments in the file, and for what is no text in its encoding', () => {
    const project = trained();
    const versions = project.versions.map((version) => {
      if (version.stage !== 'dataset' || !version.result) return version;
      const { reading } = (version as StageVersion<'dataset'>).result!;
      const accounting = { ...reading.accounting, records: 24_429, preamble: 3, comments: 2, replacedCharacters: 1 };
      return { ...version, result: { ...version.result, reading: { ...reading, accounting } } };
    });
    const noted = { ...project, versions };
    const text = textOf(renderReport({ project: noted, validation: adultEvaluation('boosting', 'validation') }));
    expect(text).toContain('24,429 records = 1 header + 24,420 kept + 2 rejected + 1 blank + 3 before the header + 2 comments');
    expect(text).toContain('1 piece of the file is no text in its encoding and was read as “\ufffd”');
  });

  it('has every section of a model that was measured, each under a link', () => {
    const page = adult();
    for (const id of ['problem', 'data', 'method', 'models', 'evaluation', 'importance', 'limits', 'reproduce']) {
      expect(page).toContain(`<section id="${id}">`);
      expect(page).toContain(`<a href="#${id}">`);
    }
    const text = textOf(page);
    expect(text).toContain('24,424 records = 1 header + 24,420 kept + 2 rejected + 1 blank');
    expect(text).toContain('bracket gives the target away Serious');
    expect(text).toContain('5 folds: each development row is predicted by a model that was not trained on it');
    expect(text).toContain('They were looked at once');
    expect(text).toContain('a1b2c3d4');
  });

  it('keeps test and validation apart, with an interval for each', () => {
    const text = textOf(adult());
    expect(text).toMatch(/Metric Test, 95% interval Validation, 95% interval/);
    expect(text).toMatch(/ROC AUC 0\.924 \[0\.916, 0\.931\] 0\.927 \[0\.923, 0\.931\]/);
  });

  it('is the same text for the same project', () => {
    expect(adult()).toBe(adult());
  });

  it('tells what changed since, and keeps to the versions that the model was made from', () => {
    const text = textOf(renderReport({ project: stale(), validation: null }));
    expect(text).toContain('Made before the latest changes.');
  });

  it('shows validation alone while the test rows are locked', () => {
    const text = textOf(renderReport({ project: { ...afterRun(), testLooks: 0 }, validation: adultEvaluation('boosting', 'validation') }));
    expect(text).toContain('the test rows are still locked');
    expect(text).toContain('How well the chosen model does, in validation');
    expect(text).not.toContain('Test, 95% interval');
  });

  it.each([
    ['multiclass', multiclass, 'Which classes are mixed up?'],
    ['regression', regression, 'How large are the errors?'],
  ] as const)('draws what %s needs, without a number gone wrong', (_, make, title) => {
    const page = chosen(make());
    expect(page).toContain(title);
    expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  it('says so where no model finished', () => {
    const project = withVersion(small(), 'run', runSettings, { ...failedRun, leaderboard: failedRun.leaderboard.filter(({ status }) => status !== 'done'), bestId: null });
    const text = textOf(renderReport({ project, validation: null }));
    expect(text).toContain('No model was trained to the end');
    expect(text).toContain('the GPU went away');
  });

  it('refuses a project without a run', () => {
    expect(() => renderReport({ project: justRead(), validation: null })).toThrow(NothingToReport);
  });
});

describe('hostile names', () => {
  const evil = ['<img src=x onerror=alert(1)>', '</script><script>alert(2)</script>', '" onload="alert(3)', "'><svg/onload=alert(4)>", '</style><b>', '\u0000<!--', '&lt;'];

  function hostile(): string {
    const project = longNames();
    const known = currentVersion(project, 'problem')!.settings;
    const dataset = currentVersion(project, 'dataset')!;
    const columns = dataset.result!.profile.columns.map((column, at) => ({ ...column, name: evil[at % evil.length], levels: [{ level: evil[(at + 1) % evil.length], count: 1, positive: null }] }));
    const findings = dataset.result!.profile.findings.map((finding, at) => ({ ...finding, title: evil[at], detail: evil[at + 1] }));
    let next = withVersion({ ...project, name: evil[1] }, 'dataset', dataset.settings, { ...dataset.result!, profile: { ...dataset.result!.profile, columns, findings } });
    next = withVersion(next, 'problem', { ...known, target: evil[0], classes: evil, decision: evil[3], rowMeaning: evil[2] }, null);
    const leaderboard = adultRun.leaderboard.map((entry, at) => ({ ...entry, validation: { log_loss: entry.validation.log_loss! }, candidate: { ...entry.candidate, label: evil[at] } }));
    next = withVersion(next, 'run', runSettings, { ...adultRun, leaderboard });
    const bare = adultEvaluation('boosting', 'validation');
    const validation = {
      ...bare,
      importance: evil.map((column) => ({ column, drop: 1, standardDeviation: 0.1 })),
      detail: { ...bare.detail, positiveClass: evil[2] } as typeof bare.detail,
      classes: [evil[2], evil[3]],
    };
    return renderReport({ project: { ...next, ledger: [{ at: evil[2], what: evil[0], why: evil[1], versionId: null }] }, validation });
  }

  it('are text and nothing else', () => {
    const page = hostile();
    expect(page).not.toMatch(/<(img|script|b>alert|svg\/)/i);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).not.toContain('\u0000');
    // Every tag that is in the page was written by the report: names and attributes hold nothing from the data.
    const tags = new Set([...page.matchAll(/<([a-z!/][^\s>]*)/gi)].map(([, tag]) => tag.toLowerCase().replace('/', '')));
    expect([...tags].every((tag) => /^(!doctype|html|head|meta|title|style|body|main|p|span|h[1-6]|b|em|br|nav|a|section|dl|dt|dd|table|thead|tbody|tr|th|td|svg|path|rect|line|circle|text|title|g|ul|ol|li|figure|figcaption|div|pre|footer)$/.test(tag))).toBe(true);
    for (const [, attributes] of page.matchAll(/<[a-z0-9]+((?:\s+[a-zA-Z0-9-]+="[^"]*")*)\s*\/?>/g)) expect(attributes.replace(/"[^"]*"/g, '')).not.toMatch(/\s(on[a-z]+|src|style)=/i);
    expect([...page.matchAll(/<[a-z0-9]+(\s[^<>]*)?>/gi)].every(([tag]) => /^<[a-zA-Z0-9]+(\s+[a-zA-Z0-9-]+="[^"]*")*\s*\/?>$/.test(tag))).toBe(true);
    expect(textOf(page)).toContain('<img src=x onerror=alert(1)>');
  });

  it('stay text in the smallest template too', () => {
    expect(html`<p title="${'" onload="x'}">${'<i>'}${html`<b>${'&'}</b>`}${null}${false}${[1, '<']}</p>`.text).toBe('<p title="&quot; onload=&quot;x">&lt;i&gt;<b>&amp;</b>1&lt;</p>');
    expect(escapeHtml('a\u0000\u001fb\nc')).toBe('a\ufffd\ufffdb\nc');
  });
});

describe('words and scales', () => {
  it('write numbers as a reader would', () => {
    expect([score(0.9273), score(27341.2), score(0.0123), score(NaN), score(0), score(-0.5)]).toEqual(['0.927', '27,341', '0.0123', '–', '0.000', '−0.500']);
    expect([short(1.2e-7), short(123456.7), short(0.1 + 0.2), short(null), short(-3)]).toEqual(['1.2e-7', '123,457', '0.3', '–', '−3']);
    expect(interval({ lower: 0.9231, upper: 0.9312 })).toBe('[0.923, 0.931]');
    expect(interval({ lower: NaN, upper: 1 })).toBe('');
    expect([percent(0.056), percent(0.24), percent(0.0001), percent(0), percent(1)]).toEqual(['5.6%', '24%', '<0.1%', '0%', '100%']);
  });

  it('put ticks on round numbers inside the range', () => {
    expect(ticks(0, 1, 4)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(ticks(-0.00003, 0.00004, 4)).toEqual([-0.00002, 0, 0.00002, 0.00004]);
    expect(ticks(5, 5)).toEqual([5]);
  });

  it('keep JSON valid when it is made compact', () => {
    const value = { a: [1, 2, { b: 'x"y' }], c: {}, d: null, e: { f: true }, g: undefined };
    expect(JSON.parse(compactJson(value))).toEqual({ a: [1, 2, { b: 'x"y' }], c: {}, d: null, e: { f: true } });
    expect(compactJson({ e: { f: [1, 2] } })).toBe('{\n  "e": {\n    "f": [1, 2]\n  }\n}');
  });
});
