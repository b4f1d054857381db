import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';
import { readRawRows } from '../../../src/io/csv/read-raw-rows.ts';

/** The twelve kinds of file that csv-spectrum tells apart, written for this project: text, header, rows. */
const cases: readonly (readonly [string, string, readonly string[], readonly (readonly string[])[]])[] = [
  [
    'a comma in quotes',
    'first,last,address,city\nMia,Berg,"12 Hill Rd, Apt. 4",Oslo\n',
    ['first', 'last', 'address', 'city'],
    [['Mia', 'Berg', '12 Hill Rd, Apt. 4', 'Oslo']],
  ],
  ['empty fields', 'a,b,c\n1,"",""\n2,3,4\n', ['a', 'b', 'c'], [['1', '', ''], ['2', '3', '4']]],
  ['empty fields, CRLF', 'a,b,c\r\n1,"",""\r\n2,3,4\r\n', ['a', 'b', 'c'], [['1', '', ''], ['2', '3', '4']]],
  ['escaped quotes', 'a,b\n1,"say ""yes"" twice"\n2,"""all"""\n', ['a', 'b'], [['1', 'say "yes" twice'], ['2', '"all"']]],
  [
    'JSON in a field',
    'key,value\n1,"{""kind"": ""point"", ""at"": [5.5, 59.25]}"\n',
    ['key', 'value'],
    [['1', '{"kind": "point", "at": [5.5, 59.25]}']],
  ],
  ['line ends in quotes', 'a,b,c\n1,2,3\n"two\nlines",5,6\n', ['a', 'b', 'c'], [['1', '2', '3'], ['two\nlines', '5', '6']]],
  [
    'CRLF in quotes',
    'a,b,c\r\n1,2,3\r\n"two\r\nlines",5,6\r\n',
    ['a', 'b', 'c'],
    [['1', '2', '3'], ['two\r\nlines', '5', '6']],
  ],
  [
    'quotes and line ends',
    'a,b\n1,"he\n""said""\nso"\n2,"""\n"""\n',
    ['a', 'b'],
    [['1', 'he\n"said"\nso'], ['2', '"\n"']],
  ],
  ['a simple file', 'a,b,c\n1,2,3\n', ['a', 'b', 'c'], [['1', '2', '3']]],
  ['a simple file, CRLF', 'a,b,c\r\n1,2,3\r\n', ['a', 'b', 'c'], [['1', '2', '3']]],
  ['UTF-8', 'a,b,c\n1,2,3\n4,5,ʤ 漢字 🜁\n', ['a', 'b', 'c'], [['1', '2', '3'], ['4', '5', 'ʤ 漢字 🜁']]],
  [
    'coordinates in a field',
    'place,position\nlighthouse,"59.05° N, 10.03° E"\nbuoy,"58.9° N, 10.6° E"\n',
    ['place', 'position'],
    [['lighthouse', '59.05° N, 10.03° E'], ['buoy', '58.9° N, 10.6° E']],
  ],
];

describe('the kinds of csv-spectrum', () => {
  it.each(cases)('%s', async (_, text, header, rows) => {
    const file = new Blob([text]);
    const raw = await readRawRows(file, uncontrolled);
    expect(raw.headerAsRead).toEqual(header);
    expect(raw.records).toEqual(rows);
    const kinds = Object.fromEntries(header.map((name) => [name, 'text' as const]));
    const { table, reading } = await readDelimited(file, 'x.csv', { kinds, missingTokens: [] }, uncontrolled);
    expect(table.columns.map((column) => column.kind === 'text' && column.values)).toEqual(
      header.map((_name, column) => rows.map((row) => row[column] || null)),
    );
    expect(reading.accounting).toMatchObject({ records: rows.length + 1, header: 1, kept: rows.length, rejected: 0, blank: 0 });
  });
});
