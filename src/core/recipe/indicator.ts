import { columnLength, isMissing, type Column } from '../table/table.ts';
import { finished, type ColumnTransformer, type Produced } from './transformer.ts';

/** The finished feature "<name> missing": 1 for each missing cell of the column, 0 for the others. */
export function indicatorOf(column: Column): Produced {
  const marks = new Float64Array(columnLength(column));
  for (let row = 0; row < marks.length; row++) if (isMissing(column, row)) marks[row] = 1;
  return finished(`${column.name} missing`, marks);
}

/** Whether some cells of the column are missing, but not all: then an indicator tells rows apart. */
export function isPartlyMissing(column: Column): boolean {
  const n = columnLength(column);
  let missing = 0;
  for (let row = 0; row < n; row++) if (isMissing(column, row)) missing++;
  return missing > 0 && missing < n;
}

export interface IndicatorState {
  readonly indicator: boolean;
}

/**
 * Adds a 0/1 feature "<name> missing" beside each column that had missing cells in some training rows, and not in all (as
 * scikit-learn's MissingIndicator, which keeps columns without any value, too). The column itself is left as it is.
 */
export const indicator: ColumnTransformer<'indicator', IndicatorState> = {
  scope: 'column',
  kind: 'indicator',
  accepts: ['number', 'category', 'text', 'datetime'],
  fit: (column) => ({ indicator: isPartlyMissing(column) }),
  transform: (column, state) => [{ column, final: false }, ...(state.indicator ? [indicatorOf(column)] : [])],
};
