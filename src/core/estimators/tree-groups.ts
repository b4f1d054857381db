/**
 * The rows of a node grouped by the bin of one feature, bins ascending: their weights and sums of a quantity. One object
 * is filled again and again.
 */
export interface Groups {
  count: number;
  readonly bin: Uint8Array;
  readonly weight: Float64Array;
  readonly sum: Float64Array;
}

/** Groups the rows from `start` to `end`; weights and quantities stand by position from 0. */
export type GroupRows = (
  bins: Uint8Array,
  rows: Uint32Array,
  start: number,
  end: number,
  weights: Float64Array,
  quantities: Float64Array,
  groups: Groups,
) => void;

export function createGroups(): Groups {
  return { count: 0, bin: new Uint8Array(256), weight: new Float64Array(256), sum: new Float64Array(256) };
}

/**
 * Makes a GroupRows with tables of its own. Which bins were touched is kept as 256 bits, which are read in order and
 * leave the tables empty: time goes with the rows, so that the many tiny nodes of a deep tree need no sorting.
 */
export function createGrouping(): GroupRows {
  const weightOf = new Float64Array(256);
  const sumOf = new Float64Array(256);
  const touched = new Int32Array(8);
  return (bins, rows, start, end, weights, quantities, groups) => {
    const { bin, weight, sum } = groups;
    for (let i = start, at = 0; i < end; i++, at++) {
      const b = bins[rows[i]];
      if (weightOf[b] === 0) touched[b >> 5] |= 1 << (b & 31);
      weightOf[b] += weights[at];
      sumOf[b] += quantities[at];
    }
    let count = 0;
    for (let word = 0; word < 8; word++) {
      let bits = touched[word];
      touched[word] = 0;
      while (bits !== 0) {
        const b = (word << 5) + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        bin[count] = b;
        weight[count] = weightOf[b];
        sum[count++] = sumOf[b];
        weightOf[b] = 0;
        sumOf[b] = 0;
      }
    }
    groups.count = count;
  };
}
