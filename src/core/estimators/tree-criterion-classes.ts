import { gainMargin, type Criterion, type NodeRows } from './tree-criterion.ts';

/**
 * The Gini index of `nClasses` classes, codes from 0 by row. Cuts are swept a row at a time in order of groups, with the
 * sums of squares kept up, so that time goes with the rows whatever the count of classes. Levels are ranked by the share
 * of one class: of one that `choose` draws among those the node has, or, where it is null, of each in turn.
 */
export function createClassCriterion(
  codes: Int32Array,
  nClasses: number,
  choose: ((n: number) => number) | null,
): Criterion {
  const n = codes.length;
  const weights = new Float64Array(n);
  const quantities = new Float64Array(n);
  const own = new Int32Array(n);
  const sortedCodes = new Int32Array(n);
  const sortedWeights = new Float64Array(n);
  const totals = new Float64Array(nClasses);
  const leftOf = new Float64Array(nClasses);
  const rightOf = new Float64Array(nClasses);
  const present = new Int32Array(nClasses);
  const rankOf = new Uint8Array(256);
  const starts = new Int32Array(257);
  const next = new Int32Array(257);
  let nPresent = 0;
  let nRows = 0;
  let total = 0;
  let squares = 0;

  /** Puts the node's rows in order of their group's place in `order`; starts[r] is the first row of the group at place r. */
  function sortRows(
    { rows, start, end }: NodeRows,
    bins: Uint8Array,
    bin: Uint8Array,
    count: number,
    order: Uint8Array,
  ): void {
    for (let r = 0; r < count; r++) rankOf[bin[order[r]]] = r;
    starts.fill(0, 0, count + 1);
    for (let i = start; i < end; i++) starts[rankOf[bins[rows[i]]] + 1]++;
    for (let r = 0; r < count; r++) starts[r + 1] += starts[r];
    for (let r = 0; r < count; r++) next[r] = starts[r];
    for (let i = start, at = 0; i < end; i++, at++) {
      const to = next[rankOf[bins[rows[i]]]]++;
      sortedCodes[to] = own[at];
      sortedWeights[to] = weights[at];
    }
  }

  return {
    width: nClasses,
    weights,
    quantities,
    weight: () => total,
    isPure: () => nPresent === 1,
    risk: () => total - squares / total,
    nRankings: () => (choose ? 1 : nPresent),
    rank: (ranking) => {
      const chosen = present[choose ? choose(nPresent) : ranking];
      for (let at = 0; at < nRows; at++) quantities[at] = own[at] === chosen ? weights[at] : 0;
      return true;
    },
    writeValues: (into, at) => {
      for (let c = 0; c < nClasses; c++) into[at + c] = totals[c] / total;
    },
    enter: ({ rows, start, end, rowWeights }) => {
      totals.fill(0);
      // Sums are local: what a closure shares is boxed anew at each assignment.
      let all = 0;
      let sum = 0;
      let nOwn = 0;
      nRows = end - start;
      for (let i = start, at = 0; i < end; i++, at++) {
        const row = rows[i];
        const w = rowWeights[row];
        weights[at] = w;
        own[at] = codes[row];
        totals[codes[row]] += w;
        all += w;
      }
      for (let c = 0; c < nClasses; c++) {
        sum += totals[c] * totals[c];
        if (totals[c] > 0) present[nOwn++] = c;
      }
      total = all;
      squares = sum;
      nPresent = nOwn;
    },
    sweep: (bins, node, groups, order, first, last, minWeight, best) => {
      sortRows(node, bins, groups.bin, groups.count, order);
      for (let c = 0; c < nClasses; c++) {
        leftOf[c] = 0;
        rightOf[c] = totals[c];
      }
      const whole = total;
      const before = squares / whole;
      let leftWeight = 0;
      let leftSquares = 0;
      let rightSquares = squares;
      let found = false;
      for (let cut = 1; cut <= last; cut++) {
        for (let i = starts[cut - 1]; i < starts[cut]; i++) {
          const c = sortedCodes[i];
          const w = sortedWeights[i];
          leftSquares += w * (2 * leftOf[c] + w);
          rightSquares -= w * (2 * rightOf[c] - w);
          leftOf[c] += w;
          rightOf[c] -= w;
          leftWeight += w;
        }
        const rightWeight = whole - leftWeight;
        if (cut < first || leftWeight < minWeight || rightWeight < minWeight) continue;
        const gain = leftSquares / leftWeight + rightSquares / rightWeight - before;
        if (gain > best.gain + gainMargin * whole) {
          found = true;
          best.gain = gain;
          best.cut = cut;
          best.leftWeight = leftWeight;
        }
      }
      return found;
    },
    tryCut: (bins, { rows, start, end }, lastLeft, alsoLeft, minWeight, best) => {
      leftOf.fill(0);
      for (let i = start, at = 0; i < end; i++, at++) {
        const bin = bins[rows[i]];
        if (bin <= lastLeft || bin === alsoLeft) leftOf[own[at]] += weights[at];
      }
      let leftWeight = 0;
      let leftSquares = 0;
      let rightSquares = 0;
      for (let c = 0; c < nClasses; c++) {
        const right = totals[c] - leftOf[c];
        leftWeight += leftOf[c];
        leftSquares += leftOf[c] * leftOf[c];
        rightSquares += right * right;
      }
      const rightWeight = total - leftWeight;
      if (leftWeight < minWeight || rightWeight < minWeight) return false;
      const gain = leftSquares / leftWeight + rightSquares / rightWeight - squares / total;
      if (!(gain > best.gain + gainMargin * total)) return false;
      best.gain = gain;
      best.leftWeight = leftWeight;
      return true;
    },
  };
}
