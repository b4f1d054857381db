/** Adds the derivatives of rows[start … end) to their bins of two numbers. `columnsAt`: a u32 a feature; `startsAt`: the byte in the histogram at which its bins begin. */
export function addPairs(
  histogram: usize,
  binsAt: usize,
  width: u32,
  startsAt: usize,
  columnsAt: usize,
  nColumns: u32,
  rowsAt: usize,
  start: u32,
  end: u32,
  derivativesAt: usize,
): void {
  const isWhole = nColumns === width;
  let i = start;
  for (; i + 1 < end; i += 2) {
    const row = load<u32>(rowsAt + ((<usize>i) << 2));
    const other = load<u32>(rowsAt + ((<usize>i) << 2), 4);
    const pair = v128.load(derivativesAt + ((<usize>row) << 4));
    const otherPair = v128.load(derivativesAt + ((<usize>other) << 4));
    const base = binsAt + <usize>row * width;
    const otherBase = binsAt + <usize>other * width;
    let c: u32 = 0;
    if (isWhole) {
      for (; c + 3 < nColumns; c += 4) {
        const bins = load<u32>(base + c);
        const otherBins = load<u32>(otherBase + c);
        const from = startsAt + ((<usize>c) << 2);
        addPair(histogram + load<u32>(from), bins & 255, otherBins & 255, pair, otherPair);
        addPair(histogram + load<u32>(from, 4), (bins >> 8) & 255, (otherBins >> 8) & 255, pair, otherPair);
        addPair(histogram + load<u32>(from, 8), (bins >> 16) & 255, (otherBins >> 16) & 255, pair, otherPair);
        addPair(histogram + load<u32>(from, 12), bins >> 24, otherBins >> 24, pair, otherPair);
      }
    }
    for (; c < nColumns; c++) {
      const column = load<u32>(columnsAt + ((<usize>c) << 2));
      const from = histogram + load<u32>(startsAt + ((<usize>c) << 2));
      addPair(from, load<u8>(base + column), load<u8>(otherBase + column), pair, otherPair);
    }
  }
  if (i < end) {
    const row = load<u32>(rowsAt + ((<usize>i) << 2));
    const pair = v128.load(derivativesAt + ((<usize>row) << 4));
    const base = binsAt + <usize>row * width;
    for (let c: u32 = 0; c < nColumns; c++) {
      const column = load<u32>(columnsAt + ((<usize>c) << 2));
      const at = histogram + load<u32>(startsAt + ((<usize>c) << 2)) + ((<usize>load<u8>(base + column)) << 4);
      v128.store(at, f64x2.add(v128.load(at), pair));
    }
  }
}

function addPair(from: usize, bin: u32, otherBin: u32, pair: v128, otherPair: v128): void {
  const at = from + ((<usize>bin) << 4);
  v128.store(at, f64x2.add(v128.load(at), pair));
  const otherAt = from + ((<usize>otherBin) << 4);
  v128.store(otherAt, f64x2.add(v128.load(otherAt), otherPair));
}

/** As addPairs, to bins of three numbers: the third is the weight, an f64 a row at `weightsAt`. */
export function addTriples(
  histogram: usize,
  binsAt: usize,
  width: u32,
  startsAt: usize,
  columnsAt: usize,
  nColumns: u32,
  rowsAt: usize,
  start: u32,
  end: u32,
  derivativesAt: usize,
  weightsAt: usize,
): void {
  const isWhole = nColumns === width;
  for (let i = start; i < end; i++) {
    const row = load<u32>(rowsAt + ((<usize>i) << 2));
    const pair = v128.load(derivativesAt + ((<usize>row) << 4));
    const weight = load<f64>(weightsAt + ((<usize>row) << 3));
    const base = binsAt + <usize>row * width;
    let c: u32 = 0;
    if (isWhole) {
      for (; c + 3 < nColumns; c += 4) {
        const bins = load<u32>(base + c);
        const from = startsAt + ((<usize>c) << 2);
        addTriple(histogram + load<u32>(from), bins & 255, pair, weight);
        addTriple(histogram + load<u32>(from, 4), (bins >> 8) & 255, pair, weight);
        addTriple(histogram + load<u32>(from, 8), (bins >> 16) & 255, pair, weight);
        addTriple(histogram + load<u32>(from, 12), bins >> 24, pair, weight);
      }
    }
    for (; c < nColumns; c++) {
      const column = load<u32>(columnsAt + ((<usize>c) << 2));
      addTriple(histogram + load<u32>(startsAt + ((<usize>c) << 2)), load<u8>(base + column), pair, weight);
    }
  }
}

function addTriple(from: usize, bin: u32, pair: v128, weight: f64): void {
  const at = from + <usize>bin * 24;
  v128.store(at, f64x2.add(v128.load(at), pair));
  store<f64>(at, load<f64>(at, 16) + weight, 16);
}

/** Sets `bytes` bytes to 0. */
export function clear(histogram: usize, bytes: usize): void {
  memory.fill(histogram, 0, bytes);
}

/** parent -= child, over `bytes` bytes of f64. */
export function subtract(parent: usize, child: usize, bytes: usize): void {
  const paired = bytes & ~15;
  for (let at: usize = 0; at < paired; at += 16) {
    v128.store(parent + at, f64x2.sub(v128.load(parent + at), v128.load(child + at)));
  }
  if (paired < bytes) store<f64>(parent + paired, load<f64>(parent + paired) - load<f64>(child + paired));
}

/** Writes to `sumsAt` the gradient, second derivative and weight that rows[0 … end) sum to; `weightsAt` 0: no weight. */
export function sumRows(rowsAt: usize, end: u32, derivativesAt: usize, weightsAt: usize, sumsAt: usize): void {
  let pair = f64x2.splat(0);
  let weight: f64 = 0;
  for (let i: u32 = 0; i < end; i++) {
    const row = load<u32>(rowsAt + ((<usize>i) << 2));
    pair = f64x2.add(pair, v128.load(derivativesAt + ((<usize>row) << 4)));
    if (weightsAt) weight += load<f64>(weightsAt + ((<usize>row) << 3));
  }
  v128.store(sumsAt, pair);
  store<f64>(sumsAt, weight, 16);
}
