/** How a workgroup computes a tile of a product: threads across and down, the block of each thread, and the depth loaded at once. */
export interface Tile {
  readonly across: number;
  readonly down: number;
  readonly columns: number;
  readonly rows: number;
  readonly depth: number;
}

/** For products of many columns, and of a few. */
export const wideTile: Tile = { across: 8, down: 8, columns: 4, rows: 4, depth: 16 };
export const narrowTile: Tile = { across: 4, down: 16, columns: 1, rows: 2, depth: 16 };

export function tileFor(columns: number): Tile {
  return columns > 8 ? wideTile : narrowTile;
}

export const tileRows = ({ down, rows }: Tile): number => down * rows;
export const tileColumns = ({ across, columns }: Tile): number => across * columns;

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Text for each number of a thread's block: row r and column c of it. */
export function forBlock({ rows, columns }: Tile, text: (r: number, c: number) => string): string {
  return range(rows)
    .flatMap((r) => range(columns).map((c) => text(r, c)))
    .join('\n');
}
export const forColumns = ({ columns }: Tile, text: (c: number) => string): string => range(columns).map(text).join('\n');

function load(side: 'left' | 'right', width: number, { across, down, depth }: Tile, fast: 'depth' | 'other'): string {
  const split = fast === 'depth' ? `let k = e % ${depth}u; let i = e / ${depth}u;` : `let i = e % ${width}u; let k = e / ${width}u;`;
  const [first, limit, at] = side === 'left' ? ['tileRow', 'nRows', 'leftAt(first + i, begin + k)'] : ['tileColumn', 'nColumns', 'rightAt(begin + k, first + i)'];
  return `{
    let first = ${first};
    for (var e = thread; e < ${width * depth}u; e += ${across * down}u) {
      ${split}
      var value = 0.0;
      if (k < depth && first + i < ${limit}) { value = ${at}; }
      ${side}Tile[k * ${width}u + i] = value;
    }
  }`;
}

/**
 * The body of a workgroup of `main(group, thread)` that leaves in `sum_r_c` the numbers of a thread's block of the product over
 * depth [start, end) of leftAt(row, k) and rightAt(k, column), with `row_r` and `column_c` saying where they stand. It needs the
 * functions and uniform values nRows, nColumns, start and end, and in `fast` which index neighbouring threads load.
 */
export function tiledProduct(tile: Tile, fast: { readonly left: 'depth' | 'other'; readonly right: 'depth' | 'other' }): string {
  const { across, down, columns, rows, depth } = tile;
  const [height, width] = [tileRows(tile), tileColumns(tile)];
  return `
  let tileRow = group.y * ${height}u;
  let tileColumn = group.x * ${width}u;
  let threadColumn = thread % ${across}u;
  let threadRow = thread / ${across}u;
  ${forBlock(tile, (r, c) => `var sum_${r}_${c} = 0.0;`)}
  for (var begin = start; begin < end; begin += ${depth}u) {
    let depth = min(${depth}u, end - begin);
    ${load('left', height, tile, fast.left)}
    ${load('right', width, tile, fast.right)}
    workgroupBarrier();
    for (var k = 0u; k < depth; k++) {
      ${range(rows).map((r) => `let left_${r} = leftTile[k * ${height}u + ${r * down}u + threadRow];`).join('\n')}
      ${range(columns).map((c) => `let right_${c} = rightTile[k * ${width}u + ${c * across}u + threadColumn];`).join('\n')}
      ${forBlock(tile, (r, c) => `sum_${r}_${c} = fma(left_${r}, right_${c}, sum_${r}_${c});`)}
    }
    workgroupBarrier();
  }
  ${range(rows).map((r) => `let row_${r} = tileRow + ${r * down}u + threadRow;`).join('\n')}
  ${range(columns).map((c) => `let column_${c} = tileColumn + ${c * across}u + threadColumn;`).join('\n')}`;
}

/** What a tiled product declares outside functions. */
export function tileMemory(tile: Tile): string {
  return `
var<workgroup> leftTile: array<f32, ${tileRows(tile) * tile.depth}>;
var<workgroup> rightTile: array<f32, ${tileColumns(tile) * tile.depth}>;
var<private> member: u32;`;
}

/** The head of the entry point of a kernel that computes tiles. */
export function tileMain({ across, down }: Tile): string {
  return `@compute @workgroup_size(${across * down})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32)`;
}
