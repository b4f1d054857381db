import { describe, expect, it } from 'vitest';
import { inferFormats } from '../../../src/core/csv/infer-formats.ts';
import type { ColumnFormat, Dialect, ReadingOptions } from '../../../src/core/csv/reading.ts';

/** The formats of columns given as columns of fields. */
function formats(
  columns: readonly (readonly string[])[],
  delimiter: Dialect['delimiter'] = ',',
  options: Pick<ReadingOptions, 'kinds' | 'missingTokens' | 'formats'> = { kinds: {} },
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
    [['5%', '10%'], 'number'],
    [['$5', '$7.50'], 'number'],
    [['$5', '€7.50'], 'category'],
    [['5 kg', '7 kg'], 'category'],
    [['A1', 'A2', 'A3'], 'category'],
    [['18-25', '26-40', '60-'], 'category'],
    [['(555) 123', '(555) 456'], 'category'],
    [['1.2.30', '1.2.31'], 'category'],
    [['March', 'April'], 'category'],
    [['1 Mar 2024', '2 Mar 2024'], 'datetime'],
    [['20240301', '20240315', '20231231'], 'datetime'],
    [['20240301', '20240315', '20241301'], 'number'],
    [['20240301', '20240315', ''], 'number'],
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

describe('units', () => {
  it.each([
    [['12%', '12.5 %', '7'], { decimal: '.', thousands: '', unit: '%' }],
    [['12,5 %', '7%'], { decimal: ',', thousands: '', unit: '%' }],
    [['$1,234.50', '$7'], { decimal: '.', thousands: ',', unit: '$' }],
    [['1.234,50 €', '7,00 €'], { decimal: ',', thousands: '.', unit: '€' }],
    [["CHF 1'234.50", 'CHF 7'], { decimal: '.', thousands: "'", unit: 'CHF' }],
    [['USD 5', '7 USD'], { decimal: '.', thousands: '', unit: 'USD' }],
    [['1 234,50 kr', '7,25 kr'], { decimal: ',', thousands: ' ', unit: 'kr' }],
    [['(1,234)', '7', '8,000.5'], { decimal: '.', thousands: ',', negative: 'parentheses' }],
    [['12-', '7', '8'], { decimal: '.', thousands: '', negative: 'trailing' }],
    [['($1,234.50)', '$7.25'], { decimal: '.', thousands: ',', unit: '$', negative: 'parentheses' }],
  ])('of %j', (fields, expected) => {
    expect(format(...fields).kind).toBe('number');
    expect(numbers(...fields)).toEqual(expected);
  });

  it('are no part of a column where most cells have none', () => {
    expect(format(...many(60, String), ...many(40, (i) => `${i}%`)).kind).not.toBe('number');
    expect(numbers(...many(99, String), '5%')).toEqual({ decimal: '.', thousands: '' });
  });

  it('help to decide the decimal mark of other columns', () => {
    const [doubtful] = formats([
      ['1,234', '2,345'],
      ['7,5 €', '8,25 €'],
    ]);
    expect(doubtful.number).toEqual({ decimal: ',', thousands: '' });
  });
});

describe('what the user set of a column’s format', () => {
  it('is read by, whatever would have been guessed', () => {
    const options: ReadingOptions = {
      kinds: {},
      formats: { c0: { number: { decimal: ',', thousands: '' } }, c1: { date: 'dmy' }, c2: { date: 'compact' } },
    };
    const [number, date, compact] = formats([['1,234', '2,345'], ['01/02/2024', '03/04/2024'], ['20240301', '20240302']], ',', options);
    expect(number).toMatchObject({ kind: 'number', number: { decimal: ',', thousands: '' } });
    expect(date).toMatchObject({ kind: 'datetime', date: 'dmy' });
    expect(date).not.toHaveProperty('dateOrderUnsure');
    expect(compact).toMatchObject({ kind: 'datetime', date: 'compact' });
  });

  it('leaves a column its labels where it reads none of them', () => {
    const [labels] = formats([['x', 'y']], ',', { kinds: {}, formats: { c0: { number: { decimal: ',', thousands: '' } } } });
    expect(labels.kind).toBe('category');
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

  it('are said to be unsure where no date tells day and month apart', () => {
    expect(format('01/02/2024', '03/04/2024').dateOrderUnsure).toBe(true);
    for (const sure of [['01/02/2024', '13/04/2024'], ['01.02.2024', '03.04.2024'], ['2024-01-02'], ['1 Mar 2024']]) {
      expect(format(...sure)).not.toHaveProperty('dateOrderUnsure');
    }
  });

  it('count dates that name their month in any order', () => {
    expect(format('1 Mar 2024', '03/25/2024')).toMatchObject({ kind: 'datetime', date: 'mdy' });
  });
});
