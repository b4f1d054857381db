import type { ColumnFormat } from '../csv/reading.ts';
import { isFeature } from '../problem/features.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { columnByName, columnLength, isMissing, type CategoryColumn, type Column, type Table } from '../table/table.ts';
import type { InputColumn } from './release.ts';

/** How many labels of a column a contract lists at most. */
export const maxContractLevels = 1000;

/** Thrown where a column of the table has no format to read it again by. */
export class FormatNotFound extends Error {
  readonly code = 'FormatNotFound';
  constructor(column: string) {
    super(`FormatNotFound: the reading says nothing of how "${column}" is written; read the file again`);
    this.name = 'FormatNotFound';
  }
}

/** The format of the column called `name`; throws FormatNotFound. */
export function formatByName(formats: readonly ColumnFormat[], name: string): ColumnFormat {
  const found = formats.find((format) => format.name === name);
  if (!found) throw new FormatNotFound(name);
  return found;
}

/** How often each level of the column stands in it, by code. */
export function levelCounts(column: CategoryColumn): Float64Array {
  const counts = new Float64Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code]++;
  return counts;
}

/** The codes of the levels that stand in the column, most frequent first; ties in order of first appearance. */
export function codesByFrequency(column: CategoryColumn): number[] {
  const counts = levelCounts(column);
  return Array.from(counts.keys())
    .filter((code) => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b);
}

/** The share of missing cells; 0 for a column without rows. */
export function missingShareOf(column: Column): number {
  const n = columnLength(column);
  let missing = 0;
  for (let row = 0; row < n; row++) if (isMissing(column, row)) missing++;
  return n === 0 ? 0 : missing / n;
}

/** The finite values of a number or datetime column in ascending order. */
export function sortedValues(values: Float64Array): Float64Array {
  return values.filter((value) => Number.isFinite(value)).sort();
}

function medianOf(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
}

function inputColumn(column: Column, format: ColumnFormat): InputColumn {
  const missingShare = missingShareOf(column);
  if (column.kind === 'number' || column.kind === 'datetime') {
    const sorted = sortedValues(column.values);
    const none = sorted.length === 0;
    return {
      format,
      min: none ? null : sorted[0],
      max: none ? null : sorted[sorted.length - 1],
      median: none ? null : medianOf(sorted),
      levels: null,
      missingShare,
    };
  }
  const levels = column.kind === 'category' ? codesByFrequency(column).slice(0, maxContractLevels).map((code) => column.levels[code]) : null;
  return { format, min: null, max: null, median: null, levels, missingShare };
}

/**
 * The input contract: one entry for each column that is a feature, in table order, with the format it is read by
 * and what was seen in the rows of `table`. Free text lists no levels. Throws FormatNotFound.
 */
export function inputContract(table: Table, formats: readonly ColumnFormat[], problem: ProblemDefinition): InputColumn[] {
  return table.columns
    .filter(({ name }) => isFeature(problem, name))
    .map(({ name }) => inputColumn(columnByName(table, name), formatByName(formats, name)));
}
