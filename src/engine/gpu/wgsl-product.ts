/** How a workgroup computes a tile of a product: threads across and down, and the block of each thread. */
export interface Tile {
  readonly across: number;
  readonly down: number;
  readonly columns: number;
  readonly rows: number;
}

const wide: Tile = { across: 8, down: 8, columns: 4, rows: 4 };
const narrow: Tile = { across: 1, down: 16, columns: 4, rows: 2 };
const single: Tile = { across: 1, down: 32, columns: 1, rows: 1 };

/** The tile for a product of so many columns; all have the same number of rows. */
export function tileFor(columns: number): Tile {
  return columns > 8 ? wide : columns > 1 ? narrow : single;
}

/** Rows of each tile. */
export const tileRows = wide.down * wide.rows;
export const tileColumns = ({ across, columns }: Tile): number => across * columns;

/**
 * How the numbers of a product reach the threads: `shared` loads them into the memory of the workgroup, in steps of this depth, as
 * suits a GPU; `direct` lets each thread read its own, as suits an adapter in software, where each barrier costs a switch of threads.
 */
export type ProductStyle = 'shared' | 'direct';
const depthAtOnce = 16;
/** One more than a tile is wide, so that threads that write below each other write to different banks. */
const stride = (width: number) => width + 1;

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const lines = (n: number, text: (i: number) => string) => range(n).map(text).join('\n');

/** Text for each number of a thread's block: row r and column c of it. */
export function forBlock({ rows, columns }: Tile, text: (r: number, c: number) => string): string {
  return lines(rows, (r) => lines(columns, (c) => text(r, c)));
}
export const forColumns = ({ columns }: Tile, text: (c: number) => string): string => lines(columns, text);

/**
 * Where the numbers of one side of a product stand: `base` is the part of their place that depends on the row of the left side or the column
 * of the right one alone, `at` the number at that base and depth k. `fast` is the index that neighbouring threads load by, so that they read
 * neighbouring numbers.
 */
export interface Side {
  readonly base: (other: string) => string;
  readonly at: (base: string, k: string) => string;
  readonly fast: 'depth' | 'other';
}

function loadShared(name: 'left' | 'right', { across, down, columns }: Tile, side: Side): string {
  const width = name === 'left' ? tileRows : across * columns;
  const split = side.fast === 'depth' ? `let k = e % ${depthAtOnce}u; let i = e / ${depthAtOnce}u;` : `let i = e % ${width}u; let k = e / ${width}u;`;
  const [first, limit] = name === 'left' ? ['tileRow', 'nRows'] : ['tileColumn', 'nColumns'];
  return `{
    let first = ${first};
    for (var e = thread; e < ${width * depthAtOnce}u; e += ${across * down}u) {
      ${split}
      var value = 0.0;
      if (k < depth && first + i < ${limit}) {
        let base = ${side.base('(first + i)')};
        let at = begin + k;
        value = ${side.at('base', 'at')};
      }
      ${name}Tile[k * ${stride(width)}u + i] = value;
    }
  }`;
}

const multiply = (tile: Tile) => forBlock(tile, (r, c) => `sum_${r}_${c} += left_${r} * right_${c};`);

function sharedLoop(tile: Tile, left: Side, right: Side): string {
  const { across, down, columns, rows } = tile;
  return `
  for (var begin = start; begin < end; begin += ${depthAtOnce}u) {
    let depth = min(${depthAtOnce}u, end - begin);
    ${loadShared('left', tile, left)}
    ${loadShared('right', tile, right)}
    workgroupBarrier();
    for (var k = 0u; k < depth; k++) {
      ${lines(rows, (r) => `let left_${r} = leftTile[k * ${stride(tileRows)}u + ${r * down}u + threadRow];`)}
      ${lines(columns, (c) => `let right_${c} = rightTile[k * ${stride(tileColumns(tile))}u + ${c * across}u + threadColumn];`)}
      ${multiply(tile)}
    }
    workgroupBarrier();
  }`;
}

function directLoop(tile: Tile, left: Side, right: Side): string {
  return `
  ${lines(tile.rows, (r) => `let leftBase_${r} = ${left.base(`min(row_${r}, nRows - 1u)`)};`)}
  ${lines(tile.columns, (c) => `let rightBase_${c} = ${right.base(`min(column_${c}, nColumns - 1u)`)};`)}
  for (var k = start; k < end; k++) {
    ${lines(tile.rows, (r) => `let left_${r} = ${left.at(`leftBase_${r}`, 'k')};`)}
    ${lines(tile.columns, (c) => `let right_${c} = ${right.at(`rightBase_${c}`, 'k')};`)}
    ${multiply(tile)}
  }`;
}

/**
 * The body of a workgroup that leaves in `sum_r_c` the numbers of a thread's block of the product over depth [start, end) of
 * `left` and `right`, and says in `row_r` and `column_c` where they stand, which may be outside of nRows × nColumns. These values are the
 * kernel's, as are those that the sides name.
 */
export function product(style: ProductStyle, tile: Tile, left: Side, right: Side): string {
  const { across, down, columns, rows } = tile;
  return `
  let tileRow = group.y * ${tileRows}u;
  let tileColumn = group.x * ${tileColumns(tile)}u;
  let threadColumn = thread % ${across}u;
  let threadRow = thread / ${across}u;
  ${lines(rows, (r) => `let row_${r} = tileRow + ${r * down}u + threadRow;`)}
  ${lines(columns, (c) => `let column_${c} = tileColumn + ${c * across}u + threadColumn;`)}
  ${forBlock(tile, (r, c) => `var sum_${r}_${c} = 0.0;`)}
  ${style === 'shared' ? sharedLoop(tile, left, right) : directLoop(tile, left, right)}`;
}

/** What a product declares outside functions. */
export function productMemory(style: ProductStyle, tile: Tile): string {
  if (style === 'direct') return '';
  return `
var<workgroup> leftTile: array<f32, ${stride(tileRows) * depthAtOnce}>;
var<workgroup> rightTile: array<f32, ${stride(tileColumns(tile)) * depthAtOnce}>;`;
}

/** The head of the entry point of a kernel that computes tiles. */
export function productMain({ across, down }: Tile): string {
  return `@compute @workgroup_size(${across * down})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32)`;
}
