import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumberParser, isCode, plainNumbers } from '../../../src/core/csv/numbers.ts';

const plain = createNumberParser(plainNumbers);

describe('plain numbers', () => {
  it.each([
    ['1', 1],
    ['-1.50', -1.5],
    ['+2', 2],
    ['\u22123', -3],
    ['.5', 0.5],
    ['5.', 5],
    [' 7 ', 7],
    ['\u00a07', 7],
    ['1e3', 1000],
    ['1E-3', 0.001],
    ['2.5e+2', 250],
    ['0.1', 0.1],
    ['0.30000000000000004', 0.30000000000000004],
    ['123456789012345678', 123456789012345680],
    ['00123', 123],
    ['1e308', 1e308],
    ['0.0000000000000000000000001', 1e-25],
  ])('reads %j', (field, value) => expect(plain(field)).toBe(value));

  it.each([
    '',
    ' ',
    '-',
    '+',
    '.',
    'e5',
    '1e',
    '1e+',
    '1 2',
    '0x1F',
    '0b11',
    '1_000',
    'Infinity',
    'inf',
    'NaN',
    '1e999',
    '5%',
    '$5',
    '1,5',
    '1.2.3',
    '--1',
    '1-',
  ])('reads no number from %j', (field) => expect(plain(field)).toBeNaN());

  it('keeps the sign of zero', () => expect(plain('-0')).toBe(-0));

  it('reads every finite float64 that JavaScript writes, bit for bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(plain(String(value))).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with Number on every decimal of up to 40 digits', () => {
    const digits = fc.stringMatching(/^[0-9]{1,20}$/);
    fc.assert(
      fc.property(digits, digits, fc.integer({ min: -40, max: 40 }), fc.boolean(), (whole, part, exponent, scaled) => {
        const text = scaled ? `${whole}.${part}e${exponent}` : `${whole}.${part}`;
        expect(plain(text)).toBe(Number(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('grouped numbers', () => {
  const german = createNumberParser({ decimal: ',', thousands: '.' });
  const english = createNumberParser({ decimal: '.', thousands: ',' });
  const swiss = createNumberParser({ decimal: '.', thousands: "'" });
  const french = createNumberParser({ decimal: ',', thousands: ' ' });

  it('reads complete groups', () => {
    expect(german('1.234.567,89')).toBe(1234567.89);
    expect(german('-1.234')).toBe(-1234);
    expect(english('1,234.5')).toBe(1234.5);
    expect(swiss("12'345.6")).toBe(12345.6);
    expect(swiss('12\u2019345')).toBe(12345);
    expect(french('1 234,5')).toBe(1234.5);
    expect(french('1\u202f234')).toBe(1234);
    expect(english('1234.5')).toBe(1234.5);
  });

  it.each(['1,23', '12,34,567', ',123', '0,123', '1,234,', '1,2345', '1234,567'])('refuses the groups of %j', (field) =>
    expect(english(field)).toBeNaN(),
  );
});

describe('numbers with a unit', () => {
  const dollars = createNumberParser({ decimal: '.', thousands: ',', unit: '$', negative: 'parentheses' });
  const percent = createNumberParser({ decimal: ',', thousands: '', unit: '%', negative: 'trailing' });
  it.each([
    ['$1,234.50', 1234.5],
    ['1,234.50 $', 1234.5],
    [' $ 7 ', 7],
    ['7', 7],
    ['-$7', -7],
    ['$-7', -7],
    ['\u2212$7', -7],
    ['($1,234.50)', -1234.5],
    ['(7)', -7],
    ['$(7)', NaN],
    ['-($7)', NaN],
    ['$$7', NaN],
    ['$7$', NaN],
    ['€7', NaN],
    ['$', NaN],
    ['()', NaN],
    ['$1,23', NaN],
    ['$7-', NaN],
    ['', NaN],
  ])('reads %j in dollars as %d', (field, value) => expect(dollars(field)).toBe(value));
  it.each([
    ['12,5 %', 12.5],
    ['12,5\u00a0%', 12.5],
    ['12%', 12],
    ['12,5', 12.5],
    ['12-', -12],
    ['12%-', -12],
    ['12-%', -12],
    ['-12%', -12],
    ['-12-', NaN],
    ['(12)', NaN],
    ['12.5%', NaN],
  ])('reads %j in percent as %d', (field, value) => expect(percent(field)).toBe(value));
  it('reads what has no unit as the plain parser does', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(createNumberParser({ ...plainNumbers, unit: '%' })(String(value))).toBe(plain(String(value)));
      }),
    );
  });
});

describe('codes', () => {
  it.each(['00123', '-07', '00', ' 042', '9007199254740993', '12345678901234567890'])('finds %j', (field) =>
    expect(isCode(field)).toBe(true),
  );
  it.each(['0', '0.5', '-0.25', '10', '9007199254740991', '1234567890123456.5', '1e20', '123456789012345'])(
    'lets %j be a number',
    (field) => expect(isCode(field)).toBe(false),
  );
});
