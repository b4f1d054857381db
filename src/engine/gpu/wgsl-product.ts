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

function loadShared(side: 'left' | 'right', { across, down, columns }: Tile, fast: 'depth' | 'other'): string {
  const width = side === 'left' ? tileRows : across * columns;
  const split = fast === 'depth' ? `let k = e % ${depthAtOnce}u; let i = e / ${depthAtOnce}u;` : `let i = e % ${width}u; let k = e / ${width}u;`;
  const [first, limit, value] = side === 'left' ? ['tileRow', 'nRows', 'leftAt(first + i, begin + k)'] : ['tileColumn', 'nColumns', 'rightAt(begin + k, first + i)'];
  return `{
    let first = ${first};
    for (var e = thread; e < ${width * depthAtOnce}u; e += ${across * down}u) {
      ${split}
      var value = 0.0;
      if (k < depth && first + i < ${limit}) { value = ${value}; }
      ${side}Tile[k * ${stride(width)}u + i] = value;
    }
  }`;
}

const multiply = (tile: Tile) => forBlock(tile, (r, c) => `sum_${r}_${c} += left_${r} * right_${c};`);

function sharedLoop(tile: Tile, fast: Fast): string {
  const { across, down, columns, rows } = tile;
  return `
  for (var begin = start; begin < end; begin += ${depthAtOnce}u) {
    let depth = min(${depthAtOnce}u, end - begin);
    ${loadShared('left', tile, fast.left)}
    ${loadShared('right', tile, fast.right)}
    workgroupBarrier();
    for (var k = 0u; k < depth; k++) {
      ${lines(rows, (r) => `let left_${r} = leftTile[k * ${stride(tileRows)}u + ${r * down}u + threadRow];`)}
      ${lines(columns, (c) => `let right_${c} = rightTile[k * ${stride(tileColumns(tile))}u + ${c * across}u + threadColumn];`)}
      ${multiply(tile)}
    }
    workgroupBarrier();
  }`;
}

function directLoop(tile: Tile): string {
  return `
  ${lines(tile.rows, (r) => `let leftRow_${r} = min(row_${r}, nRows - 1u);`)}
  ${lines(tile.columns, (c) => `let rightColumn_${c} = min(column_${c}, nColumns - 1u);`)}
  for (var k = start; k < end; k++) {
    ${lines(tile.rows, (r) => `let left_${r} = leftAt(leftRow_${r}, k);`)}
    ${lines(tile.columns, (c) => `let right_${c} = rightAt(k, rightColumn_${c});`)}
    ${multiply(tile)}
  }`;
}

/** Which index of each side neighbouring threads load, so that they read neighbouring numbers. */
interface Fast {
  readonly left: 'depth' | 'other';
  readonly right: 'depth' | 'other';
}

/**
 * The body of a workgroup that leaves in `sum_r_c` the numbers of a thread's block of the product over depth [start, end) of
 * leftAt(row, k) and rightAt(k, column), and says in `row_r` and `column_c` where they stand, which may be outside of nRows × nColumns.
 * These functions and values are the kernel's.
 */
export function product(style: ProductStyle, tile: Tile, fast: Fast): string {
  const { across, down, columns, rows } = tile;
  return `
  let tileRow = group.y * ${tileRows}u;
  let tileColumn = group.x * ${tileColumns(tile)}u;
  let threadColumn = thread % ${across}u;
  let threadRow = thread / ${across}u;
  ${lines(rows, (r) => `let row_${r} = tileRow + ${r * down}u + threadRow;`)}
  ${lines(columns, (c) => `let column_${c} = tileColumn + ${c * across}u + threadColumn;`)}
  ${forBlock(tile, (r, c) => `var sum_${r}_${c} = 0.0;`)}
  ${style === 'shared' ? sharedLoop(tile, fast) : directLoop(tile)}`;
}

/** What a product declares outside functions; the kernel says in its private variables which net's and member's numbers it reads, and how far apart their rows are. */
export function productMemory(style: ProductStyle, tile: Tile): string {
  const bases = `
var<private> leftFirst: u32;
var<private> leftStride: u32;
var<private> rightFirst: u32;
var<private> rightStride: u32;`;
  if (style === 'direct') return bases;
  return `${bases}
var<workgroup> leftTile: array<f32, ${stride(tileRows) * depthAtOnce}>;
var<workgroup> rightTile: array<f32, ${stride(tileColumns(tile)) * depthAtOnce}>;`;
}

/** The head of the entry point of a kernel that computes tiles. */
export function productMain({ across, down }: Tile): string {
  return `@compute @workgroup_size(${across * down})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32)`;
}
