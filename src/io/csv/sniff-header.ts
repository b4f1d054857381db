import { parseDatetime } from '../../core/csv/datetimes.ts';
import { createMissingTest, defaultNumericMissingTokens } from '../../core/csv/missing-tokens.ts';
import { createNumberParser } from '../../core/csv/numbers.ts';

/** What a first record is: names, values like those below it, or one as well as the other. */
export type FirstRecord = 'names' | 'values' | 'unsure';

type Nature = 'missing' | 'number' | 'date' | 'text';

/** Share of the filled cells below that make a column one of numbers, or of dates. */
const decisiveShare = 0.8;

/** Cells that are looked at below the first record: as many rows as that makes, 50 at most. */
const cellsLookedAt = 10_000;

const isMissing = createMissingTest(defaultNumericMissingTokens);
const parsers = [
  createNumberParser({ decimal: '.', thousands: ',' }),
  createNumberParser({ decimal: ',', thousands: '.' }),
  createNumberParser({ decimal: '.', thousands: ' ' }),
  createNumberParser({ decimal: ',', thousands: ' ' }),
];

const unitBefore = /^\s*\(?-?(?:[A-Z]{3}\b|[$€£¥₹])?\s*(?=[-\d.,])/;
const unitBehind = /\s*(?:[A-Z]{3}|[%$€£¥₹])?-?\)?\s*$/;

function natureOf(field: string): Nature {
  if (isMissing(field)) return 'missing';
  const bare = field.length > 48 ? field : field.replace(unitBefore, '').replace(unitBehind, '');
  if (parsers.some((parse) => !Number.isNaN(parse(bare)))) return 'number';
  const isDate = !Number.isNaN(parseDatetime(field, 'dmy')) || !Number.isNaN(parseDatetime(field, 'mdy'));
  return isDate ? 'date' : 'text';
}

function natureBelow(cells: readonly string[]): Nature {
  const filled = cells.map(natureOf).filter((nature) => nature !== 'missing');
  if (filled.length === 0) return 'missing';
  for (const nature of ['number', 'date'] as const) {
    if (filled.filter((seen) => seen === nature).length >= decisiveShare * filled.length) return nature;
  }
  return 'text';
}

function isYear(field: string): boolean {
  const value = Number(field);
  return Number.isInteger(value) && value >= 1500 && value <= 2200;
}

/** Whether the numbers grow evenly from one to the next. */
function growEvenly(fields: readonly string[]): boolean {
  const values = fields.map(Number);
  const step = values.length > 1 ? values[1] - values[0] : 1;
  return step > 0 && values.every((value, at) => Number.isInteger(value) && (at === 0 || value - values[at - 1] === step));
}

/**
 * Whether numbers that stand above numbers are names all the same: they count 0, 1, 2, … over three columns or more, or are
 * years in order above values that are none, and the rows below do not go on like that.
 */
function numberOff(fields: readonly string[], below: readonly (readonly string[])[]): boolean {
  if (fields.length === 0 || !growEvenly(fields)) return false;
  if (fields.every(isYear)) return !below.some((row) => row.some(isYear));
  const counts = fields.length >= 3 && Number(fields[1]) - Number(fields[0]) === 1 && ['0', '1'].includes(fields[0]);
  return counts && !below.some(growEvenly);
}

/**
 * Whether `first` names the columns of the rows below it, which are as long as it. A number or a date above a column of
 * those is a value, a word above one is a name; the majority decides, and numbers that count or name years are names.
 */
export function judgeFirstRecord(first: readonly string[], below: readonly (readonly string[])[]): FirstRecord {
  const rows = below.slice(0, Math.min(50, Math.max(3, Math.floor(cellsLookedAt / first.length))));
  if (rows.length === 0) return 'unsure';
  let names = 0;
  const numbersOnNumbers: number[] = [];
  let values = 0;
  first.forEach((field, column) => {
    const nature = natureOf(field);
    if (nature === 'missing') return;
    const usual = natureBelow(rows.map((row) => row[column]));
    if (usual !== 'number' && usual !== 'date') return;
    if (nature !== usual) names++;
    else {
      values++;
      if (nature === 'number') numbersOnNumbers.push(column);
    }
  });
  if (names > 0 && names * 4 >= values) return 'names';
  if (values === 0) return 'unsure';
  const off = numberOff(
    numbersOnNumbers.map((column) => first[column]),
    rows.map((row) => numbersOnNumbers.map((column) => row[column])),
  );
  return off ? 'names' : 'values';
}
