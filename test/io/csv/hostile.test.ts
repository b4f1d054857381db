import { describe, expect, it } from 'vitest';
import type { ReadingOptions } from '../../../src/core/csv/reading.ts';
import { Cancelled, uncontrolled } from '../../../src/core/math/control.ts';
import { columnByName } from '../../../src/core/table/table.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';
import { readRawRows } from '../../../src/io/csv/read-raw-rows.ts';
import { standardDialect } from '../../../src/io/csv/signs.ts';

type Part = string | Uint8Array<ArrayBuffer>;
const read = (content: Part | Part[], options: ReadingOptions = { kinds: {} }) =>
  readDelimited(new Blob([content].flat()), 'x.csv', options, uncontrolled);
const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) new DataView(bytes.buffer).setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return bytes;
};
/** The cells of a category column as text. */
function labels(column: ReturnType<typeof columnByName>): (string | null)[] {
  if (column.kind !== 'category') throw new Error(`expected categories, got ${column.kind}`);
  return Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]));
}

describe('files that cannot be read get a sentence', () => {
  it.each([
    ['an empty file', '', /^EmptyFile: "x.csv" is empty; choose/],
    ['blank lines', '\n \r\n\n', /^EmptyFile/],
    ['a byte order mark alone', '\ufeff', /^EmptyFile/],
    ['a header alone', 'a,b,c', /^HeaderOnly: .* header of 3 columns/],
    ['a header and blank lines', 'a\n\n\n', /^HeaderOnly: .* header of 1 column /],
    ['a quote that never closes', 'a,b\n1,2\n3,"4\n5,6\n', /^UnclosedQuote: .*line 3 never closes/],
    ['a quote that opens inside a long field', 'a,b\n"x\ny",1\n2,"\n3', /^UnclosedQuote: .*line 4 /],
    [
      'rows that all miss the header',
      'a,b,c\n1,2\n3,4\n',
      /^AllRowsRejected: none of the 2 rows .*line 2: has 2 fields where the header has 3/,
    ],
    ['an Excel workbook', 'PK\x03\x04 and so on', /^NotText: .*Excel workbook.*export/],
    ['a binary file', 'a,b\n1,\x00\n', /^NotText: .*binary/],
    ['control characters', `a\n${'\x01\x02x'.repeat(100)}`, /^NotText/],
    ['a header of quotes', '",'.repeat(100_000), /^TooManyColumns: .*50001 columns/],
  ])('%s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  it('random bytes', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + ((i * i) >> 3)) & 255);
    await expect(read(bytes)).rejects.toThrow(/^NotText/);
  });

  it('a file that changes while it is read', async () => {
    const file = new Blob(['a,b\n1,2\n']);
    const failing = Object.assign(Object.create(file) as Blob, {
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }),
    });
    Object.defineProperty(failing, 'size', { value: file.size });
    await expect(readDelimited(failing, 'x.csv', { kinds: {} }, uncontrolled)).rejects.toThrow(/^FileChanged/);
  });

  it('a reading that is cancelled', async () => {
    const control = { ...uncontrolled, cancelled: () => true };
    await expect(readDelimited(new Blob(['a\n1']), 'x.csv', { kinds: {} }, control)).rejects.toThrow(Cancelled);
  });
});

describe('odd files lose nothing silently', () => {
  it('one row', async () => {
    const { table, reading } = await read('a,b\n1,x');
    expect(table.nRows).toBe(1);
    expect(reading.accounting).toMatchObject({ records: 2, header: 1, kept: 1, rejected: 0, blank: 0 });
  });

  it('ragged rows and blank lines are counted, and listed with line and reason', async () => {
    const { table, reading } = await read('a,b\n\n1,2\n3\n4,5,6\n  \n"7\n7",8\n9,"1"0\n11,12\n\n');
    expect(table.nRows).toBe(3);
    expect(reading.accounting).toMatchObject({ records: 10, header: 1, kept: 3, rejected: 3, blank: 3 });
    expect(reading.accounting.rejectedRows).toEqual([
      { line: 4, reason: 'has 1 field where the header has 2', excerpt: '3' },
      { line: 5, reason: 'has 3 fields where the header has 2', excerpt: '4,5,6' },
      { line: 9, reason: 'text follows a closing quote', excerpt: '9,"1"0' },
    ]);
  });

  it('one stray quote spoils one line', async () => {
    const { table, reading } = await read('a,b\n1,"x"\n"2,y\n3,"z"\n4,"w"\n');
    expect(table.nRows).toBe(3);
    expect(reading.accounting.rejectedRows).toEqual([
      { line: 3, reason: 'text follows a closing quote', excerpt: '"2,y' },
    ]);
  });

  it('all-missing columns are categories without levels', async () => {
    const { table } = await read('a,b\n1,\n2,NA\n');
    expect(columnByName(table, 'b')).toMatchObject({ kind: 'category', levels: [] });
  });

  it('__proto__, constructor, blank and repeated headers', async () => {
    const { table, reading } = await read('__proto__,constructor,a,a,\n1,2,3,4,5\n');
    expect(table.columns.map(({ name }) => name)).toEqual(['proto', 'constructor', 'a', 'a_2', 'column_5']);
    expect(reading.accounting.renamed).toEqual([
      ['__proto__', 'proto'],
      ['a', 'a_2'],
      ['', 'column_5'],
    ]);
    expect(table.columns.map((column) => column.kind === 'number' && column.values[0])).toEqual([1, 2, 3, 4, 5]);
  });

  it('100 columns with 10 rows', async () => {
    const row = (cell: (column: number) => string) =>
      Array.from({ length: 100 }, (_, column) => cell(column)).join(',');
    const rows = Array.from({ length: 10 }, (_, index) => row((column) => String(index * column)));
    const { table } = await read([row((column) => `c${column}`), ...rows].join('\n'));
    expect([table.nRows, table.columns.length]).toEqual([10, 100]);
  });

  it('a single column, whose blank lines are not rows', async () => {
    const { table, reading } = await read('name\nSmith, John\n\nDoe, Jane\n""\n');
    expect(labels(columnByName(table, 'name'))).toEqual(['Smith, John', 'Doe, Jane', null]);
    expect(reading.accounting.blank).toBe(1);
  });

  it('cells that are missing for what stands in them are counted by token', async () => {
    const { reading } = await read('n,s,t\n1,?,x\n NA ,?,\n-, ? ,x\n2,None,NULL\n,y,x\n');
    expect(reading.accounting.missingMarks).toEqual([
      { column: 'n', token: 'NA', count: 1 },
      { column: 'n', token: '-', count: 1 },
      { column: 's', token: '?', count: 3 },
      { column: 't', token: 'NULL', count: 1 },
    ]);
  });

  it('what contradicts a column is listed with the line of its row', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i},"a\nb"`);
    const { reading } = await read(`n,s\n${rows.join('\n')}\noops,c\n`);
    expect(reading.accounting.contradictions).toEqual([
      { column: 'n', count: 1, examples: [{ line: 122, value: 'oops' }] },
    ]);
  });
});

describe('dialects', () => {
  it.each([
    ['a,b,c\n1,2,3\n', ','],
    ['a;b;c\n1,5;2,5;3,5\n2,5;3,5;4,5\n', ';'],
    ['a\tb\nx, y\tz, w\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['a,"b;c;d",e\n1,"x;y;z",2\n', ','],
    ['"a;b";"c,d"\n"1,5";"2;3"\n', ';'],
    ['just one\nword\n', ','],
  ])('the delimiter of %j is %j', async (content, delimiter) => {
    expect((await read(content)).reading.dialect.delimiter).toBe(delimiter);
  });

  it.each(['\n', '\r\n', '\r'])(
    'line ends %j, also where they are the whole difference between chunks',
    async (end) => {
      const { table, reading } = await read(['a,b', '1,"x', 'y"', '2,z', ''].join(end));
      expect(table.nRows).toBe(2);
      expect(labels(columnByName(table, 'b'))).toEqual([`x${end}y`, 'z']);
      expect(reading.accounting).toMatchObject({ records: 3, blank: 0 });
    },
  );

  it('mixed line ends', async () => {
    const { table } = await read('a,b\r\n1,2\n3,4\r5,6');
    expect(columnByName(table, 'b')).toMatchObject({ values: Float64Array.of(2, 4, 6) });
  });

  const text = 'straße;n\nMünchen;1,5\nКиїв;2,5\n';
  it.each([
    ['utf-8', new TextEncoder().encode(text)],
    ['utf-8', new TextEncoder().encode(`\ufeff${text}`)],
    ['utf-16le', utf16(`\ufeff${text}`, true)],
    ['utf-16be', utf16(`\ufeff${text}`, false)],
    ['utf-16le', utf16(text, true)],
  ])('%s is recognised', async (encoding, bytes) => {
    const { table, reading } = await read(bytes);
    expect(reading.dialect).toEqual({ ...standardDialect, encoding, delimiter: ';' });
    expect(labels(columnByName(table, 'straße'))).toEqual(['München', 'Київ']);
    expect(columnByName(table, 'n')).toMatchObject({ kind: 'number', values: Float64Array.of(1.5, 2.5) });
  });

  it('what is not UTF-8 is Windows-1252, even where it shows late in the file', async () => {
    const late = [new TextEncoder().encode(`a\n${'plain\n'.repeat(300_000)}`), Uint8Array.of(0x80, 0xe9, 0x0a)];
    const { table, reading } = await read(late);
    expect(reading.dialect.encoding).toBe('windows-1252');
    expect(columnByName(table, 'a')).toMatchObject({ levels: ['plain', '€é'] });
  });

  it('a character that the end of the file cuts off does not make it Windows-1252', async () => {
    const { reading } = await read([new TextEncoder().encode('a\né\n'), Uint8Array.of(0xc3)]);
    expect(reading.dialect.encoding).toBe('utf-8');
  });

  it('what the user set is not guessed', async () => {
    const { table, reading } = await read('a;b,c\n1;2,3\n', { kinds: {}, dialect: { delimiter: ';' } });
    expect(reading.dialect.delimiter).toBe(';');
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b,c']);
  });
});

describe('raw rows', () => {
  const raw = (content: string) => readRawRows(new Blob([content]), uncontrolled);

  it('are as wide as the header, one for each row, in order, and as they stand', async () => {
    const { header, headerAsRead, records, kept, padded, truncated, malformed } = await raw(
      'a,a,\n 1 ,"x,""y""",\n2\n3,4,5,6\n\n7,"8"9,0\n\n\n',
    );
    expect(header).toEqual(['a', 'a_2', 'column_3']);
    expect(headerAsRead).toEqual(['a', 'a', '']);
    expect(records).toEqual([
      [' 1 ', 'x,"y"', ''],
      ['2', '', ''],
      ['3', '4', '5'],
      ['', '', ''],
      ['7', '89', '0'],
    ]);
    expect(kept).toEqual([[' 1 ', 'x,"y"', '']]);
    expect({ padded, truncated, malformed }).toEqual({ padded: 2, truncated: 1, malformed: 1 });
  });

  it.each([
    ['', /^EmptyFile/],
    ['a,b\n\n', /^HeaderOnly/],
    ['a\n"1', /^UnclosedQuote/],
  ])('of %j cannot be had', (content, message) => expect(raw(content)).rejects.toThrow(message));
});
