import { describe, expect, it, vi } from 'vitest';
import type { Accounting, ReadingOptions } from '../../../src/core/csv/reading.ts';
import { Cancelled, uncontrolled, type Control } from '../../../src/core/math/control.ts';
import { columnByName, type Column } from '../../../src/core/table/table.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';
import { readRawRows } from '../../../src/io/csv/read-raw-rows.ts';

type Part = string | Uint8Array<ArrayBuffer>;
const read = (content: Part | Part[], options: ReadingOptions = { kinds: {} }, control: Control = uncontrolled) =>
  readDelimited(new Blob([content].flat()), 'x.csv', options, control);
const bytes = (...values: number[]) => Uint8Array.from(values);
const labels = (column: Column) =>
  column.kind === 'category' ? Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code])) : column.kind;
const addsUp = ({ records, header, kept, rejected, blank, preamble = 0, comments = 0 }: Accounting) =>
  header + kept + rejected + blank + preamble + comments === records;

describe('large and odd files are read', { timeout: 20_000 }, () => {
  it('a cell of a megabyte, quoted and not', async () => {
    const long = 'word '.repeat(210_000).trim();
    const { table } = await read(`a,b\n1,"${long}, ""x""\nand more"\n2,${long}\n`, { kinds: { b: 'text' } });
    expect(columnByName(table, 'b')).toMatchObject({ values: [`${long}, "x"\nand more`, long] });
  });

  it('5,000 columns, with and without names', async () => {
    const row = (cell: (column: number) => string) => Array.from({ length: 5000 }, (_, column) => cell(column)).join(',');
    const rows = Array.from({ length: 20 }, (_, index) => row((column) => String(column * 7 + index * 3)));
    const named = await read([`${row((column) => `measure_${column}`)}\n`, rows.join('\n')]);
    expect([named.table.nRows, named.table.columns.length]).toEqual([20, 5000]);
    expect(named.table.columns[4999]).toMatchObject({ kind: 'number', name: 'measure_4999' });
    const unnamed = await read(rows.join('\n'));
    expect([unnamed.table.nRows, unnamed.table.columns.length]).toEqual([20, 5000]);
    expect(unnamed.table.columns[4999].name).toBe('column_5000');
    expect(unnamed.reading.accounting).toMatchObject({ records: 20, header: 0, kept: 20, renamed: [] });
  });

  it('20,000 columns of one name', async () => {
    const row = (cell: string) => Array.from({ length: 20_000 }, () => cell).join(',');
    const { table, reading } = await read(`${row('x')}\n${row('1')}\n${row('2')}\n`);
    expect(new Set(table.columns.map(({ name }) => name)).size).toBe(20_000);
    expect(table.columns[19_999].name).toBe('x_20000');
    expect(reading.accounting.renamed).toHaveLength(19_999);
  });

  it('20,001 columns are one too many', async () => {
    await expect(read(`${'x,'.repeat(20_000)}x\n`)).rejects.toThrow(/^TooManyColumns: .*20001 columns .* up to 20000/);
  });
});

describe('what only looks like a table', () => {
  it.each([
    ['only delimiters', ',,,\n,,,\n,,,\n', /^none$/],
    ['only line ends', '\n\r\n\r\n\n', /^EmptyFile/],
    ['only carriage returns', '\r\r\r', /^EmptyFile/],
    ['only quotes', '"""""\n', /^(none|UnclosedQuote|HeaderOnly)/],
    ['NUL bytes', 'a,b\n1,\x00\n', /^NotText/],
  ])('%s', async (_, content, outcome) => {
    const said = await read(content).then(
      ({ reading }) => (addsUp(reading.accounting) ? 'none' : 'unaccounted'),
      (error: unknown) => (error as Error).message,
    );
    expect(said).toMatch(outcome);
  });

  it('a file of delimiters has columns without a name or a value', async () => {
    const { table } = await read(',,,\n,,,\n,,,\n');
    expect(table.nRows).toBe(2);
    expect(table.columns.map(({ name }) => name)).toEqual(['column_1', 'column_2', 'column_3', 'column_4']);
  });
});

describe('signs where they do not belong', () => {
  it('a NUL far behind the beginning stays in its cell', async () => {
    const { table, reading } = await read(['a,b\n', 'p,q\n'.repeat(40_000), 'x\x00y,z\n']);
    expect(reading.accounting).toMatchObject({ kept: 40_001, rejected: 0 });
    expect(columnByName(table, 'a')).toMatchObject({ levels: ['p', 'x\x00y'] });
  });

  it('quotes amid an unquoted field are text', async () => {
    const { table } = await read('a,b\n5" pipe,x\nthe "old" one,y\n');
    expect(labels(columnByName(table, 'a'))).toEqual(['5" pipe', 'the "old" one']);
  });

  it('spaces around quotes belong to neither side', async () => {
    const { table } = await read('a, "b" ,c\n1, "x, y" ,2\n3,"z" , "p ""q"""\n');
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(labels(columnByName(table, 'b'))).toEqual(['x, y', 'z']);
    expect(labels(columnByName(table, 'c'))).toEqual(['2', 'p "q"']);
  });

  it('a quote after a space that closes on no delimiter is text', async () => {
    const { table, reading } = await read('a,b\n1, "x" and y\n2, "z\n3,w\n');
    expect(labels(columnByName(table, 'b'))).toEqual([' "x" and y', ' "z', 'w']);
    expect(reading.accounting.rejected).toBe(0);
  });

  it('a byte order mark in the middle, where two files were put together', async () => {
    const { table, reading } = await read('\ufeffa,b\n1,x\n\ufeff2,y\n\ufeff"3",z\n');
    expect(columnByName(table, 'a')).toMatchObject({ values: Float64Array.of(1, 2, 3) });
    expect(reading.accounting).toMatchObject({ kept: 3, rejected: 0 });
  });

  it.each([
    ['carriage returns alone', 'a,b\r1,2\r3,4\r'],
    ['all kinds of line ends', 'a,b\r\n1,2\n3,4\r'],
    ['line ends after a blank line', '\r\na,b\r1,2\n\r\n3,4'],
  ])('%s', async (_, content) => {
    const { table, reading } = await read(content);
    expect(columnByName(table, 'b')).toMatchObject({ values: Float64Array.of(2, 4) });
    expect(addsUp(reading.accounting)).toBe(true);
  });

  it.each([
    ['wider', 'a,b,c\n1,2\n3,4,5\n', 'has 2 fields where the header has 3', 2],
    ['narrower', 'a,b\n1,2,3\n4,5\n', 'has 3 fields where the header has 2', 2],
  ])('a header that is %s than a row', async (_, content, reason, line) => {
    const { reading } = await read(content);
    expect(reading.accounting.rejectedRows).toEqual([expect.objectContaining({ line, reason })]);
  });

  it('a row of another width than the first, where there is no header', async () => {
    const { reading } = await read('1,2\n3,4\n5\n6,7\n');
    expect(reading.accounting).toMatchObject({ records: 4, header: 0, kept: 3, rejected: 1 });
    expect(reading.accounting.rejectedRows[0]).toMatchObject({ line: 3, reason: 'has 1 field where the first row has 2' });
  });
});

describe('notes and comments are accounted for', () => {
  it('with the lines that records stand on', async () => {
    const { table, reading } = await read(
      `Report\n\n# a,b,c\n"h1",h2\n# don't, "quote, me\n1,2\n3\n\n5,"6\n7"\n${'8,9\n'.repeat(10)}oops`,
    );
    expect(table.columns.map(({ name }) => name)).toEqual(['h1', 'h2']);
    expect(reading.dialect).toMatchObject({ preamble: 3, comment: '#' });
    const { accounting } = reading;
    expect(accounting).toMatchObject({ records: 20, header: 1, kept: 12, rejected: 2, blank: 1, preamble: 3, comments: 1 });
    expect(accounting.rejectedRows).toEqual([
      { line: 7, reason: 'has 1 field where the header has 2', excerpt: '3' },
      { line: 21, reason: 'has 1 field where the header has 2', excerpt: 'oops' },
    ]);
  });

  it('a dialect that was set: two lines, semicolons, single quotes, no header', async () => {
    const dialect = { preamble: 2, delimiter: ';', quote: "'", header: false } as const;
    const { table, reading } = await read("x\ny\n1;'a;''b'\n2;c\n", { kinds: {}, dialect });
    expect(table.columns.map(({ name }) => name)).toEqual(['column_1', 'column_2']);
    expect(labels(columnByName(table, 'column_2'))).toEqual(["a;'b", 'c']);
    expect(reading.accounting).toMatchObject({ records: 4, header: 0, kept: 2, preamble: 2 });
  });

  it('backslashes, runs of spaces and no quotes at all', async () => {
    const escaped = await read(String.raw`a,b` + '\n' + String.raw`1,"say \"hi\", C:\\x \n"` + '\n2,"y"\n');
    expect(labels(columnByName(escaped.table, 'b'))).toEqual([String.raw`say "hi", C:\x \n`, 'y']);
    const spaced = await read('  x   y z\n 1 2   "p  q"\n  3   4  r  \n', { kinds: {}, dialect: { delimiter: ' ' } });
    expect(spaced.table.columns.map(({ name }) => name)).toEqual(['x', 'y', 'z']);
    expect(labels(columnByName(spaced.table, 'z'))).toEqual(['p  q', 'r']);
    const bare = await read('a,b\n"x,1\n"y",2\n', { kinds: {}, dialect: { quote: null } });
    expect(labels(columnByName(bare.table, 'a'))).toEqual(['"x', '"y"']);
  });
});

describe('bytes that are no text', () => {
  const utf8 = new TextEncoder();

  it('one invalid byte in UTF-8 becomes U+FFFD, and is counted', async () => {
    const { table, reading } = await read([utf8.encode('a,b\né,1\nça'), bytes(0xff), utf8.encode(' va,2\nüñ,3\n')]);
    expect(reading.dialect.encoding).toBe('utf-8');
    expect(reading.accounting.replacedCharacters).toBe(1);
    expect(labels(columnByName(table, 'a'))).toEqual(['é', 'ça\ufffd va', 'üñ']);
  });

  it('so does one late in the file', async () => {
    const { reading } = await read([utf8.encode(`a,b\n${'é,1\n'.repeat(300_000)}x`), bytes(0xe9), utf8.encode(',2\n')]);
    expect(reading.dialect.encoding).toBe('utf-8');
    expect(reading.accounting).toMatchObject({ replacedCharacters: 1, kept: 300_001 });
  });

  it('a U+FFFD that the file itself holds is not counted', async () => {
    const { reading } = await read([utf8.encode('a,b\n\ufffd,1\né,2\n'), bytes(0xff, 0x2c, 0x33)]);
    expect(reading.accounting.replacedCharacters).toBe(1);
    expect((await read('a,b\n\ufffd,1\n')).reading.accounting).not.toHaveProperty('replacedCharacters');
  });

  it('letters of Windows-1252 throughout are just that', async () => {
    const { table, reading } = await read([utf8.encode('a,b\ncaf'), bytes(0xe9), utf8.encode(',1\nGar'), bytes(0xe7), utf8.encode('on,2\n')]);
    expect(reading.dialect.encoding).toBe('windows-1252');
    expect(labels(columnByName(table, 'a'))).toEqual(['café', 'Garçon']);
    expect(reading.accounting).not.toHaveProperty('replacedCharacters');
  });

  it('surrogates that stand alone in UTF-16 are replaced and counted', async () => {
    const text = '\ufeffa,b\n\ud83dx,1\n😀,2\ny\udc00,3\n';
    const units = new Uint8Array(text.length * 2);
    for (let at = 0; at < text.length; at++) new DataView(units.buffer).setUint16(at * 2, text.charCodeAt(at), true);
    const { table, reading } = await read(units);
    expect(labels(columnByName(table, 'a'))).toEqual(['\ufffdx', '😀', 'y\ufffd']);
    expect(reading.accounting.replacedCharacters).toBe(2);
  });

  it('an encoding that was set is kept', async () => {
    const { reading } = await read([utf8.encode('a,b\ncaf'), bytes(0xe9), utf8.encode(',1\n')], { kinds: {}, dialect: { encoding: 'utf-8' } });
    expect(reading.dialect.encoding).toBe('utf-8');
    expect(reading.accounting.replacedCharacters).toBe(1);
  });
});

describe('a reading that gets nowhere', () => {
  const stuck = () => {
    const file = new Blob(['a,b\n1,2\n']);
    const slow = Object.assign(Object.create(file) as Blob, { slice: () => ({ arrayBuffer: () => new Promise(() => undefined) }) });
    Object.defineProperty(slow, 'size', { value: file.size });
    return slow;
  };

  it('ends by itself after ten seconds', async () => {
    vi.useFakeTimers();
    try {
      const outcome = readDelimited(stuck(), 'x.csv', { kinds: {} }, uncontrolled).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(9_900);
      await vi.advanceTimersByTimeAsync(200);
      expect(String(await outcome)).toMatch(/ReadingStalled: reading "x.csv" got no further for 10 seconds; check/);
    } finally {
      vi.useRealTimers();
    }
  });

  it('can be cancelled before that', async () => {
    let asked = 0;
    const control = { ...uncontrolled, cancelled: () => ++asked > 2 };
    await expect(readDelimited(stuck(), 'x.csv', { kinds: {} }, control)).rejects.toThrow(Cancelled);
  });

  it('stops between chunks when cancelled', async () => {
    let chunks = 0;
    const control = { ...uncontrolled, cancelled: () => chunks > 0, progress: () => void chunks++ };
    const content = `a,b\n${'"x","y"\n'.repeat(300_000)}`;
    await expect(read(content, { kinds: {} }, control)).rejects.toThrow(Cancelled);
    expect(chunks).toBe(1);
  });
});

describe('rejected rows', () => {
  it('are counted exactly and listed up to 10,000', async () => {
    const { reading } = await read(`a,b\n1,2\n${'3\n'.repeat(12_000)}4,5\n`);
    expect(reading.accounting).toMatchObject({ records: 12_003, kept: 2, rejected: 12_000 });
    expect(reading.accounting.rejectedRows).toHaveLength(10_000);
    expect(reading.accounting.rejectedRows[9999].line).toBe(10_002);
  });
});

describe('a file to score', () => {
  const raw = (content: string, columns: readonly string[]) => readRawRows(new Blob([content]), uncontrolled, 'new.csv', { columns });

  it('is read in a dialect of its own', async () => {
    const { header, records } = await raw('Batch 7\n\na;b\n1,5;"x;y"\n2,5;z\n', ['a', 'b']);
    expect(header).toEqual(['a', 'b']);
    expect(records).toEqual([['1,5', 'x;y'], ['2,5', 'z']]);
  });

  it('without a header is refused where the columns have names', async () => {
    await expect(raw('1,2\n3,4\n', ['width', 'height', 'depth', 'sort'])).rejects.toThrow(
      /^NoHeader: the first line of "new.csv" \(1,2\) .* \(width, height, depth, …\) above it$/,
    );
  });

  it('without a header is read where the model was made from such a file', async () => {
    const { header, records } = await raw('1,2\n3,4\n', ['column_1', 'column_2']);
    expect(header).toEqual(['column_1', 'column_2']);
    expect(records).toHaveLength(2);
    expect((await raw('x,2\ny,4\n', ['column_1', 'column_2'])).records).toHaveLength(2);
  });

  it('with one of the columns in its first line has a header, whatever it looks like', async () => {
    expect((await raw('2020,2021\n2020,2021\n', ['2021'])).records).toEqual([['2020', '2021']]);
    expect((await raw('column_1,column_2\n1,2\n', ['column_1', 'column_2'])).records).toEqual([['1', '2']]);
  });
});
