import type { Column } from '../table/table.ts';
import { labelCounts, sortedLabels } from './labels.ts';

/**
 * The labels that occur in `column`: numeric labels in numeric order, others in code-unit order. Levels that no row has
 * are left out; a number column's labels are its numbers in shortest form.
 */
export function classesOf(column: Column): string[] {
  return sortedLabels([...labelCounts(column).keys()]);
}
