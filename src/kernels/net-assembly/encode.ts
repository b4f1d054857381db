/** core/nets/encode-rows.ts: each function writes one segment, input `at` and on, of the rows numbered in `rows`. */

@inline
function cellOf(x: usize, row: u32, nBase: u32, source: u32): f32 {
  return load<f32>(x + (((<usize>row) * nBase + source) << 2));
}

@inline
function inputAt(out: usize, stride: usize, input: u32): usize {
  return out + (input >> 2) * stride + ((input & 3) << 2);
}

/** The code that a cell stands for; `levels` where it is unknown. */
@inline
function codeOf(cell: f32, levels: u32): u32 {
  return cell >= 0 && cell < <f32>levels ? <u32>cell : levels;
}

/** `count` columns one beside another, as they stand. */
export function encodeNumbers(x: usize, nBase: u32, rows: usize, nRows: u32, source: u32, count: u32, out: usize, stride: usize, at: u32): void {
  for (let i: u32 = 0; i < nRows; i++) {
    const row = load<u32>(rows + ((<usize>i) << 2));
    const to = out + ((<usize>i) << 4);
    for (let j: u32 = 0; j < count; j++) store<f32>(inputAt(to, stride, at + j), cellOf(x, row, nBase, source + j));
  }
}

/** The pieces between nEdges edges. */
export function encodePieces(x: usize, nBase: u32, rows: usize, nRows: u32, source: u32, edges: usize, nEdges: u32, out: usize, stride: usize, at: u32): void {
  const last = nEdges - 2;
  for (let i: u32 = 0; i < nRows; i++) {
    const cell = cellOf(x, load<u32>(rows + ((<usize>i) << 2)), nBase, source);
    const to = out + ((<usize>i) << 4);
    for (let t: u32 = 0; t <= last; t++) {
      const edge = edges + ((<usize>t) << 2);
      let share = (cell - load<f32>(edge)) / (load<f32>(edge, 4) - load<f32>(edge));
      if (t > 0 && share < 0) share = 0;
      if (t < last && share > 1) share = 1;
      store<f32>(inputAt(to, stride, at + t), share);
    }
  }
}

/** 1 at the row's code; the rest is left as it is. */
export function encodeOneHot(x: usize, nBase: u32, rows: usize, nRows: u32, source: u32, levels: u32, out: usize, stride: usize, at: u32): void {
  for (let i: u32 = 0; i < nRows; i++) {
    const cell = cellOf(x, load<u32>(rows + ((<usize>i) << 2)), nBase, source);
    const code = codeOf(cell, levels);
    if (code < levels && <f32>code === cell) store<f32>(inputAt(out + ((<usize>i) << 4), stride, at + code), 1);
  }
}

/** The row of `table` that belongs to the code. */
export function encodeEmbedding(x: usize, nBase: u32, rows: usize, nRows: u32, source: u32, levels: u32, table: usize, width: u32, out: usize, stride: usize, at: u32): void {
  for (let i: u32 = 0; i < nRows; i++) {
    const cell = cellOf(x, load<u32>(rows + ((<usize>i) << 2)), nBase, source);
    const from = table + ((<usize>(codeOf(cell, levels) * width)) << 2);
    const to = out + ((<usize>i) << 4);
    for (let j: u32 = 0; j < width; j++) store<f32>(inputAt(to, stride, at + j), load<f32>(from + ((<usize>j) << 2)));
  }
}

/** Adds the derivative by the inputs of an embedding to that of its table. */
export function embeddingGradient(x: usize, nBase: u32, rows: usize, nRows: u32, source: u32, levels: u32, byTable: usize, width: u32, byInputs: usize, stride: usize, at: u32): void {
  for (let i: u32 = 0; i < nRows; i++) {
    const cell = cellOf(x, load<u32>(rows + ((<usize>i) << 2)), nBase, source);
    const to = byTable + ((<usize>(codeOf(cell, levels) * width)) << 2);
    const from = byInputs + ((<usize>i) << 4);
    for (let j: u32 = 0; j < width; j++) {
      const p = to + ((<usize>j) << 2);
      store<f32>(p, load<f32>(p) + load<f32>(inputAt(from, stride, at + j)));
    }
  }
}

/** The targets of the rows, and how much each counts: `factor` times its weight, or `factor` where there are none. */
export function gatherTargets(targets: usize, weights: usize, rows: usize, nRows: u32, batchTargets: usize, shares: usize, factor: f32): void {
  for (let i: u32 = 0; i < nRows; i++) {
    const from = (<usize>load<u32>(rows + ((<usize>i) << 2))) << 2;
    const to = (<usize>i) << 2;
    store<f32>(batchTargets + to, load<f32>(targets + from));
    store<f32>(shares + to, weights ? factor * load<f32>(weights + from) : factor);
  }
}

/** `bytes` zeros. */
export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}
