import type { Column } from '../table/table.ts';
import { parseDatetime } from './datetimes.ts';
import { createMissingCounter } from './missing-tokens.ts';
import { createNumberParser, isCode } from './numbers.ts';
import type { ColumnFormat, Contradictions } from './reading.ts';

/** How many contradicting cells are listed for the user. */
const listed = 20;
/** How many contradicting fields are kept to infer a better format from. */
const remembered = 1000;

/** A column as typed so far, and what stood against its kind. */
export interface BuiltColumn {
  readonly column: Column;
  readonly contradictions: Contradictions;
  /** Cells that are neither missing nor contradicting. */
  readonly filled: number;
  /** Among the numbers, cells that are rather codes. */
  readonly codes: number;
  /** The first contradicting fields as they stand. */
  readonly contradicting: readonly string[];
  /** Cells that are missing for what stands in them, by token. */
  readonly marks: ReadonlyMap<string, number>;
}

/**
 * Takes a column's fields one by one, in row order; `line` is the physical line of the row's start. Who knows what fields
 * mean without making strings of them writes cells directly: `reserve` room, write cells from `length` on, `set` those that
 * only a string settles, then `extend`.
 */
export interface ColumnBuilder {
  /** Rows added so far. */
  readonly length: number;
  add(field: string, line: number): void;
  /**
   * Room for `rows` more, and the array that holds the cells of all rows: numbers, or codes; null for text, whose cells are
   * all set, and are missing where they are not. `likely`: the rows of the whole column, as far as one can tell.
   */
  reserve(rows: number, likely: number): Float64Array | Int32Array | null;
  /** Types a field into a row that room was reserved for; for categories, its code. */
  set(row: number, field: string, line: number): number;
  /** Takes the first `rows` of those reserved for added, `filled` of them with a cell that was not set and is not missing. */
  extend(rows: number, filled: number): void;
  /** The column of everything added so far; the builder must not be used after. */
  finish(): BuiltColumn;
}

interface ContradictionLog {
  note(field: string, line: number): void;
  finish(column: Column, filled: number, codes: number, marks: ReadonlyMap<string, number>): BuiltColumn;
}

function createContradictionLog(): ContradictionLog {
  let count = 0;
  const examples: { line: number; value: string }[] = [];
  const contradicting: string[] = [];
  return {
    note(field, line) {
      count++;
      if (examples.length < listed) examples.push({ line, value: field.slice(0, 200) });
      if (contradicting.length < remembered) contradicting.push(field);
    },
    finish: (column, filled, codes, marks) => ({
      column,
      contradictions: { column: column.name, count, examples },
      filled,
      codes,
      contradicting,
      marks,
    }),
  };
}

/** The size an array of `size` grows to where it has to hold `needed`: `likely` where that suffices, else half as much again. */
function grownSize(size: number, needed: number, likely: number): number {
  return Math.max(needed, likely > needed && likely < 64 * needed ? likely : Math.ceil(size * 1.5));
}

function createNumericBuilder(format: ColumnFormat, kind: 'number' | 'datetime'): ColumnBuilder {
  const parse =
    kind === 'number' ? createNumberParser(format.number) : (field: string) => parseDatetime(field, format.date);
  const { isMissing, marks } = createMissingCounter(format.missingTokens);
  const missingMayParse = format.missingTokens.some((token) => !Number.isNaN(parse(token)));
  const log = createContradictionLog();
  let values = new Float64Array(1024);
  let length = 0;
  let filled = 0;
  let codes = 0;

  const reserve = (rows: number, likely: number) => {
    if (length + rows > values.length) {
      const grown = new Float64Array(grownSize(values.length, length + rows, likely));
      grown.set(values.subarray(0, length));
      values = grown;
    }
    return values;
  };
  const set = (row: number, field: string, line: number) => {
    const known = missingMayParse && isMissing(field);
    const value = known ? NaN : parse(field);
    if (!Number.isNaN(value)) {
      filled++;
      if (kind === 'number' && isCode(field)) codes++;
    } else if (!known && !isMissing(field)) {
      log.note(field, line);
    }
    values[row] = value;
    return value;
  };
  return {
    get length() {
      return length;
    },
    reserve,
    set,
    add(field, line) {
      if (length === values.length) reserve(1, 0);
      set(length++, field, line);
    },
    extend(rows, filledDirectly) {
      length += rows;
      filled += filledDirectly;
    },
    finish: () => log.finish({ kind, name: format.name, values: trimmed(values, length) }, filled, codes, marks),
  };
}

/** The first `length` elements in a buffer of their own size: a view would have the whole buffer posted and stored. */
function trimmed<A extends Float64Array | Int32Array>(cells: A, length: number): A {
  return cells.length === length ? cells : (cells.slice(0, length) as A);
}

/** A quick test that a field cannot mean missing: it is longer than every token, and nothing around it is trimmed. */
function createPresentTest(tokens: readonly string[]): (field: string) => boolean {
  const longest = Math.max(0, ...tokens.map((token) => token.trim().length));
  const stays = (code: number) => code > 32 && code < 127;
  return (field) => field.length > longest && stays(field.charCodeAt(0)) && stays(field.charCodeAt(field.length - 1));
}

function createCategoryBuilder(format: ColumnFormat): ColumnBuilder {
  const { isMissing, marks } = createMissingCounter(format.missingTokens);
  const isPresent = createPresentTest(format.missingTokens);
  const codeOf = new Map<string, number>();
  const levels: string[] = [];
  let codes = new Int32Array(1024);
  let length = 0;
  let filled = 0;

  const reserve = (rows: number, likely: number) => {
    if (length + rows > codes.length) {
      const grown = new Int32Array(grownSize(codes.length, length + rows, likely));
      grown.set(codes.subarray(0, length));
      codes = grown;
    }
    return codes;
  };
  const set = (row: number, field: string) => {
    let code = codeOf.get(field);
    if (code === undefined) {
      code = !isPresent(field) && isMissing(field) ? -1 : levels.push(field) - 1;
      if (code >= 0) codeOf.set(field, code);
    }
    if (code >= 0) filled++;
    codes[row] = code;
    return code;
  };
  return {
    get length() {
      return length;
    },
    reserve,
    set,
    add(field) {
      if (length === codes.length) reserve(1, 0);
      set(length++, field);
    },
    extend(rows, filledDirectly) {
      length += rows;
      filled += filledDirectly;
    },
    finish: () =>
      createContradictionLog().finish(
        { kind: 'category', name: format.name, codes: trimmed(codes, length), levels },
        filled,
        0,
        marks,
      ),
  };
}

function createTextBuilder(format: ColumnFormat): ColumnBuilder {
  const { isMissing, marks } = createMissingCounter(format.missingTokens);
  const isPresent = createPresentTest(format.missingTokens);
  const values: (string | null)[] = [];
  let length = 0;
  let filled = 0;
  const set = (row: number, field: string) => {
    const missing = !isPresent(field) && isMissing(field);
    if (!missing) filled++;
    values[row] = missing ? null : field;
    return missing ? -1 : 0;
  };
  return {
    get length() {
      return length;
    },
    reserve(rows) {
      while (values.length < length + rows) values.push(null);
      return null;
    },
    set,
    add: (field) => void set(length++, field),
    extend(rows) {
      length += rows;
    },
    finish() {
      values.length = length;
      return createContradictionLog().finish({ kind: 'text', name: format.name, values }, filled, 0, marks);
    },
  };
}

/** A builder of the column that `format` describes. Labels and texts are kept as they stand, spaces included. */
export function createColumnBuilder(format: ColumnFormat): ColumnBuilder {
  switch (format.kind) {
    case 'number':
    case 'datetime':
      return createNumericBuilder(format, format.kind);
    case 'category':
      return createCategoryBuilder(format);
    case 'text':
      return createTextBuilder(format);
  }
}
