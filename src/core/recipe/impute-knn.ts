import { indicatorOf, isPartlyMissing } from './indicator.ts';
import { momentsOf } from './moments.ts';
import { numbersOf, type BlockTransformer, type WorkColumn } from './transformer.ts';

export interface ImputeKnnState {
  /** Training rows that cells are taken from, one list of cells each in the order of the columns; null where missing. */
  readonly donors: readonly (readonly (number | null)[])[];
  /** By column: what is put in where no donor can be compared. */
  readonly means: readonly number[];
  readonly nNeighbors: number;
  /** By column: whether a 0/1 feature tells where a cell was missing. */
  readonly indicator: readonly boolean[];
}

/** Donors at most, so that a recipe stays small and a row is filled in well under a millisecond. */
export const mostDonors = 2000;

/** The donors' cells row by row, NaN where missing. */
function cellsOf({ donors }: ImputeKnnState, width: number): Float64Array {
  const cells = new Float64Array(donors.length * width);
  donors.forEach((donor, i) => donor.forEach((cell, j) => (cells[i * width + j] = cell ?? NaN)));
  return cells;
}

/** The mean squared difference to each donor over the columns that both have; NaN where there is none. */
function distancesTo(row: Float64Array, cells: Float64Array, distances: Float64Array): void {
  const width = row.length;
  for (let donor = 0, start = 0; donor < distances.length; donor++, start += width) {
    let sum = 0;
    let shared = 0;
    for (let j = 0; j < width; j++) {
      const difference = row[j] - cells[start + j];
      if (Number.isNaN(difference)) continue;
      sum += difference * difference;
      shared++;
    }
    distances[donor] = shared > 0 ? sum / shared : NaN;
  }
}

/** Fills one cell: `nearest` and `held` are room for the distances and cells of the neighbours, nearest first. */
function meanOfNearest(distances: Float64Array, cells: Float64Array, width: number, column: number, nearest: Float64Array, held: Float64Array): number {
  let found = 0;
  for (let donor = 0; donor < distances.length; donor++) {
    const distance = distances[donor];
    const cell = cells[donor * width + column];
    if (Number.isNaN(distance) || Number.isNaN(cell)) continue;
    if (found === nearest.length && !(distance < nearest[found - 1])) continue;
    let at = found < nearest.length ? found++ : found - 1;
    for (; at > 0 && nearest[at - 1] > distance; at--) {
      nearest[at] = nearest[at - 1];
      held[at] = held[at - 1];
    }
    nearest[at] = distance;
    held[at] = cell;
  }
  let mean = 0;
  for (let i = 0; i < found; i++) mean += held[i] / found;
  return found > 0 ? mean : NaN;
}

function filled(columns: readonly Float64Array[], state: ImputeKnnState): Float64Array[] {
  const width = columns.length;
  const cells = cellsOf(state, width);
  const distances = new Float64Array(state.donors.length);
  const [nearest, held] = [new Float64Array(state.nNeighbors), new Float64Array(state.nNeighbors)];
  const row = new Float64Array(width);
  const whole = columns.map((values) => values.slice());
  for (let at = 0; at < columns[0].length; at++) {
    let missing = 0;
    for (let j = 0; j < width; j++) {
      row[j] = columns[j][at];
      if (Number.isNaN(row[j])) missing++;
    }
    if (missing === 0) continue;
    distancesTo(row, cells, distances);
    for (let j = 0; j < width; j++) {
      if (!Number.isNaN(row[j])) continue;
      const mean = meanOfNearest(distances, cells, width, j, nearest, held);
      whole[j][at] = Number.isNaN(mean) ? state.means[j] : mean;
    }
  }
  return whole;
}

/**
 * Fills each missing cell with the mean of that column in the `nNeighbors` nearest training rows that have it, as scikit-learn's
 * KNNImputer: distances over the columns that both rows have, scaled up for those they have not, and no weights. Columns are
 * compared as they are: scale them first where their units differ. Rows without a column in common with any donor get the
 * column's mean, and a column without any value 0. Beyond 2,000 training rows, 2,000 are drawn by the seed; of equally near
 * ones the earlier counts. With `addIndicator`, "<name> missing" is added as by impute.
 */
export const imputeKnn: BlockTransformer<'impute-knn', ImputeKnnState> = {
  scope: 'block',
  kind: 'impute-knn',
  accepts: ['number'],
  takesFinished: () => false,
  fit(taken, { nNeighbors, addIndicator }, { rng }) {
    const columns = numbersOf(taken);
    const rows: number[] = [];
    for (let row = 0; row < (columns[0]?.length ?? 0); row++) if (columns.some((values) => !Number.isNaN(values[row]))) rows.push(row);
    const drawn = rows.length <= mostDonors ? rows : Array.from(rng.permutation(rows.length).subarray(0, mostDonors).sort(), (at) => rows[at]);
    return {
      donors: drawn.map((row) => columns.map((values) => (Number.isNaN(values[row]) ? null : values[row]))),
      means: columns.map((values) => momentsOf(values)).map(({ count, mean }) => (count > 0 ? mean : 0)),
      nNeighbors: Math.max(1, Math.round(nNeighbors)),
      indicator: taken.map(({ column }) => addIndicator && isPartlyMissing(column)),
    };
  },
  transform(taken, state) {
    if (taken.length === 0) return [];
    const whole = filled(numbersOf(taken), state);
    return taken.flatMap(({ column, source, final }, j) => {
      const values: WorkColumn = { column: column.kind === 'number' ? { ...column, values: whole[j] } : column, source, final };
      return state.indicator[j] ? [values, { ...indicatorOf(column), source }] : [values];
    });
  },
};
