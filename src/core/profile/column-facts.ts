import { isMissing, type Column } from '../table/table.ts';

/** What the findings ask of a column besides its profile. */
export interface ColumnFacts {
  /** Every present value is a whole number; false for labels and dates. */
  readonly wholeNumbers: boolean;
  /** Whole numbers that rise through the whole file without a gap in them, on average by at most 2 a row. */
  readonly countsRows: boolean;
  /** Mean length of the present labels in characters; 0 for numbers and dates. */
  readonly meanLength: number;
}

/** Fewer rows than this do not tell a count from a coincidence. */
const fewestCounted = 10;

function countsRows(values: Float64Array): boolean {
  const n = values.length;
  if (n < fewestCounted || !Number.isInteger(values[0])) return false;
  for (let row = 1; row < n; row++) {
    if (!(values[row] > values[row - 1]) || !Number.isInteger(values[row])) return false;
  }
  return values[n - 1] - values[0] <= 2 * (n - 1);
}

function meanLengthOf(column: Column & { kind: 'category' | 'text' }): number {
  const rows = column.kind === 'category' ? column.codes.length : column.values.length;
  let characters = 0;
  let present = 0;
  for (let row = 0; row < rows; row++) {
    if (isMissing(column, row)) continue;
    const label = column.kind === 'category' ? column.levels[column.codes[row]] : column.values[row];
    characters += label?.length ?? 0;
    present++;
  }
  return present === 0 ? 0 : characters / present;
}

/** The facts of a column. */
export function factsOf(column: Column): ColumnFacts {
  if (column.kind === 'category' || column.kind === 'text') {
    return { wholeNumbers: false, countsRows: false, meanLength: meanLengthOf(column) };
  }
  if (column.kind === 'datetime') return { wholeNumbers: false, countsRows: false, meanLength: 0 };
  const wholeNumbers = column.values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  return { wholeNumbers, countsRows: wholeNumbers && countsRows(column.values), meanLength: 0 };
}
