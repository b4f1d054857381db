import type { ColumnFormat } from '../csv/reading.ts';
import type { Table } from '../table/table.ts';
import { formatByName, inputContract } from './input-contract.ts';
import type { Release } from './release.ts';
import { withSharedRecipes } from './shared-recipes.ts';

/** What a release is made of, beside what can be worked out from the training table. */
export interface ReleaseSource extends Omit<Release, 'formatVersion' | 'classes' | 'inputs' | 'targetFormat'> {
  /** The rows that the members were fitted on. */
  readonly table: Table;
  /** The formats of the columns, from the reading. */
  readonly formats: readonly ColumnFormat[];
}

/** The release of fitted pipelines, with its input contract taken from the training table; throws FormatNotFound. */
export function buildRelease({ table, formats, members, ...rest }: ReleaseSource): Release {
  return {
    formatVersion: 2,
    ...rest,
    classes: members[0].model.classes,
    members: withSharedRecipes(members),
    inputs: inputContract(table, formats, rest.problem),
    targetFormat: formatByName(formats, rest.problem.target),
  };
}
