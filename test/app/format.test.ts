import { describe, expect, it } from 'vitest';
import {
  asClause,
  className,
  countInWords,
  formatCompact,
  formatCount,
  formatDifference,
  formatEstimate,
  formatInteger,
  formatInterval,
  formatNumber,
  formatPercent,
  formatScore,
  joinSome,
  joinWords,
} from '../../src/app/format.ts';

describe('missing values', () => {
  it.each([null, undefined, NaN])('%s is a dash in every format', (value) => {
    for (const format of [formatInteger, formatNumber, formatCompact, formatScore, formatDifference, formatPercent]) {
      expect(format(value)).toBe('–');
    }
  });
  it('an interval or estimate without ends shows no interval', () => {
    expect(formatInterval(NaN, 1)).toBe('–');
    expect(formatEstimate({ value: 0.5, lower: NaN, upper: NaN })).toBe('0.500');
    expect(formatEstimate(null)).toBe('–');
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [24420, '24,420'],
    [1234567.89, '1,234,568'],
    [3.14159, '3.142'],
    [-0.25, '−0.25'],
    [0.0000123, '1.23 × 10⁻⁵'],
    [-1.2e15, '−1.2 × 10¹⁵'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('%s reads %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it.each([
    [4356, '4,356'],
    [12285, '12.3k'],
    [999_950, '1M'],
    [1_484_705, '1.48M'],
    [-178_000, '−178k'],
  ])('%s is %s in a tight place', (value, text) => expect(formatCompact(value)).toBe(text));
});

describe('scores', () => {
  it.each([
    [0.92741, '0.927'],
    [1, '1.000'],
    [0.01234, '0.0123'],
    [27341.2, '27,341'],
    [12.345, '12.35'],
    [-0.0000001, '0.000000'],
  ])('%s reads %s', (value, text) => expect(formatScore(value)).toBe(text));
  it('gives both ends of an interval the same decimals', () => {
    expect(formatInterval(0.0951, 0.9312)).toBe('[0.095, 0.931]');
    expect(formatEstimate({ value: 0.9274, lower: 0.923, upper: 0.9312 })).toBe('0.927 [0.923, 0.931]');
  });
  it('signs a difference, but not a zero', () => {
    expect(formatDifference(0.022)).toBe('+0.022');
    expect(formatDifference(-0.022)).toBe('−0.022');
    expect(formatDifference(0)).toBe('0.000');
    expect(formatDifference(0.00123)).toBe('+0.00123');
  });
});

describe('shares', () => {
  it.each([
    [0, '0%'],
    [1, '100%'],
    [0.24, '24%'],
    [0.056, '5.6%'],
    [0.05, '5%'],
    [0.0004, '<0.1%'],
    [0.9996, '>99.9%'],
    [0.987, '98.7%'],
    [0.0996, '10%'],
  ])('%s is %s', (share, text) => expect(formatPercent(share)).toBe(text));
});

describe('words', () => {
  it('agrees with its count', () => {
    expect(formatCount(1, 'row')).toBe('1 row');
    expect(formatCount(2, 'batch', 'batches')).toBe('2 batches');
    expect(countInWords(3, 'finding')).toBe('three findings');
    expect(countInWords(43, 'finding')).toBe('43 findings');
  });
  it('sets a sentence within another without touching names', () => {
    expect(asClause('It holds dates.')).toBe('it holds dates');
    expect(asClause('Apple M2 passed the self-test.')).toBe('Apple M2 passed the self-test');
    expect(asClause('Italy holds the most rows')).toBe('Italy holds the most rows');
  });
  it('joins as a sentence does, and never hides just one', () => {
    expect(joinWords(['a', 'b', 'c'])).toBe('a, b and c');
    expect(joinSome(['a', 'b', 'c', 'd'])).toBe('a, b, c and d');
    expect(joinSome(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
  });
});

describe('the name of a class within a sentence', () => {
  it('is quoted where it would not read as a word', () => {
    expect(['yes', 'virginica', 'Größe', 'type_2'].map(className)).toEqual(['yes', 'virginica', 'Größe', 'type_2']);
    expect(['1', '>50K', 'high risk', ''].map(className)).toEqual(['“1”', '“>50K”', '“high risk”', '“”']);
  });
});
