import type { Column } from '../table/table.ts';
import { createColumnBuilder } from './column-builder.ts';
import type { ColumnFormat, Contradictions } from './reading.ts';

/**
 * The typed column of `fields` in a format that is already known, and the cells that contradict it. Lines count from 1,
 * or are those of `lines` where given.
 */
export function typeFields(
  format: ColumnFormat,
  fields: readonly string[],
  lines?: ArrayLike<number>,
): { column: Column; contradictions: Contradictions } {
  const builder = createColumnBuilder(format);
  for (let row = 0; row < fields.length; row++) builder.add(fields[row], lines ? lines[row] : row + 1);
  const { column, contradictions } = builder.finish();
  return { column, contradictions };
}
