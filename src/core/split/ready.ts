import { columnByName, isMissing, type Column, type Table } from '../table/table.ts';
import { SplitColumnUnusable } from './split-errors.ts';

/** The parts that a column may name. */
export type NamedPart = 'train' | 'validation' | 'test';

const spellings: Readonly<Record<NamedPart, readonly string[]>> = {
  train: ['train', 'training', 'trn', 'tr', 'learn', 'learning', 'fit'],
  validation: ['validation', 'validate', 'valid', 'val', 'dev', 'development', 'eval', 'evaluation', 'holdout', 'hold-out', 'hold_out', 'hold out'],
  test: ['test', 'testing', 'tst', 'te'],
};

const partOf = new Map(
  (Object.keys(spellings) as NamedPart[]).flatMap((part) => spellings[part].map((spelling) => [spelling, part] as const)),
);

/** The part that a label names, whatever its case and the spaces around it; null where it names none. */
export function namedPart(label: string): NamedPart | null {
  return partOf.get(label.trim().toLowerCase()) ?? null;
}

/** Row numbers by the part that the column names for them; `unnamed` are those where it is missing. */
export interface ReadyParts {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
  readonly unnamed: Uint32Array;
}

function labelOf(column: Column, row: number): string | null {
  if (isMissing(column, row)) return null;
  return column.kind === 'category' ? column.levels[column.codes[row]] : String(column.values[row]);
}

/** The parts that a column names for `rows`, or the first of its labels that names none. */
export function readyParts(column: Column, rows: Uint32Array): ReadyParts | { readonly unknown: string } {
  const known = new Map<string, NamedPart | null>();
  const found: Record<NamedPart | 'unnamed', number[]> = { train: [], validation: [], test: [], unnamed: [] };
  for (const row of rows) {
    const label = labelOf(column, row);
    if (label === null) {
      found.unnamed.push(row);
      continue;
    }
    let part = known.get(label);
    if (part === undefined) known.set(label, (part = namedPart(label)));
    if (part === null) return { unknown: label };
    found[part].push(row);
  }
  const rowsOf = (part: keyof typeof found) => Uint32Array.from(found[part]);
  return { train: rowsOf('train'), validation: rowsOf('validation'), test: rowsOf('test'), unnamed: rowsOf('unnamed') };
}

/**
 * The parts of `rows` as the column names them. Where it names no test rows, its validation rows are the test rows.
 * Throws SplitColumnUnusable where no column is named, where a label names no part, and where training or judged rows are
 * missing altogether.
 */
export function partsByColumn(table: Table, column: string | null, rows: Uint32Array): ReadyParts {
  if (column === null) throw new SplitColumnUnusable('ready', null, 'name the column that says which part each row is in');
  const parts = readyParts(columnByName(table, column), rows);
  if ('unknown' in parts) {
    throw new SplitColumnUnusable('ready', column, `"${parts.unknown}" names no part; use train, validation and test`);
  }
  if (parts.train.length === 0) throw new SplitColumnUnusable('ready', column, 'no row with a target is named train');
  if (parts.test.length > 0) return parts;
  if (parts.validation.length === 0) throw new SplitColumnUnusable('ready', column, 'no row with a target is named test or validation');
  return { ...parts, validation: new Uint32Array(), test: parts.validation };
}
