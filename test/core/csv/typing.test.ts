import { describe, expect, it } from 'vitest';
import type { ReadingOptions } from '../../../src/core/csv/reading.ts';
import { typeFields } from '../../../src/core/csv/type-fields.ts';
import { createNextTyping, createTyping, type TypedColumn } from '../../../src/core/csv/typing.ts';

/** Types one column of fields as a file of it would be, in batches, with as many passes as it takes. */
function typed(
  fields: readonly string[],
  options: Pick<ReadingOptions, 'kinds' | 'missingTokens' | 'formats'> = { kinds: {} },
): TypedColumn & { passes: number } {
  const feed = (typing: ReturnType<typeof createTyping>) => {
    for (let at = 0; at < fields.length; at += 700) {
      const records = fields.slice(at, at + 700).map((field) => [field]);
      typing.append(
        records,
        records.map((_, index) => at + index + 2),
      );
    }
    return typing.finish();
  };
  let pass = feed(createTyping(['x'], options, ','));
  let passes = 1;
  for (; pass.again.size > 0; passes++) pass = feed(createNextTyping(pass, options));
  return { ...pass.columns[0], passes };
}

const many = (count: number, field: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => field(index));
const contradictions = (count: number, line: number, value: string) => ({
  column: 'x',
  count,
  examples: [{ line, value }],
});

describe('typing a file', () => {
  it('reads missing cells of a category as -1 and keeps labels as they stand', () => {
    expect(typed(['red', '', 'NA', ' red', 'None', 'red']).column).toEqual({
      kind: 'category',
      name: 'x',
      codes: Int32Array.of(0, -1, -1, 1, 2, 0),
      levels: ['red', ' red', 'None'],
    });
  });

  it('gives a column without any value as a category without levels', () => {
    const { column, format } = typed(['', 'NA', '?']);
    expect(format.kind).toBe('category');
    expect(column).toEqual({ kind: 'category', name: 'x', codes: Int32Array.of(-1, -1, -1), levels: [] });
  });

  it('lists what contradicts a number, with its line, and reads it as missing', () => {
    const { column, contradictions: against } = typed([...many(100, String), 'oops', '7']);
    expect(column.kind).toBe('number');
    expect(against).toEqual(contradictions(1, 102, 'oops'));
    expect(column.kind === 'number' && column.values[100]).toBeNaN();
    expect(column.kind === 'number' && column.values[101]).toBe(7);
  });

  it('counts all contradictions and lists the first 20', () => {
    const { contradictions: against } = typed([...many(4900, String), ...many(100, (i) => `bad ${i}`)]);
    expect(against.count).toBe(100);
    expect(against.examples).toHaveLength(20);
    expect(against.examples[19]).toEqual({ line: 4921, value: 'bad 19' });
  });

  it('reads a number column again as categories when what comes later contradicts it', () => {
    const {
      column,
      contradictions: against,
      passes,
    } = typed([...many(5000, (i) => String(i % 7)), ...many(1000, () => 'closed')]);
    expect(passes).toBe(2);
    expect(against.count).toBe(0);
    expect(column.kind === 'category' && column.levels).toEqual(['0', '1', '2', '3', '4', '5', '6', 'closed']);
  });

  it('reads codes that come late as they stand', () => {
    const { column } = typed([...many(5000, (i) => String(99_999 - i)), ...many(40, (i) => `00${500 + i}`)]);
    expect(column.kind).toBe('text');
    expect(column.kind === 'text' && column.values[5000]).toBe('00500');
  });

  it('changes the number format when later cells show another one', () => {
    const { column, contradictions: against, format } = typed([...many(5000, () => '1,234'), '22,5']);
    expect(format.number).toEqual({ decimal: ',', thousands: '' });
    expect(against.count).toBe(0);
    expect(column.kind === 'number' && [column.values[0], column.values[5000]]).toEqual([1.234, 22.5]);
  });

  it('changes the order of a date when later cells show another one', () => {
    const { column, format } = typed([...many(5000, () => '03/04/2024'), '25/04/2024']);
    expect(format.date).toBe('dmy');
    expect(column.kind === 'datetime' && column.values[0]).toBe(Date.UTC(2024, 3, 3));
  });

  it('says that the order of day and month is unsure only where no date of the whole column settles it', () => {
    expect(typed(many(5000, () => '03/04/2024')).format.dateOrderUnsure).toBe(true);
    expect(typed([...many(5000, () => '03/04/2024'), '04/25/2024']).format).not.toHaveProperty('dateOrderUnsure');
    expect(typed([...many(5000, () => '03/04/2024'), '25/04/2024']).format).not.toHaveProperty('dateOrderUnsure');
  });

  it('reads eight digits as numbers after all where later ones are no dates', () => {
    const days = many(5000, (i) => `202401${String((i % 28) + 1).padStart(2, '0')}`);
    expect(typed(days).format).toMatchObject({ kind: 'datetime', date: 'compact' });
    const { column, contradictions: against } = typed([...days, '20249999']);
    expect(column.kind === 'number' && column.values[5000]).toBe(20_249_999);
    expect(against.count).toBe(0);
  });

  it('takes a unit, or parentheses for a minus, into the format when they come late', () => {
    const { format, contradictions: against, column } = typed([...many(5000, String), '(5)']);
    expect(format.number).toEqual({ decimal: '.', thousands: '', negative: 'parentheses' });
    expect(against.count).toBe(0);
    expect(column.kind === 'number' && column.values[5000]).toBe(-5);
  });

  it('finds the numbers of a column that begins with missing or with dirt', () => {
    expect(typed([...many(4500, () => ''), ...many(500, String)]).format.kind).toBe('number');
    const dirty = typed([...many(300, () => 'warming up'), ...many(9700, String)]);
    expect(dirty.format.kind).toBe('number');
    expect(dirty.contradictions).toMatchObject({ count: 300 });
  });

  it('decides between category and text on the whole column', () => {
    expect(typed(many(9000, (i) => `shop ${i % 4000}`)).format.kind).toBe('category');
    expect(typed(many(9000, (i) => `shop ${i}`)).format.kind).toBe('text');
    expect(typed([...many(4000, () => 'none'), ...many(5000, (i) => `n${i}`)]).column.kind).toBe('text');
  });

  it('never gives up a kind that the user set', () => {
    const { column, contradictions: against } = typed(['a', '1', 'b'], { kinds: { x: 'number' } });
    expect(column).toEqual({ kind: 'number', name: 'x', values: Float64Array.of(NaN, 1, NaN) });
    expect(against.count).toBe(2);
    expect(typed(many(200, String), { kinds: { x: 'category' } }).column.kind).toBe('category');
    expect(typed(['1', '2'], { kinds: { x: 'text' } }).column).toEqual({ kind: 'text', name: 'x', values: ['1', '2'] });
  });

  it('takes the user’s missing tokens even where they read as numbers', () => {
    const { column } = typed(['1', '-99', '2'], { kinds: {}, missingTokens: ['-99'] });
    expect(column.kind === 'number' && [...column.values]).toEqual([1, NaN, 2]);
  });
});

describe('typing fields in a known format', () => {
  it('gives what reading the file gave', () => {
    const fields = ['1.234,5', 'NA', 'x', '7', ...many(100, (i) => `${i},25`)];
    const { format, column } = typed(fields);
    const again = typeFields(
      format,
      fields,
      fields.map((_, row) => row + 2),
    );
    expect(again.column).toEqual(column);
    expect(again.contradictions).toEqual(contradictions(1, 4, 'x'));
  });

  it.each([
    [['$1,234.50', '($7)', '$0.5'], [1234.5, -7, 0.5]],
    [['12,5 %', '7%', 'NA'], [12.5, 7, NaN]],
    [['1 Mar 2024', '02-Mar-24'], [Date.UTC(2024, 2, 1), Date.UTC(2024, 2, 2)]],
    [['20240301', '20240302', '20240303'], [Date.UTC(2024, 2, 1), Date.UTC(2024, 2, 2), Date.UTC(2024, 2, 3)]],
  ])('of %j gives the same after the format went through JSON', (fields, values) => {
    const { format, column } = typed(fields);
    const again = typeFields(JSON.parse(JSON.stringify(format)) as typeof format, fields);
    expect(again.column).toEqual(column);
    expect('values' in again.column && [...again.column.values]).toEqual(values);
  });

  it('counts lines from 1 where none are given', () => {
    const { format } = typed(['1', '2']);
    expect(typeFields(format, ['3', 'y']).contradictions).toEqual(contradictions(1, 2, 'y'));
    expect(typeFields(format, []).column).toEqual({ kind: 'number', name: 'x', values: new Float64Array(0) });
  });
});
