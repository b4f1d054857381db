import { describe, expect, it } from 'vitest';
import { inferFormats } from '../../../src/core/csv/infer-formats.ts';
import type { ColumnFormat, Dialect, ReadingOptions } from '../../../src/core/csv/reading.ts';

/** The formats of columns given as columns of fields. */
function formats(
  columns: readonly (readonly string[])[],
  delimiter: Dialect['delimiter'] = ',',
  options: Pick<ReadingOptions, 'kinds' | 'missingTokens'> = { kinds: {} },
): ColumnFormat[] {
  const records = columns[0].map((_, row) => columns.map((column) => column[row]));
  return inferFormats(
    columns.map((_, index) => `c${index}`),
    records,
    options,
    delimiter,
  );
}

const format = (...fields: string[]) => formats([fields])[0];
const numbers = (...fields: string[]) => format(...fields).number;
const many = (count: number, field: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => field(index));

describe('kinds', () => {
  it.each([
    [['1', '2.5', '-3'], 'number'],
    [['1', '', 'NA', '?', 'None', '-'], 'number'],
    [['yes', 'no', 'yes'], 'category'],
    [['True', 'False'], 'category'],
    [['00123', '04567'], 'category'],
    [['12345678901234567', '12345678901234568'], 'category'],
    [['5%', '10%'], 'category'],
    [['$5', '$7.50'], 'category'],
    [['2024-01-01', '2024-01-02'], 'datetime'],
    [['2024-01-01 10:00', '?'], 'datetime'],
    [['', 'NA', ''], 'category'],
    [['1', '2', 'x'], 'category'],
    [['12:30', '13:45'], 'category'],
    [['Infinity', '-inf'], 'category'],
  ])('of %j is %s', (fields, kind) => expect(format(...fields).kind).toBe(kind));

  it('allow 5% of the filled cells to contradict a number, not more', () => {
    expect(format(...many(95, String), ...many(5, () => 'broken')).kind).toBe('number');
    expect(format(...many(94, (i) => String(i % 9)), ...many(6, () => 'broken')).kind).toBe('category');
  });

  it('take a few leading zeros for dirt and many for codes', () => {
    expect(format(...many(2000, (i) => String(i + 1)), '007').kind).toBe('number');
    expect(format(...many(900, (i) => String(i % 40)), '007').kind).toBe('category');
  });

  it('are text from 51 labels on that fill over half of the cells, or are long', () => {
    expect(format(...many(50, (i) => `name ${i}`)).kind).toBe('category');
    expect(format(...many(51, (i) => `name ${i}`)).kind).toBe('text');
    expect(format(...many(200, (i) => `name ${i % 60}`)).kind).toBe('category');
    expect(format(...many(200, (i) => `${'a long remark '.repeat(5)}${i % 60}`)).kind).toBe('text');
  });

  it('stand as the user set them, with the number format still inferred', () => {
    const [zip, price] = formats(
      [
        ['00123', '4'],
        ['1,5', '2,5'],
      ],
      ',',
      { kinds: { c0: 'text', c1: 'number' } },
    );
    expect(zip.kind).toBe('text');
    expect(price.number).toEqual({ decimal: ',', thousands: '' });
  });

  it('do not mistake a name for what every object inherits', () => {
    const [inferred] = inferFormats(['constructor'], [['1'], ['2']], { kinds: {} }, ',');
    expect(inferred.kind).toBe('number');
  });
});

describe('missing tokens', () => {
  it('leave None and - alone among categories and take them for missing among numbers', () => {
    expect(format('Brick', 'None', 'Stone').missingTokens).not.toContain('None');
    expect(format('1', 'None').missingTokens).toContain('None');
  });

  it('are the user’s where given', () => {
    const [inferred] = formats([['1', '-99', 'NA']], ',', { kinds: {}, missingTokens: ['-99'] });
    expect(inferred.kind).toBe('category');
    expect(inferred.missingTokens).toEqual(['-99']);
  });
});

describe('number formats', () => {
  it('are decided on the whole column', () => {
    expect(numbers('1.5', '2')).toEqual({ decimal: '.', thousands: '' });
    expect(numbers('1,5', '2')).toEqual({ decimal: ',', thousands: '' });
    expect(numbers('1.234,5', '7')).toEqual({ decimal: ',', thousands: '.' });
    expect(numbers('1,234.5', '7')).toEqual({ decimal: '.', thousands: ',' });
    expect(numbers('1,234', '22,5')).toEqual({ decimal: ',', thousands: '' });
    expect(numbers('1,234', '5,678,901')).toEqual({ decimal: '.', thousands: ',' });
    expect(numbers('1 234,5', '7')).toEqual({ decimal: ',', thousands: ' ' });
    expect(numbers("1'234.5", '7')).toEqual({ decimal: '.', thousands: "'" });
  });

  it('without evidence take a comma for a group and a point for the decimal mark', () => {
    expect(numbers('1,234', '2,345')).toEqual({ decimal: '.', thousands: ',' });
    expect(numbers('1.234', '2.345')).toEqual({ decimal: '.', thousands: '' });
  });

  it('follow the other columns, else a semicolon between fields', () => {
    const doubtful = ['1,234', '2,345'];
    const pointed = ['1.234', '2.345'];
    expect(formats([doubtful, ['0,5', '7,25']])[0].number.decimal).toBe(',');
    expect(formats([pointed, ['0,5', '7,25']])[0].number).toEqual({ decimal: ',', thousands: '.' });
    expect(formats([doubtful], ';')[0].number).toEqual({ decimal: ',', thousands: '' });
    expect(formats([pointed], ';')[0].number).toEqual({ decimal: '.', thousands: '' });
    expect(formats([doubtful, ['0.5', '7.25']], ';')[0].number).toEqual({ decimal: '.', thousands: ',' });
  });
});

describe('date orders', () => {
  it('are decided on the whole column', () => {
    expect(format('01/02/2024', '13/02/2024').date).toBe('dmy');
    expect(format('01/02/2024', '02/13/2024').date).toBe('mdy');
    expect(format('2024-01-02', '2024-02-13').date).toBe('ymd');
  });

  it('without evidence are month first with slashes, day first with points or decimal commas', () => {
    expect(format('01/02/2024', '03/04/2024').date).toBe('mdy');
    expect(format('01.02.2024', '03.04.2024').date).toBe('dmy');
    expect(
      formats([
        ['01/02/2024', '03/04/2024'],
        ['1,5', '2,5'],
      ])[0].date,
    ).toBe('dmy');
  });
});
