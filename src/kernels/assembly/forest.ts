/** Bytes of a node: column, cut, left and kind as i32 (0 a leaf, 1 a number, 2 a category), value as f64, and room. */
const nodeBytes: usize = 24;
/** Bytes of where a node's rows are: begin, stop and depth as u32. */
const spanBytes: usize = 12;

/**
 * Adds the leaf values of one tree, nodes root … next - 1, to `nRows` scores of `stepBytes` each. Rows of u16 are parted from
 * `firstAt` (0, 1, …) into two orders of `orderBytes` at `ordersAt` by turns, left ones from the front, right ones from the back.
 */
export function addTree(
  nodesAt: usize,
  spansAt: usize,
  root: u32,
  next: u32,
  nRows: u32,
  firstAt: usize,
  ordersAt: usize,
  orderBytes: u32,
  ranksAt: usize,
  goesRightAt: usize,
  scoresAt: usize,
  stepBytes: u32,
): void {
  const rootSpan = spansAt + <usize>root * spanBytes;
  store<u32>(rootSpan, 0);
  store<u32>(rootSpan, nRows, 4);
  store<u32>(rootSpan, 0, 8);
  for (let node = root; node < next; node++) {
    const at = nodesAt + <usize>node * nodeBytes;
    const span = spansAt + <usize>node * spanBytes;
    const begin = load<u32>(span);
    const stop = load<u32>(span, 4);
    const depth = load<u32>(span, 8);
    const order = depth === 0 ? firstAt : ordersAt + <usize>(depth & 1) * orderBytes;
    const kind = load<i32>(at, 12);
    if (kind === 0) {
      const value = load<f64>(at, 16);
      for (let i = begin; i < stop; i++) {
        const score = scoresAt + <usize>load<u16>(order + ((<usize>i) << 1)) * stepBytes;
        store<f64>(score, load<f64>(score) + value);
      }
      continue;
    }
    const parted = ordersAt + <usize>((depth + 1) & 1) * orderBytes;
    const column = ranksAt + ((<usize>load<u32>(at)) << 1);
    const cut = load<i32>(at, 4);
    const middle =
      kind === 1
        ? partNumbers(order, parted, begin, stop, column, cut)
        : partLevels(order, parted, begin, stop, column, goesRightAt + <usize>cut);
    const child = spansAt + <usize>load<u32>(at, 8) * spanBytes;
    store<u32>(child, begin);
    store<u32>(child, middle, 4);
    store<u32>(child, depth + 1, 8);
    store<u32>(child, middle, 12);
    store<u32>(child, stop, 16);
    store<u32>(child, depth + 1, 20);
  }
}

function partNumbers(order: usize, parted: usize, begin: u32, stop: u32, column: usize, cut: i32): u32 {
  let front = parted + ((<usize>begin) << 1);
  let back = parted + ((<usize>stop) << 1) - 2;
  const last = order + ((<usize>stop) << 1);
  for (let at = order + ((<usize>begin) << 1); at < last; at += 2) {
    const row = load<u16>(at);
    const right = (<usize>((<u32>(cut - <i32>load<u16>(column + ((<usize>row) << 1)))) >> 31)) << 1;
    store<u16>(front, row);
    store<u16>(back, row);
    front += 2 - right;
    back -= right;
  }
  return <u32>((front - parted) >> 1);
}

function partLevels(order: usize, parted: usize, begin: u32, stop: u32, column: usize, goesRight: usize): u32 {
  let front = parted + ((<usize>begin) << 1);
  let back = parted + ((<usize>stop) << 1) - 2;
  const last = order + ((<usize>stop) << 1);
  for (let at = order + ((<usize>begin) << 1); at < last; at += 2) {
    const row = load<u16>(at);
    const right = (<usize>load<u8>(goesRight + <usize>load<u16>(column + ((<usize>row) << 1)))) << 1;
    store<u16>(front, row);
    store<u16>(back, row);
    front += 2 - right;
    back -= right;
  }
  return <u32>((front - parted) >> 1);
}
