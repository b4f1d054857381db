import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What engines round differently in the last bit; core/math has its own exp, expm1, log, log1p, sinTurn and cosTurn. */
const engineDependent = /\bMath\.(?:exp|expm1|log|log1p|log2|log10|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot)\b|\*\*(?!\/)/;

const codeOf = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');

test('recipes use no function that engines round differently, so that a release answers alike in the page and in Node', () => {
  const folder = new URL('../../../src/core/recipe/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(30);
  const caught = files.filter((name) => engineDependent.test(codeOf(readFileSync(new URL(name, folder), 'utf8'))));
  expect(caught).toEqual([]);
});

test.each(['return Math.log(x);', 'x ** 2', 'const y = Math.pow(x, 2)'])('the rule catches "%s"', (text) => {
  expect(engineDependent.test(codeOf(text))).toBe(true);
});

test.each(['/** Math.log */', '// x ** 2', 'Math.sqrt(x) * Math.floor(x)'])('the rule lets "%s" through', (text) => {
  expect(engineDependent.test(codeOf(text))).toBe(false);
});
