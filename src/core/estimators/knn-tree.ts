/** Rows of a leaf at most; fewer cost more in steps down the tree than they save in distances. */
const leafRows = 24;
/** With more features than this nearly every leaf is near enough to be read, and the tree is one leaf. */
const mostFeatures = 64;

/**
 * A k-d tree (Bentley, 1975) over rows in its order. Node m covers a range of rows that halves in the middle: its children
 * are 2m + 1 and 2m + 2, split where splitFeature[m] is splitValue[m]. Leaves are those without an entry.
 */
export interface KnnTree {
  readonly splitFeature: Int32Array;
  readonly splitValue: Float32Array;
}

/**
 * The tree over `values` (row-major, p to a row) and the order of its rows: by the widest feature of each range, to the
 * median. `breathe` is called with the count of values just read.
 */
export async function buildKnnTree(
  values: Float32Array,
  rows: Uint32Array,
  p: number,
  breathe: (work: number) => Promise<void>,
): Promise<{ readonly tree: KnnTree; readonly order: Uint32Array }> {
  const order = rows.slice();
  const n = order.length;
  let depth = 0;
  if (p > 0 && p <= mostFeatures) while (n / 2 ** depth > leafRows) depth++;
  const nNodes = 2 ** depth - 1;
  const splitFeature = new Int32Array(nNodes);
  const splitValue = new Float32Array(nNodes);
  const bounds = new Float64Array(2 * nNodes + 2);
  bounds[1] = n;
  for (let m = 0; m < nNodes; m++) {
    const start = bounds[2 * m];
    const end = bounds[2 * m + 1];
    const middle = (start + end) >> 1;
    const feature = widestFeature(values, order, start, end, p);
    select(values, order, start, end - 1, middle, feature, p);
    splitFeature[m] = feature;
    splitValue[m] = values[order[middle] * p + feature];
    const child = 2 * m + 1;
    if (child < nNodes) bounds.set([start, middle, middle, end], 2 * child);
    await breathe((end - start) * (p + 4));
  }
  return { tree: { splitFeature, splitValue }, order };
}

function widestFeature(values: Float32Array, order: Uint32Array, start: number, end: number, p: number): number {
  const low = new Float32Array(p).fill(Infinity);
  const high = new Float32Array(p).fill(-Infinity);
  for (let i = start; i < end; i++) {
    for (let j = 0, x = order[i] * p; j < p; j++, x++) {
      if (values[x] < low[j]) low[j] = values[x];
      if (values[x] > high[j]) high[j] = values[x];
    }
  }
  let widest = 0;
  for (let j = 1; j < p; j++) if (high[j] - low[j] > high[widest] - low[widest]) widest = j;
  return widest;
}

/** Puts the row that sorting by `feature` would put at `middle` there, none above it before and none below it after (Hoare, 1961). */
function select(
  values: Float32Array,
  order: Uint32Array,
  first: number,
  last: number,
  middle: number,
  feature: number,
  p: number,
): void {
  const valueAt = (i: number) => values[order[i] * p + feature];
  while (first < last) {
    const pivot = valueAt((first + last) >> 1);
    let i = first;
    let j = last;
    while (i <= j) {
      while (valueAt(i) < pivot) i++;
      while (valueAt(j) > pivot) j--;
      if (i > j) break;
      const swapped = order[i];
      order[i++] = order[j];
      order[j--] = swapped;
    }
    if (middle <= j) last = j;
    else if (middle >= i) first = i;
    else return;
  }
}
