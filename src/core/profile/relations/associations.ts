import { Cancelled, type Control } from '../../math/control.ts';
import { columnLength, selectRows, type ColumnKind, type Table } from '../../table/table.ts';
import { averageLinkage, leafOrder } from './cluster.ts';
import { createRankSpace, informationOfPair, measurePair } from './measure-pair.ts';
import { isPaired, relationColumn, type RelationColumn } from './relation-column.ts';

/** Up to here every row counts; of longer tables so many rows are taken, evenly spaced. */
export const mostPairedRows = 1_000_000;
/** Up to here all pairs are measured; of wider tables so many columns are taken. */
export const mostPairedColumns = 200;

/** How strongly the columns of a table go together. Matrices are n × n over `columns`, row-major and symmetrical. */
export interface Associations {
  /** Rows that were looked at, and rows there are. */
  readonly rows: number;
  readonly nRows: number;
  /** In clustered order: columns that go together stand together. */
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
  /** Spearman's correlation of two numbers, signed; else in [0, 1], see measurePair. 1 on the diagonal; NaN where it cannot be told. */
  readonly strength: Float64Array;
  /** Mutual information of the bins: over the mean of both entropies, and in nats. */
  readonly normalised: Float64Array;
  readonly nats: Float64Array;
  /** Columns of free text, and columns left out since there are more than 200. */
  readonly texts: readonly string[];
  readonly beyond: readonly string[];
}

/** Which columns matter most where there are too many: `importance` by name, such as the association with the target. */
export interface PairedChoice {
  readonly target: string | null;
  readonly importance: ReadonlyMap<string, number>;
  readonly mostColumns?: number;
  readonly mostRows?: number;
}

function evenlySpaced(table: Table, wanted: number): Table {
  if (table.nRows <= wanted) return table;
  return selectRows(table, Uint32Array.from({ length: wanted }, (_, i) => Math.floor((i * table.nRows) / wanted)));
}

function chosenColumns(table: Table, { target, importance, mostColumns = mostPairedColumns }: PairedChoice) {
  const paired = table.columns.filter(isPaired);
  const rank = (name: string) => (name === target ? Infinity : (importance.get(name) ?? -1));
  const kept = new Set(paired.toSorted((a, b) => rank(b.name) - rank(a.name)).slice(0, mostColumns));
  return {
    taken: paired.filter((column) => kept.has(column)),
    beyond: paired.filter((column) => !kept.has(column)).map(({ name }) => name),
    texts: table.columns.filter((column) => !isPaired(column)).map(({ name }) => name),
  };
}

function permuted(matrix: Float64Array, order: readonly number[]): Float64Array {
  const n = order.length;
  const next = new Float64Array(n * n);
  order.forEach((from, i) => order.forEach((to, j) => (next[i * n + j] = matrix[from * n + to])));
  return next;
}

/**
 * How strongly each pair of columns goes together, in clustered order (average linkage on 1 - |strength|). Exact up to
 * 1,000,000 rows and 200 columns; beyond that on evenly spaced rows and on the columns that matter most. Gives way after
 * each pair; throws Cancelled. Same inputs, same result.
 */
export async function associate(whole: Table, choice: PairedChoice, control: Control): Promise<Associations> {
  const { taken, texts, beyond } = chosenColumns(whole, choice);
  const table = evenlySpaced({ nRows: whole.nRows, columns: taken }, choice.mostRows ?? mostPairedRows);
  const n = taken.length;
  const nPairs = (n * (n - 1)) / 2;
  // A sort costs about as much as ten pairs.
  const work = n * 10 + nPairs;
  let done = 0;
  const columns: RelationColumn[] = [];
  for (const column of table.columns.filter(isPaired)) {
    columns.push(await relationColumn(column, control));
    control.progress((done += 10) / work, column.name);
  }
  const strength = new Float64Array(n * n);
  const normalised = new Float64Array(n * n);
  const nats = new Float64Array(n * n);
  const space = createRankSpace(table.columns.length === 0 ? 0 : columnLength(table.columns[0]));
  for (let i = 0; i < n; i++) {
    strength[i * n + i] = 1;
    const own = informationOfPair(columns[i], columns[i]);
    normalised[i * n + i] = own.normalised;
    nats[i * n + i] = own.nats;
    for (let j = i + 1; j < n; j++) {
      const value = measurePair(columns[i], columns[j], space);
      await control.breathe();
      const information = informationOfPair(columns[i], columns[j]);
      strength[i * n + j] = strength[j * n + i] = value;
      normalised[i * n + j] = normalised[j * n + i] = information.normalised;
      nats[i * n + j] = nats[j * n + i] = information.nats;
      done++;
      await control.breathe();
      if (control.cancelled()) throw new Cancelled();
    }
    control.progress(done / work, columns[i].name);
  }
  const distances = strength.map((value) => 1 - Math.abs(value));
  const order = leafOrder(averageLinkage(distances, n), distances, n);
  return {
    rows: table.nRows,
    nRows: whole.nRows,
    columns: order.map((at) => ({ name: columns[at].name, kind: columns[at].kind })),
    strength: permuted(strength, order),
    normalised: permuted(normalised, order),
    nats: permuted(nats, order),
    texts,
    beyond,
  };
}
