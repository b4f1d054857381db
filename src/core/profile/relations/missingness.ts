import { Cancelled, type Control } from '../../math/control.ts';
import { isMissing, type Column, type Table } from '../../table/table.ts';

const mostStripes = 200;
const mostColumns = 100;
const mostPatterns = 20;

/** Columns that are empty in the same rows. */
export interface MissingPattern {
  /** Positions in `columns` of those that are missing; empty for rows without a gap. */
  readonly columns: readonly number[];
  readonly rows: number;
}

/** Where cells are missing, and together with which others. Matrices are row-major. */
export interface Missingness {
  readonly nRows: number;
  /** Rows without any missing cell. */
  readonly completeRows: number;
  /** Columns with at least one missing cell, in the order of the table; the 100 emptiest where there are more. */
  readonly columns: readonly { readonly name: string; readonly missing: number }[];
  /** Columns with missing cells that are not listed. */
  readonly others: number;
  /** nStripes + 1 row numbers: stripe s holds the rows from bounds[s] up to bounds[s + 1]; at most 200 stripes. */
  readonly bounds: readonly number[];
  /** columns × stripes: the share of the stripe's cells that is missing. */
  readonly stripes: Float32Array;
  /** columns × columns: the correlation (φ) of being missing; NaN where a column is empty all through. 1 on the diagonal. */
  readonly together: Float64Array;
  /** The most frequent patterns among the listed columns, at most 20, most frequent first. */
  readonly patterns: readonly MissingPattern[];
  /** Patterns there are in all. */
  readonly nPatterns: number;
}

/** One bit a row, set where the cell is missing. */
function missingBits(column: Column, nRows: number): { bits: Uint32Array; count: number } {
  const bits = new Uint32Array(Math.ceil(nRows / 32));
  let count = 0;
  for (let row = 0; row < nRows; row++) {
    if (!isMissing(column, row)) continue;
    bits[row >>> 5] |= 1 << (row & 31);
    count++;
  }
  return { bits, count };
}

function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function countBoth(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < a.length; word++) count += ones(a[word] & b[word]);
  return count;
}

/** φ of two marks that `a` and `b` of n rows bear, `both` of them both; NaN where all rows bear one of them. */
function phi(a: number, b: number, both: number, n: number): number {
  const scale = Math.sqrt(a * (n - a)) * Math.sqrt(b * (n - b));
  return scale > 0 ? (n * both - a * b) / scale : NaN;
}

const has = (bits: Uint32Array, row: number) => ((bits[row >>> 5] >>> (row & 31)) & 1) === 1;

/** Splits each group of rows in two by a column's gaps, so that in the end a group is a pattern; only gaps cost anything. */
function refine(patternOf: Uint32Array, patterns: { columns: number[] }[], bits: Uint32Array, at: number): void {
  const child = new Map<number, number>();
  for (let word = 0; word < bits.length; word++) {
    if (bits[word] === 0) continue;
    for (let row = word * 32; row < Math.min(patternOf.length, word * 32 + 32); row++) {
      if (!has(bits, row)) continue;
      const former = patternOf[row];
      const known = child.get(former);
      patternOf[row] = known ?? patterns.length;
      if (known !== undefined) continue;
      child.set(former, patterns.length);
      patterns.push({ columns: [...patterns[former].columns, at] });
    }
  }
}

function patternsOf(bits: readonly Uint32Array[], nRows: number) {
  const patternOf = new Uint32Array(nRows);
  const patterns: { columns: number[] }[] = [{ columns: [] }];
  bits.forEach((own, at) => refine(patternOf, patterns, own, at));
  const counts = new Uint32Array(patterns.length);
  for (const pattern of patternOf) counts[pattern]++;
  return patterns.map(({ columns }, i) => ({ columns, rows: counts[i] })).filter(({ rows }) => rows > 0);
}

/** Where cells are missing, over all rows; gives way after each column, throws Cancelled. */
export async function describeMissing(table: Table, control: Control): Promise<Missingness> {
  const { nRows } = table;
  const found: { name: string; bits: Uint32Array; missing: number }[] = [];
  for (const [at, column] of table.columns.entries()) {
    if (control.cancelled()) throw new Cancelled();
    const { bits, count } = missingBits(column, nRows);
    if (count > 0) found.push({ name: column.name, bits, missing: count });
    control.progress((at + 1) / table.columns.length, column.name);
    await control.breathe();
  }
  const emptiest = new Set(found.toSorted((a, b) => b.missing - a.missing).slice(0, mostColumns));
  const listed = found.filter((column) => emptiest.has(column));
  const anywhere = new Uint32Array(Math.ceil(nRows / 32));
  for (const { bits } of found) for (let word = 0; word < bits.length; word++) anywhere[word] |= bits[word];
  const nStripes = Math.min(mostStripes, nRows);
  const bounds = Array.from({ length: nStripes + 1 }, (_, s) => Math.floor((s * nRows) / Math.max(1, nStripes)));
  const n = listed.length;
  const stripes = new Float32Array(n * nStripes);
  const together = new Float64Array(n * n);
  for (const [i, { bits, missing }] of listed.entries()) {
    for (let s = 0; s < nStripes; s++) {
      let count = 0;
      for (let row = bounds[s]; row < bounds[s + 1]; row++) if (has(bits, row)) count++;
      stripes[i * nStripes + s] = count / (bounds[s + 1] - bounds[s]);
    }
    together[i * n + i] = 1;
    for (let j = i + 1; j < n; j++) {
      const value = phi(missing, listed[j].missing, countBoth(bits, listed[j].bits), nRows);
      together[i * n + j] = together[j * n + i] = value;
    }
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
  }
  const patterns = patternsOf(listed.map(({ bits }) => bits), nRows);
  return {
    nRows,
    completeRows: nRows - countBoth(anywhere, anywhere),
    columns: listed.map(({ name, missing }) => ({ name, missing })),
    others: found.length - n,
    bounds,
    stripes,
    together,
    patterns: patterns.toSorted((a, b) => b.rows - a.rows).slice(0, mostPatterns),
    nPatterns: patterns.length,
  };
}
