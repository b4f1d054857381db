import { Cancelled, type Control } from '../math/control.ts';
import type { RowCondition } from './row-view.ts';
import { columnByName, isMissing, type Column, type Table } from './table.ts';

const slice = 65_536;

type Test = (row: number) => boolean;

function labelTest(column: Column, holds: (label: string) => boolean): Test {
  if (column.kind === 'category') {
    const passes = column.levels.map(holds);
    return (row) => column.codes[row] >= 0 && passes[column.codes[row]];
  }
  if (column.kind === 'text') {
    return (row) => {
      const text = column.values[row];
      return text !== null && holds(text);
    };
  }
  return (row) => !Number.isNaN(column.values[row]) && holds(String(column.values[row]));
}

function rangeTest(column: Column, min: number, max: number): Test {
  if (column.kind !== 'number' && column.kind !== 'datetime') return () => false;
  return (row) => column.values[row] >= min && column.values[row] <= max;
}

function testOf(table: Table, condition: RowCondition): Test {
  const column = columnByName(table, condition.column);
  switch (condition.kind) {
    case 'range':
      return rangeTest(column, condition.min ?? -Infinity, condition.max ?? Infinity);
    case 'labels': {
      const chosen = new Set(condition.labels);
      return labelTest(column, (label) => chosen.has(label));
    }
    case 'contains': {
      const sought = condition.text.toLowerCase();
      return labelTest(column, (label) => label.toLowerCase().includes(sought));
    }
    case 'missing':
      return (row) => isMissing(column, row) === condition.missing;
  }
}

/**
 * Those of `rows` (of all rows in the order of the file, where null) for which every condition holds, in the order given.
 * A range of a column without numbers holds nowhere. Throws ColumnNotFound, Cancelled.
 */
export async function filterRows(table: Table, conditions: readonly RowCondition[], rows: Uint32Array | null, control: Control): Promise<Uint32Array> {
  const tests = conditions.map((condition) => testOf(table, condition));
  const nRows = rows?.length ?? table.nRows;
  const kept = new Uint32Array(nRows);
  let count = 0;
  for (let at = 0; at < nRows; at++) {
    if (at % slice === slice - 1) {
      if (control.cancelled()) throw new Cancelled();
      await control.breathe();
    }
    const row = rows ? rows[at] : at;
    if (tests.every((test) => test(row))) kept[count++] = row;
  }
  return kept.slice(0, count);
}
