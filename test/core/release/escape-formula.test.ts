import { describe, expect, it } from 'vitest';
import { escapeFormula } from '../../../src/core/release/escape-formula.ts';

describe('escapeFormula', () => {
  it.each(['=1+1', '+cmd', '-cmd|x', '@SUM(A1)', '\t=1', '＝1+1', ' =1', '\r\n=1'])('disarms %j', (cell) => {
    expect(escapeFormula(cell)).toBe(`'${cell}`);
  });

  it.each(['-5', '+3.2', '-1e-7', '-1.234,5', '-12%', 'a=b', '', '0', "it's"])('leaves %j as it stands', (cell) => {
    expect(escapeFormula(cell)).toBe(cell);
  });
});
