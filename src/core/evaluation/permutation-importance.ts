import { Cancelled, type Control } from '../math/control.ts';
import { createRng, type Rng } from '../math/rng.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { metricContext } from '../problem/positive-class.ts';
import { isFeature } from '../problem/features.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { targetOf } from '../problem/target.ts';
import { mean } from '../stats/mean.ts';
import { standardDeviation } from '../stats/variance.ts';
import { selectColumns, selectRows, type Table } from '../table/table.ts';
import type { Importance } from './evaluation.ts';

export interface ImportanceInput {
  readonly table: Table;
  /** Rows that the model was not trained on; of more than 5,000 a seeded sample is taken. */
  readonly rows: Uint32Array;
  readonly problem: ProblemDefinition;
  /** Predictions for every row of a table with the dataset's columns. */
  readonly predict: (table: Table) => Promise<Predictions>;
  readonly metric: Metric;
  /** Shuffles of each column; 5 unless given. */
  readonly repeats?: number;
  readonly seed: number;
  readonly control: Control;
}

const mostRows = 5000;

function sampled(rows: Uint32Array, rng: Rng): Uint32Array {
  if (rows.length <= mostRows) return rows;
  const places = rng.permutation(rows.length).slice(0, mostRows).sort();
  return Uint32Array.from(places, (place) => rows[place]);
}

/** `table` with one column's cells in the given order and all others as they are. */
function withShuffled(table: Table, name: string, order: Uint32Array): Table {
  const [shuffled] = selectRows(selectColumns(table, [name]), order).columns;
  return { ...table, columns: table.columns.map((column) => (column.name === name ? shuffled : column)) };
}

/**
 * How much worse the metric gets when one source column is shuffled, for every column used as a feature, the most
 * important first (Breiman 2001). `drop` is the mean over the repeats, positive where the model relies on the column,
 * whichever way the metric points; `standardDeviation` is that of the repeats (n - 1), 0 for one repeat. Columns that say the
 * same thing share their importance: shuffling one of them costs little. Where the metric is not defined on these rows,
 * every drop is NaN. Empty for no rows. Throws Cancelled.
 */
export async function permutationImportance(input: ImportanceInput): Promise<Importance[]> {
  const { table, problem, predict, metric, repeats = 5, seed, control } = input;
  const rng = createRng(seed).fork('permutation importance');
  const held = selectRows(table, sampled(input.rows, rng.fork('rows')));
  if (held.nRows === 0) return [];
  const yTrue = targetOf(held, problem);
  const context = metricContext(problem);
  const sign = metric.greaterIsBetter ? 1 : -1;
  const scoreOf = async (rows: Table) => metric.compute(yTrue, await predict(rows), context);
  const baseline = await scoreOf(held);
  const features = held.columns.map(({ name }) => name).filter((name) => isFeature(problem, name));
  const importances: Importance[] = [];
  for (const [index, column] of features.entries()) {
    const drops: number[] = [];
    const shuffles = rng.fork(column);
    for (let repeat = 0; repeat < repeats; repeat++) {
      if (control.cancelled()) throw new Cancelled();
      drops.push(sign * (baseline - (await scoreOf(withShuffled(held, column, shuffles.permutation(held.nRows))))));
      await control.breathe();
    }
    importances.push({ column, drop: mean(drops), standardDeviation: repeats > 1 ? standardDeviation(drops) : 0 });
    control.progress((index + 1) / features.length, column);
  }
  const rankOf = ({ drop }: Importance) => (Number.isNaN(drop) ? -Infinity : drop);
  return importances.sort((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(b) - rankOf(a)));
}
