import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/core/csv/reading.ts';
import { inferDialect } from '../../../src/io/csv/dialect.ts';
import { standardDialect } from '../../../src/io/csv/signs.ts';

const sniff = (text: string, set?: Partial<Dialect>) => inferDialect(new Blob([text]), 'x.csv', set);
const lines = (...rows: string[]) => `${rows.join('\n')}\n`;

describe('the delimiter', () => {
  it.each([
    [',', lines('a,b', '1,x', '2,y')],
    [';', lines('a;b', '1,5;x', '2,5;y')],
    ['\t', lines('a\tb', '1, 2\tx', '2, 3\ty')],
    ['|', lines('a|b', '1|x', '2|y')],
    ['\x1f', lines('a\x1fb', '1\x1fx', '2\x1fy')],
    ['^', lines('a^b', '1^x', '2^y')],
    ['~', lines('a~b', '1~x', '2~y')],
    [':', lines('user:uid:gid', 'root:0:0', 'www:33:33', 'me:1000:1000')],
    [' ', lines('x y z', '1.5 2 3', '4   5 6.25', ' 7 8 9')],
    [' ', lines('18.0 8 307.0 "chevrolet chevelle"', '15.0 8 350.0 "buick skylark"', '16 8 304 "amc rebel"')],
  ])('%j', async (delimiter, text) => expect((await sniff(text)).delimiter).toBe(delimiter));

  it.each([
    ['names of two words', lines('full name', 'Ada Lovelace', 'Alan Turing', 'Grace Hopper')],
    ['times', lines('12:30', '13:45', '14:00')],
    ['date-times', lines('2024-01-01 10:00', '2024-01-02 11:00', '2024-01-03 12:00')],
    ['grouped numbers', lines('1 234', '5 678', '9 012')],
    ['keys and values', lines('kind: line', 'name: north', 'colour: red')],
    ['sentences', lines('remark', 'It was good, really', 'Bad', 'So: so, was it')],
  ])('leaves %s whole', async (_, text) => {
    const { delimiter } = await sniff(text);
    expect([' ', ':']).not.toContain(delimiter);
    expect(text.split('\n').slice(0, 2).every((line) => !line.includes(delimiter))).toBe(true);
  });

  it('is what a first line "sep=" says', async () => {
    expect(await sniff(lines('sep=;', 'a;b', '1,5;2'))).toEqual({ ...standardDialect, delimiter: ';', preamble: 1 });
  });
});

describe('quotes', () => {
  it.each([
    ['doubled', lines('a,b', '1,"say ""hi"", you"', '2,"x"'), { quote: '"', escape: 'double' }],
    ['after a backslash', lines('a,b', String.raw`1,"say \"hi\", you"`, '2,"x"'), { quote: '"', escape: 'backslash' }],
    ['a backslash at the end of a path', lines('a,b', String.raw`"C:\",1`, String.raw`"D:\x\",2`), { quote: '"', escape: 'double' }],
    ['single', lines('a,b', "1,'x, y'", "2,'it''s'", "3,'z'"), { quote: "'", escape: 'double' }],
    ['apostrophes', lines('a,b', "'s-Hertogenbosch,1", "Marie d'Arc,2", "'t Zand,3"), { quote: '"', escape: 'double' }],
    ['inches', lines('size\tn', '5"\t1', '"7 inch\t2', '"8 inch\t3', '"9\t4'), { quote: null }],
  ])('%s', async (_, text, expected) => expect(await sniff(text)).toMatchObject(expected));
});

describe('comments', () => {
  it.each([
    ['#', lines('# made by a logger, version 2, today', '# second', 'a,b', '1,2', '3,4')],
    ['#', lines('a,b', '1,2', '# pause', '3,4')],
    ['//', lines('// units: m', 'a;b;c', '1;2;3', '4;5;6')],
    ['%', lines('% relation', 'a\tb', '1\t2', '3\t4')],
    ['##', lines('##fileformat=VCFv4.2', '##source=x,y', '#CHROM\tPOS\tREF', '1\t100\tA', '2\t200\tC')],
    ['#', lines('# one column', 'value', '1', '2')],
    [null, lines('#id,name', '1,x', '2,y')],
    [null, lines('tag,n', '#fun,1', '#work,2')],
    [null, lines('tag', '#fun', '#work')],
    [null, lines('colour,n', '#fff,1', 'red,2')],
    [null, lines('a,b', '"x', '# y",1', 'z,2')],
  ])('begin with %j', async (comment, text) => expect((await sniff(text)).comment).toBe(comment));
});

describe('the lines before the header', () => {
  it.each([
    [1, lines('Sales of the north', 'region,q1,q2', 'a,1,2', 'b,3,4')],
    [3, lines('Report', 'Made on 2024-03-01, by hand', '', 'region,q1,q2,q3,q4', 'a,1,2,3,4', 'b,5,6,7,8')],
    [2, lines('Sales report,,,', ',,,', 'region,q1,q2,q3', 'north,1,2,3', 'south,4,5,6')],
    [1, lines('"Title, with comma"', 'a;b', '1;2', '3;4')],
    [2, lines('Names', '', 'first,last', 'Ada,Lovelace', 'Alan,Turing')],
    [0, lines('a,b,c', '1,2', '3,4')],
    [0, lines('a', '1,2', '3,4')],
    [0, lines('a,b', '1,2,3', '4,5,6')],
    [0, lines('name', 'Smith, John', 'Doe, Jane')],
    [0, lines('', '', 'a,b', '1,2')],
    [0, lines('a,,', '1,2,3', '4,5,6')],
    [0, lines('a,b', '1,2', '3', '4,5,6')],
  ])('are %d', async (preamble, text) => expect((await sniff(text)).preamble).toBe(preamble));
});

describe('a header', () => {
  it.each([
    [true, 'words above numbers', lines('a,b', '1,2')],
    [true, 'words above words, which nothing tells apart', lines('x,y', 'p,q')],
    [true, 'years above measures', lines('country,2019,2020,2021', 'x,1.5,2.5,3.5', 'y,2.5,3.5,4.5')],
    [true, 'days above measures', lines('shop,2024-01-01,2024-01-02', 'x,1,2', 'y,3,4')],
    [true, 'places counted from 0', lines('0,1,2,3', '5.1,3.5,1.4,0.2', '4.9,3,1.4,0.2')],
    [true, 'a single record', lines('1,2,3')],
    [false, 'numbers above numbers', lines('5.1,3.5,1.4,0.2,setosa', '4.9,3,1.4,0.2,setosa', '7,3.2,4.7,1.4,versicolor')],
    [false, 'dates above dates', lines('2024-01-01,x', '2024-01-02,y')],
    [false, 'one column of numbers', lines('1', '2', '3')],
    [false, 'amounts above amounts', lines('$5,x', '$7,y')],
  ])('%s: %s', async (header, _, text) => expect((await sniff(text)).header).toBe(header));
});

describe('what is set', () => {
  it.each<Partial<Dialect>>([
    { delimiter: ';' },
    { quote: null },
    { quote: "'" },
    { escape: 'backslash' },
    { preamble: 1 },
    { comment: '1' },
    { header: false },
    { encoding: 'windows-1252' },
  ])('%j stands', async (set) => expect(await sniff(lines('a,b', '1,2', '3,4'), set)).toMatchObject(set));

  it.each<[Partial<Dialect>, RegExp]>([
    [{ delimiter: '' }, /^BadDialect: the delimiter "" is not one character/],
    [{ delimiter: '\n' }, /^BadDialect/],
    [{ delimiter: '"', quote: '"' }, /^BadDialect: " cannot part/],
    [{ comment: '' }, /^BadDialect: a comment/],
    [{ preamble: -1 }, /^BadDialect: -1 lines/],
  ])('%j is refused', (set, message) => expect(sniff('a,b\n1,2\n', set)).rejects.toThrow(message));
});
