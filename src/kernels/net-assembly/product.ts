import { madd } from './lanes';

/** So many rows of a panel of p and of two of q lie in the innermost cache together. */
const rowsAtOnce: u32 = 256;

// Eight sums stay in registers. Loops are not unrolled: engines load all that a body needs before they add, and run out of registers.

/** Four rows of two panels of the result. */
function twoPanels(p: usize, q0: usize, q1: usize, out0: usize, out1: usize, nRows: u32, adds: bool): void {
  const zero = f32x4.splat(0);
  let s0 = adds ? v128.load(out0) : zero;
  let s1 = adds ? v128.load(out0, 16) : zero;
  let s2 = adds ? v128.load(out0, 32) : zero;
  let s3 = adds ? v128.load(out0, 48) : zero;
  let t0 = adds ? v128.load(out1) : zero;
  let t1 = adds ? v128.load(out1, 16) : zero;
  let t2 = adds ? v128.load(out1, 32) : zero;
  let t3 = adds ? v128.load(out1, 48) : zero;
  const end = p + ((<usize>nRows) << 4);
  while (p < end) {
    const u = v128.load(q0);
    const w = v128.load(q1);
    const x0 = v128.load32_splat(p);
    const x1 = v128.load32_splat(p, 4);
    const x2 = v128.load32_splat(p, 8);
    const x3 = v128.load32_splat(p, 12);
    s0 = madd(x0, u, s0);
    t0 = madd(x0, w, t0);
    s1 = madd(x1, u, s1);
    t1 = madd(x1, w, t1);
    s2 = madd(x2, u, s2);
    t2 = madd(x2, w, t2);
    s3 = madd(x3, u, s3);
    t3 = madd(x3, w, t3);
    p += 16;
    q0 += 16;
    q1 += 16;
  }
  v128.store(out0, s0);
  v128.store(out0, s1, 16);
  v128.store(out0, s2, 32);
  v128.store(out0, s3, 48);
  v128.store(out1, t0);
  v128.store(out1, t1, 16);
  v128.store(out1, t2, 32);
  v128.store(out1, t3, 48);
}

function onePanel(p: usize, q0: usize, out0: usize, nRows: u32, adds: bool): void {
  const zero = f32x4.splat(0);
  let s0 = adds ? v128.load(out0) : zero;
  let s1 = adds ? v128.load(out0, 16) : zero;
  let s2 = adds ? v128.load(out0, 32) : zero;
  let s3 = adds ? v128.load(out0, 48) : zero;
  const end = p + ((<usize>nRows) << 4);
  while (p < end) {
    const u = v128.load(q0);
    const x0 = v128.load32_splat(p);
    const x1 = v128.load32_splat(p, 4);
    const x2 = v128.load32_splat(p, 8);
    const x3 = v128.load32_splat(p, 12);
    s0 = madd(x0, u, s0);
    s1 = madd(x1, u, s1);
    s2 = madd(x2, u, s2);
    s3 = madd(x3, u, s3);
    p += 16;
    q0 += 16;
  }
  v128.store(out0, s0);
  v128.store(out0, s1, 16);
  v128.store(out0, s2, 32);
  v128.store(out0, s3, 48);
}

/**
 * out = the transpose of p × q, or out += it: `nRows` rows of `pPanels` panels of p and `qPanels` of q. The result has as many panels as q, of four rows for
 * each panel of p. What one number of it is summed from, and in which order, does not hang on how many others there are.
 */
export function product(p: usize, pStride: usize, q: usize, qStride: usize, out: usize, outStride: usize, nRows: u32, pPanels: u32, qPanels: u32, adds: bool): void {
  for (let from: u32 = 0; from < nRows; from += rowsAtOnce) {
    const n = min(nRows - from, rowsAtOnce);
    const doesAdd = adds || from > 0;
    let q0 = q + ((<usize>from) << 4);
    let out0 = out;
    for (let left = qPanels; left > 0; left -= min(left, 2)) {
      let at = p + ((<usize>from) << 4);
      let to = out0;
      for (let panel: u32 = 0; panel < pPanels; panel++) {
        if (left > 1) twoPanels(at, q0, q0 + qStride, to, to + outStride, n, doesAdd);
        else onePanel(at, q0, to, n, doesAdd);
        at += pStride;
        to += 64;
      }
      q0 += 2 * qStride;
      out0 += 2 * outStride;
    }
  }
}
