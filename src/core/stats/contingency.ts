/** Rows by two sets of labels, the cells that hold any: sparse, since two columns of many labels share few pairs of them. */
export interface Contingency {
  /** Rows where both labels are present. */
  readonly n: number;
  /** Rows of each label among those rows, 0 where it does not occur there. */
  readonly rowTotals: Float64Array;
  readonly columnTotals: Float64Array;
  /** The cells that are not empty: their row label, column label and count, by row label. */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly counts: Float64Array;
}

/** Row numbers by code, those of code k between starts[k] and starts[k + 1]; rows of code -1 are in none. */
export interface RowsByCode {
  readonly order: Uint32Array;
  readonly starts: Uint32Array;
}

/** The rows of each code in [0, nCodes), in their own order. */
export function rowsByCode(codes: ArrayLike<number>, nCodes: number): RowsByCode {
  const starts = new Uint32Array(nCodes + 1);
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) starts[codes[row] + 1]++;
  for (let code = 0; code < nCodes; code++) starts[code + 1] += starts[code];
  const next = starts.slice();
  const order = new Uint32Array(starts[nCodes]);
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) order[next[codes[row]]++] = row;
  return { order, starts };
}

/** Tables of up to this many cells are counted in one pass over all of them. */
const mostDenseCells = 65_536;

function denseCells(a: ArrayLike<number>, nA: number, b: ArrayLike<number>, nB: number): Float64Array {
  const cells = new Float64Array(nA * nB);
  for (let row = 0; row < a.length; row++) if (a[row] >= 0 && b[row] >= 0) cells[a[row] * nB + b[row]]++;
  return cells;
}

/**
 * Counts the pairs of codes over rows where neither is negative. Codes are below `nA` and `nB`; `grouped` are the rows by
 * the first codes where they are known already.
 */
export function contingency(a: ArrayLike<number>, nA: number, b: ArrayLike<number>, nB: number, grouped?: RowsByCode): Contingency {
  const rowTotals = new Float64Array(nA);
  const columnTotals = new Float64Array(nB);
  const rows: number[] = [];
  const columns: number[] = [];
  const counts: number[] = [];
  let n = 0;
  const add = (row: number, column: number, count: number) => {
    rows.push(row);
    columns.push(column);
    counts.push(count);
    rowTotals[row] += count;
    columnTotals[column] += count;
    n += count;
  };
  if (nA * nB <= mostDenseCells) {
    const cells = denseCells(a, nA, b, nB);
    for (let at = 0; at < cells.length; at++) if (cells[at] > 0) add(Math.floor(at / nB), at % nB, cells[at]);
  } else {
    const { order, starts } = grouped ?? rowsByCode(a, nA);
    const tally = new Uint32Array(nB);
    for (let code = 0; code < nA; code++) {
      const touched: number[] = [];
      for (let at = starts[code]; at < starts[code + 1]; at++) {
        const other = b[order[at]];
        if (other >= 0 && tally[other]++ === 0) touched.push(other);
      }
      for (const other of touched) {
        add(code, other, tally[other]);
        tally[other] = 0;
      }
    }
  }
  return { n, rowTotals, columnTotals, rows: Int32Array.from(rows), columns: Int32Array.from(columns), counts: Float64Array.from(counts) };
}
