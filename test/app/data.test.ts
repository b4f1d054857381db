import { describe, expect, it } from 'vitest';
import { findingsSentence, openFindings } from '../../src/app/data-findings.ts';
import { findColumns, ledgerRows } from '../../src/app/data-ledger.ts';
import { splitChange, splitOptions } from '../../src/app/data-plan.ts';
import { accountingLine, parseTokens, readingSentence } from '../../src/app/data-reading.ts';
import { histogramSpark, levelSpark } from '../../src/app/data-spark.ts';
import type { Finding } from '../../src/core/profile/profile.ts';
import { currentVersion } from '../../src/core/project/current.ts';
import type { Project } from '../../src/core/project/project.ts';
import { adultProblem, adultProfile, adultReading, justRead } from '../ui/fixtures/adult.ts';
import { longNames, wide } from '../ui/fixtures/harsh.ts';
import { withVersion } from '../ui/fixtures/project.ts';

const withRole = (project: Project, column: string, role: 'feature' | 'identifier'): Project =>
  withVersion(project, 'problem', { ...adultProblem, roles: { ...adultProblem.roles, [column]: role } }, null);

describe('findings', () => {
  it('stand worst first, and a leak that was left out needs nobody', () => {
    const findings = openFindings(justRead());
    expect(findings.map(({ severity }) => severity)).toEqual(['bad', 'warn', 'warn', 'info', 'info']);
    expect(findings[0].settled).toBe('Left out');
    expect(findings[0].offers.map(({ label }) => label)).toEqual(['Use it anyway']);
    expect(findingsSentence(findings)).toBe('Two findings need you before training.');
    const unused = { ...adultProblem, roles: Object.fromEntries(Object.entries(adultProblem.roles).map(([name, role]) => [name, role === 'feature' ? 'ignored' : role] as const)) };
    expect(findingsSentence([], adultProblem)).toBe('Nothing stands in the way of training.');
    expect(findingsSentence([], unused)).toMatch(/^No column may be used/);
    expect(findingsSentence([], { ...adultProblem, roles: { income: 'target' } })).toMatch(/^There is no other column/);
  });
  it('a leak that is used after all needs somebody again', () => {
    const [leak] = openFindings(withRole(justRead(), 'bracket', 'feature'));
    expect(leak.settled).toBeNull();
    expect(leak.offers).toEqual([]);
  });
  it('a column that was set aside by itself and is used after all has been decided on', () => {
    const project = justRead();
    const dataset = currentVersion(project, 'dataset')!;
    const finding: Finding = {
      id: 'identifier:fnlwgt', kind: 'identifier', severity: 'warn', column: 'fnlwgt', title: '', detail: '', fixes: [],
      applied: { action: 'set-role', column: 'fnlwgt', role: 'identifier', label: '' },
    };
    const found = { ...dataset.result!, profile: { ...dataset.result!.profile, findings: [finding] } };
    const settled = (role: 'feature' | 'identifier') => openFindings(withRole(withVersion(project, 'dataset', dataset.settings, found), 'fnlwgt', role))[0].settled;
    expect([settled('identifier'), settled('feature')]).toEqual(['Set aside as an identifier', 'Used as a feature']);
  });
  it('are settled by a fix, and gone when dismissed', () => {
    const fixed = openFindings(withRole(justRead(), 'fnlwgt', 'identifier')).find(({ column }) => column === 'fnlwgt');
    expect(fixed?.settled).toBe('Set aside as an identifier');
    expect(fixed?.offers.map(({ label }) => label)).toEqual(['Leave it out']);
    const dismissed = openFindings({ ...justRead(), dismissed: ['leak:bracket'] });
    expect(dismissed.some(({ id }) => id === 'leak:bracket')).toBe(false);
  });
});

describe('ledger', () => {
  const rows = ledgerRows(adultProfile.columns, adultProblem, openFindings(justRead()));
  const row = (name: string) => rows.find((line) => line.name === name);
  it('gives each column its line', () => {
    expect(rows).toHaveLength(adultProfile.columns.length);
    expect(row('age')?.range).toEqual(['17', '37', '90']);
    expect(row('sex')?.levels).toBe('2 levels');
    expect(row('workclass')?.missing?.text).toBe('5.6%');
    expect(row('income')?.association).toBeNull();
    expect(row('capital_gain')?.chips.map(({ text }) => text)).toEqual(['92% zeros']);
    const zeros = { ...openFindings(justRead())[0], kind: 'zeros', column: 'capital_gain' } as const;
    const [told] = ledgerRows(adultProfile.columns.filter(({ name }) => name === 'capital_gain'), adultProblem, [zeros]);
    expect(told.chips.map(({ text }) => text)).toEqual(['92% zeros']);
    expect(row('surveyed_at')?.range?.[0]).toBe('1994-01');
  });
  it('finds by name, kind and finding, and sorts with the unknown last', () => {
    expect(findColumns(rows, 'EDU', 'file').map(({ name }) => name)).toEqual(['education', 'education_num']);
    expect(findColumns(rows, 'leak', 'file').map(({ name }) => name)).toEqual(['bracket']);
    const strongest = findColumns(rows, '', 'association').map(({ name }) => name);
    expect(strongest.slice(0, 2)).toEqual(['income', 'bracket']);
  });
  it('bears columns that are empty, named like members of objects, or huge', () => {
    const project = longNames();
    const profile = wide();
    expect(openFindings(profile).length).toBeGreaterThan(10);
    const dataset = project.versions.find(({ stage }) => stage === 'dataset');
    const columns = dataset && 'profile' in (dataset.result ?? {}) ? (dataset.result as { profile: typeof adultProfile }).profile.columns : [];
    const lines = ledgerRows(columns, null, []);
    expect(lines.map(({ spark }) => spark?.kind ?? null)).toEqual(['histogram', 'levels', 'levels', null, 'levels']);
    expect(lines[3].levels).toBe('empty');
  });
});

describe('pictures in a line', () => {
  it('draw nothing for an empty bin and something for any other', () => {
    const { all, positive } = histogramSpark({ edges: [0, 1, 2, 3], counts: [1000, 0, 1], positive: null }, 30, 20);
    expect(all.match(/M/g)).toHaveLength(2);
    expect(all).toContain('v-20.0');
    expect(all).toContain('v-1.0');
    expect(positive).toBe('');
  });
  it('bear a histogram without rows', () => {
    expect(histogramSpark({ edges: [0, 1], counts: [0], positive: [0] }, 30, 20).all).toBe('');
  });
  it('keep levels in proportion and cut names to what fits', () => {
    const { segments } = levelSpark([{ level: 'Private', count: 75, positive: null }, { level: 'State', count: 25, positive: null }], 100, 100);
    expect(segments.map(({ x }) => x)).toEqual([0, 75]);
    expect(segments.map(({ label }) => label)).toEqual(['Private', '']);
  });
});

describe('reading', () => {
  it('says what was lost, or that nothing was', () => {
    expect(readingSentence(adultReading, 15)).toBe('24,420 rows and 15 columns were read; 2 rows could not be.');
    const whole = { ...adultReading, accounting: { ...adultReading.accounting, rejected: 0, contradictions: [] } };
    expect(readingSentence(whole, 15)).toBe('24,420 rows and 15 columns, read without loss.');
    const odd = { ...adultReading, accounting: { ...adultReading.accounting, rejected: 0 } };
    expect(readingSentence(odd, 15)).toContain('3 cells that could not be read');
    expect(accountingLine(adultReading)).toBe('adult.csv · 2.9 MB · comma, UTF-8, header in line 1 · 24,420 kept, 2 rejected, 1 blank');
  });
  it('reads missing tokens once each', () => {
    expect(parseTokens(' NA, ?,,NA ,unknown')).toEqual(['NA', '?', 'unknown']);
  });
});

describe('split', () => {
  it('offers what the data allow and picks the marked column', () => {
    const options = splitOptions(adultProblem, adultProfile.columns);
    expect(options.filter(({ disabled }) => disabled).map(({ value }) => value)).toEqual(['ready']);
    expect(splitChange('time', adultProblem, adultProfile.columns).column).toBe('surveyed_at');
    expect(splitChange('random', adultProblem, adultProfile.columns).column).toBeNull();
    expect(splitOptions({ ...adultProblem, task: 'regression' }, adultProfile.columns).find(({ value }) => value === 'stratified')?.disabled).toBe(true);
  });
});
