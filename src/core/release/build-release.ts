import type { ColumnFormat } from '../csv/reading.ts';
import type { Table } from '../table/table.ts';
import { formatByName, inputContract } from './input-contract.ts';
import type { Release } from './release.ts';

/** What a release is made of, beside what can be worked out from the training table. */
export interface ReleaseSource extends Omit<Release, 'formatVersion' | 'inputs' | 'targetFormat'> {
  /** The rows that the model was fitted on. */
  readonly table: Table;
  /** The formats of the columns, from the reading. */
  readonly formats: readonly ColumnFormat[];
}

/** The release of a fitted pipeline, with its input contract taken from the training table; throws FormatNotFound. */
export function buildRelease({ table, formats, ...rest }: ReleaseSource): Release {
  return {
    formatVersion: 1,
    ...rest,
    inputs: inputContract(table, formats, rest.problem),
    targetFormat: formatByName(formats, rest.problem.target),
  };
}
