import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cancelled, uncontrolled } from '../../../src/core/math/control.ts';
import { createListCutter, parseJson } from '../../../src/io/reading/json-elements.ts';
import { readTable } from '../../../src/io/reading/read-table.ts';
import { addsUp, cells, readAny } from '../../support/read-any.ts';

describe('a JSON list of objects', () => {
  it('is a table: keys are columns, in the order in which they come, missing where absent or null', async () => {
    const { table, reading } = await readAny('[{"a": 1, "b": "x"}, {"b": null, "c": true, "a": 2.5}]', 'rows.json');
    expect(cells(table)).toEqual({ a: [1, 2.5], b: ['x', null], c: [null, 'true'] });
    expect(reading.form).toEqual({ format: 'json', packing: 'none', members: [{ name: 'rows.json', rows: 2 }], sheets: [] });
    expect(reading.accounting).toMatchObject({ records: 2, header: 0, kept: 2, rejected: 0, blank: 0 });
  });

  it('spreads an object inside by one level and keeps what lies deeper as JSON', async () => {
    const { table } = await readAny('[{"at": {"x": 1, "y": {"z": 2}}, "tags": ["p", "q"], "none": {}}]', 'rows.json');
    expect(cells(table)).toEqual({ 'at.x': [1], 'at.y': ['{"z":2}'], tags: ['["p","q"]'], none: ['{}'] });
  });

  it('keeps a key with a dot apart from a path with the same name', async () => {
    const { table } = await readAny('[{"a.b": 1, "a": {"b": 2}}]', 'rows.json');
    expect(cells(table)).toEqual({ 'a.b': [1], 'a.b_2': [2] });
  });

  it('keeps every digit of long integers, and codes as they stand', async () => {
    const { table } = await readAny('[{"id": 12345678901234567890, "zip": "00123", "x": 0.12345678901234566}]', 'rows.json');
    expect(cells(table)).toEqual({ id: ['12345678901234567890'], zip: ['00123'], x: [0.12345678901234566] });
  });

  it('reads a number with a point as such, whatever other columns look like', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `{"price": "1.${100 + i},5", "share": ${i}.125}`);
    const { table } = await readAny(`[${rows.join(',')}]`, 'rows.json');
    expect(cells(table).share.slice(0, 3)).toEqual([0.125, 1.125, 2.125]);
  });

  it('takes a __proto__ key for a column like any other', async () => {
    const { table } = await readAny('[{"__proto__": 1, "x": 2}]', 'rows.json');
    expect(cells(table)).toEqual({ proto: [1], x: [2] });
  });

  it.each([
    ['a list that does not end', '[{"a": 1}, {"a": 2}\n', /^NotJson: .*line 2.*ends before/],
    ['a comma too many', '[{"a": 1},\n]', /^NotJson: .*line 2.*comma/],
    ['a row that is broken', '[{"a": 1},\n{"a": 1]}, {"a": 3}]', /^NotJson: .*line 2/],
    ['text after the list', '[{"a": 1}] and more', /^NotJson: .*follows/],
    ['an empty list', '[]', /^NoRowsInJson/],
    ['an object without rows', '{"a": 1, "b": {"c": "x"}}', /^NoRowsInJson/],
  ])('says where %s is wrong', async (_what, text, sentence) => {
    await expect(readAny(text, 'rows.json')).rejects.toThrow(sentence);
  });
});

describe('other shapes of JSON', () => {
  const expected = { a: [1, 2], b: ['x', 'y'] };
  it.each([
    ['columns and data', '{"columns": ["a", "b"], "index": [0, 1], "data": [[1, "x"], [2, "y"]]}'],
    ['fields and data', '{"schema": {"fields": []}, "data": [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]}'],
    ['one list inside', '{"status": "ok", "result": {"items": [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]}}'],
    ['columns by name', '{"a": [1, 2], "b": ["x", "y"]}'],
    ['columns by name and row', '{"a": {"0": 1, "1": 2}, "b": {"0": "x", "1": "y"}}'],
    ['lists with a header', '[["a", "b"], [1, "x"], [2, "y"]]'],
  ])('%s', async (_what, text) => {
    const { table, reading } = await readAny(text, 'rows.json');
    expect(cells(table)).toEqual(expected);
    expect(addsUp(reading)).toBe(true);
  });

  it('lists without a header get names by place', async () => {
    const { table, reading } = await readAny('[[1, "x"], [2, "y"]]', 'rows.json');
    expect(cells(table)).toEqual({ column_1: [1, 2], column_2: ['x', 'y'] });
    expect(reading.dialect.header).toBe(false);
  });

  it('a header that is none can be said to be one, and the other way round', async () => {
    const { table } = await readAny('[["a", "b"], ["c", "d"]]', 'rows.json', { dialect: { header: false } });
    expect(cells(table)).toEqual({ column_1: ['a', 'c'], column_2: ['b', 'd'] });
  });
});

describe('JSON lines', () => {
  it('reject what is no object with its own line, and count blank lines', async () => {
    const { table, reading } = await readAny('{"a": 1}\n\n{"a": 2}\r\n{"a": oops}\n[3]\n{"a": 5, "b": "x"}\n', 'rows.jsonl');
    expect(cells(table)).toEqual({ a: [1, 2, 5], b: [null, null, 'x'] });
    expect(reading.form?.format).toBe('ndjson');
    expect(reading.accounting).toMatchObject({ records: 6, header: 0, kept: 3, rejected: 2, blank: 1 });
    expect(reading.accounting.rejectedRows.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'is not valid JSON'],
      [5, 'is no object, as the other rows are'],
    ]);
  });

  it('are told from JSON and from text by what they hold', async () => {
    expect((await readAny('{"a": 1}\n{"a": 2}', 'rows.txt')).reading.form?.format).toBe('ndjson');
    expect((await readAny('{\n"a": [1, 2]\n}', 'rows.txt')).reading.form?.format).toBe('json');
    expect((await readAny('[id],name\n1,x\n2,y', 'rows.csv')).reading.form?.format).toBe('delimited');
    expect((await readAny('{id},name\n1,x\n2,y', 'rows.csv')).reading.form?.format).toBe('delimited');
  });

  it('of lists are read by place', async () => {
    const { table } = await readAny('["a", "b"]\n[1, "x"]\n[2, "y"]\n', 'rows.jsonl');
    expect(cells(table)).toEqual({ a: [1, 2], b: ['x', 'y'] });
  });

  it('list cells against their column by line', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `{"a": ${i === 150 ? '"odd"' : i}}`);
    const { reading } = await readAny(lines.join('\n'), 'rows.jsonl');
    expect(reading.accounting.contradictions).toEqual([{ column: 'a', count: 1, examples: [{ line: 151, value: 'odd' }] }]);
  });

  it('of a one-column table with missing values keep those rows', async () => {
    const { table } = await readAny('{"a": 1}\n{"a": null}\n{"a": 3}\n', 'rows.jsonl');
    expect(cells(table)).toEqual({ a: [1, null, 3] });
  });

  it('stop when they are told to', async () => {
    const control = { ...uncontrolled, cancelled: () => true };
    await expect(readTable(new Blob(['{"a":1}\n{"a":2}']), 'x.jsonl', { kinds: {} }, control)).rejects.toThrow(Cancelled);
  });
});

describe('the cutter of lists', () => {
  it('gives the values of any list, wherever the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.json(), { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 9 }), (texts, indent, step) => {
        const values = texts.map((text) => JSON.parse(text) as unknown);
        const whole = JSON.stringify(values, null, indent);
        const cutter = createListCutter('x');
        const found: unknown[] = [];
        for (let at = 0; at < whole.length; at += step) found.push(...cutter.push(whole.slice(at, at + step)).texts.map((text) => JSON.parse(text) as unknown));
        cutter.finish();
        expect(found).toEqual(values);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps integers that float64 would spoil, and leaves all other JSON alone', () => {
    expect(parseJson('{"a": -98765432109876543210, "b": "12345678901234567890", "c": 1.1234567890123456789e-5, "d": 1234567890123456}')).toEqual({
      a: '-98765432109876543210',
      b: '12345678901234567890',
      c: Number('1.1234567890123456789e-5'),
      d: 1234567890123456,
    });
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });
});
