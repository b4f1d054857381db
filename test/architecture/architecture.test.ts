import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenRules } from './cruise.ts';
import { forbidden } from './rules.ts';
import { brokenSourceRules, sourceFiles, sourceRules } from './source-rules.ts';

const root = resolve(import.meta.dirname, '../..');
const fixtures = resolve(import.meta.dirname, 'fixtures');

describe('the house rules hold', () => {
  it('imports point down, in order, without cycles, and each library has one home', { timeout: 120_000 }, async () => {
    expect(await brokenRules(root)).toEqual([]);
  });

  it('files are small, named well, deterministic and typed', () => {
    expect(brokenSourceRules(root)).toEqual([]);
  });

  it('most files are short: the median is at most 100 lines', () => {
    const lengths = sourceFiles(root).map((path) => readFileSync(resolve(root, path), 'utf8').split('\n').length).sort((a, b) => a - b);
    expect(lengths[lengths.length >> 1]).toBeLessThanOrEqual(100);
  });
});

describe('each rule catches its planted violation', () => {
  it('for every import rule', { timeout: 120_000 }, async () => {
    const caught = new Set((await brokenRules(fixtures)).map((line) => line.split(':')[0]));
    expect(forbidden.map(({ name }) => name!).filter((name) => !caught.has(name))).toEqual([]);
  });

  it('inside Svelte components too', { timeout: 120_000 }, async () => {
    expect(await brokenRules(fixtures)).toContain('layer-ui: src/ui/Planted.svelte → src/core/math/upward.ts');
  });

  it('for every rule about a file’s own text', () => {
    const caught = new Set(brokenSourceRules(fixtures).map((line) => line.split(':')[0]));
    expect(sourceRules.map(({ name }) => name).filter((name) => !caught.has(name))).toEqual([]);
  });

  it('for core’s own type configuration, which knows no platform', { timeout: 120_000 }, () => {
    const tsc = resolve(root, 'node_modules/typescript/bin/tsc');
    const check = () => execFileSync(process.execPath, [tsc, '-p', resolve(fixtures, 'core-platform')], { encoding: 'utf8', stdio: 'pipe' });
    expect(check).toThrow();
  });
});
