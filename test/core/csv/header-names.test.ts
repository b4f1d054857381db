import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniqueNames } from '../../../src/core/csv/header-names.ts';

describe('column names', () => {
  it.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['a', '', 'c', ' '],
      ['a', 'column_2', 'c', 'column_4'],
    ],
    [
      ['a', 'a', 'a'],
      ['a', 'a_2', 'a_3'],
    ],
    [
      ['a', 'a', 'a_2'],
      ['a', 'a_3', 'a_2'],
    ],
    [
      ['', 'column_1'],
      ['column_1_2', 'column_1'],
    ],
    [
      ['__proto__', 'constructor', '__proto__'],
      ['proto', 'constructor', 'proto_2'],
    ],
    [
      ['__proto__', 'proto'],
      ['proto_2', 'proto'],
    ],
    [
      [' a ', 'a'],
      ['a', 'a_2'],
    ],
    [
      ['toString', 'hasOwnProperty'],
      ['toString', 'hasOwnProperty'],
    ],
  ])('makes %j into %j', (header, names) => expect(uniqueNames(header).names).toEqual(names));

  it('lists what it changed', () => {
    expect(uniqueNames(['id', '', 'id', ' x']).renamed).toEqual([
      ['', 'column_2'],
      ['id', 'id_2'],
      [' x', 'x'],
    ]);
  });

  it('always gives as many unique names as there are columns, none blank, and keeps unique ones', () => {
    const name = fc.oneof(fc.constantFrom('', ' ', 'a', 'a_2', 'a_3', 'column_1', '__proto__', 'proto'), fc.string());
    fc.assert(
      fc.property(fc.array(name, { maxLength: 30 }), (header) => {
        const { names } = uniqueNames(header);
        expect(new Set(names).size).toBe(header.length);
        expect(names.every((made) => made.trim() !== '' && made !== '__proto__')).toBe(true);
        const record = Object.fromEntries(names.map((made) => [made, 1]));
        for (const made of names) record[made] = 2;
        expect(Object.values(record)).toEqual(names.map(() => 2));
        header.forEach((raw, index) => {
          const stands = raw.trim();
          if (
            stands !== '' &&
            stands !== '__proto__' &&
            header.indexOf(raw) === index &&
            header.findIndex((other) => other.trim() === stands) === index
          ) {
            expect(names[index]).toBe(stands);
          }
        });
      }),
    );
  });
});
