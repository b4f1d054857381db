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

/** Takes a column's fields one by one, in row order; `line` is the physical line of the row's start. */
export interface ColumnBuilder {
  add(field: string, line: number): void;
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
  return {
    add(field, line) {
      if (length === values.length) {
        const grown = new Float64Array(values.length * 2);
        grown.set(values);
        values = grown;
      }
      const known = missingMayParse && isMissing(field);
      const value = known ? NaN : parse(field);
      if (!Number.isNaN(value)) {
        filled++;
        if (kind === 'number' && isCode(field)) codes++;
      } else if (!known && !isMissing(field)) {
        log.note(field, line);
      }
      values[length++] = value;
    },
    finish: () => log.finish({ kind, name: format.name, values: values.slice(0, length) }, filled, codes, marks),
  };
}

function createCategoryBuilder(format: ColumnFormat): ColumnBuilder {
  const { isMissing, marks } = createMissingCounter(format.missingTokens);
  const codeOf = new Map<string, number>();
  const levels: string[] = [];
  let codes = new Int32Array(1024);
  let length = 0;
  let filled = 0;
  return {
    add(field) {
      if (length === codes.length) {
        const grown = new Int32Array(codes.length * 2);
        grown.set(codes);
        codes = grown;
      }
      let code = codeOf.get(field);
      if (code === undefined) {
        code = isMissing(field) ? -1 : levels.push(field) - 1;
        if (code >= 0) codeOf.set(field, code);
      }
      if (code >= 0) filled++;
      codes[length++] = code;
    },
    finish: () =>
      createContradictionLog().finish(
        { kind: 'category', name: format.name, codes: codes.slice(0, length), levels },
        filled,
        0,
        marks,
      ),
  };
}

function createTextBuilder(format: ColumnFormat): ColumnBuilder {
  const { isMissing, marks } = createMissingCounter(format.missingTokens);
  const values: (string | null)[] = [];
  let filled = 0;
  return {
    add(field) {
      const missing = isMissing(field);
      if (!missing) filled++;
      values.push(missing ? null : field);
    },
    finish: () => createContradictionLog().finish({ kind: 'text', name: format.name, values }, filled, 0, marks),
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
