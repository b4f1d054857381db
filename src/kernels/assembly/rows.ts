/** Moves rows of [start, end) whose bin has goesLeft 1 to the front, keeping the order on both sides; where the right ones begin. */
export function partition(
  rowsAt: usize,
  roomAt: usize,
  start: u32,
  end: u32,
  binsAt: usize,
  width: u32,
  goesLeftAt: usize,
): u32 {
  let left = rowsAt + ((<usize>start) << 2);
  let right = roomAt;
  const stop = rowsAt + ((<usize>end) << 2);
  // Both places are written; only the one that counts moves on. No branch depends on the rows.
  for (let at = left; at < stop; at += 4) {
    const row = load<u32>(at);
    const goes = (<usize>load<u8>(goesLeftAt + <usize>load<u8>(binsAt + <usize>row * width))) << 2;
    store<u32>(left, row);
    store<u32>(right, row);
    left += goes;
    right += 4 - goes;
  }
  memory.copy(left, roomAt, right - roomAt);
  return <u32>((left - rowsAt) >> 2);
}

/** Adds `value` to the score, `stepBytes` a row, of rows[start … end). */
export function addToScores(rowsAt: usize, start: u32, end: u32, scoresAt: usize, stepBytes: u32, value: f64): void {
  for (let i = start; i < end; i++) {
    const at = scoresAt + <usize>load<u32>(rowsAt + ((<usize>i) << 2)) * stepBytes;
    store<f64>(at, load<f64>(at) + value);
  }
}
