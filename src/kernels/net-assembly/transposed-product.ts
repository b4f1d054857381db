import { madd } from './lanes';

/** So many rows of two panels and of one more lie in the innermost cache together. */
const rowsAtOnce: u32 = 256;

function twoPanels(a: usize, d0: usize, d1: usize, g0: usize, g1: usize, nRows: u32, adds: bool): void {
  const zero = f32x4.splat(0);
  let x = zero;
  let u = zero;
  let w = zero;
  let s0 = adds ? v128.load(g0) : zero;
  let s1 = adds ? v128.load(g0, 16) : zero;
  let s2 = adds ? v128.load(g0, 32) : zero;
  let s3 = adds ? v128.load(g0, 48) : zero;
  let t0 = adds ? v128.load(g1) : zero;
  let t1 = adds ? v128.load(g1, 16) : zero;
  let t2 = adds ? v128.load(g1, 32) : zero;
  let t3 = adds ? v128.load(g1, 48) : zero;
  for (let row: u32 = 0; row < nRows; row += 4) {
    for (let i = 0; i < 4; i++) {
        u = v128.load(d0);
        w = v128.load(d1);
        x = v128.load32_splat(a);
        s0 = madd(x, u, s0);
        t0 = madd(x, w, t0);
        x = v128.load32_splat(a, 4);
        s1 = madd(x, u, s1);
        t1 = madd(x, w, t1);
        x = v128.load32_splat(a, 8);
        s2 = madd(x, u, s2);
        t2 = madd(x, w, t2);
        x = v128.load32_splat(a, 12);
        s3 = madd(x, u, s3);
        t3 = madd(x, w, t3);
        a += 16;
        d0 += 16;
        d1 += 16;
    }
  }
  v128.store(g0, s0);
  v128.store(g0, s1, 16);
  v128.store(g0, s2, 32);
  v128.store(g0, s3, 48);
  v128.store(g1, t0);
  v128.store(g1, t1, 16);
  v128.store(g1, t2, 32);
  v128.store(g1, t3, 48);
}

function onePanel(a: usize, d0: usize, g0: usize, nRows: u32, adds: bool): void {
  const zero = f32x4.splat(0);
  let x = zero;
  let u = zero;
  let s0 = adds ? v128.load(g0) : zero;
  let s1 = adds ? v128.load(g0, 16) : zero;
  let s2 = adds ? v128.load(g0, 32) : zero;
  let s3 = adds ? v128.load(g0, 48) : zero;
  for (let row: u32 = 0; row < nRows; row++) {
    u = v128.load(d0);
    x = v128.load32_splat(a);
    s0 = madd(x, u, s0);
    x = v128.load32_splat(a, 4);
    s1 = madd(x, u, s1);
    x = v128.load32_splat(a, 8);
    s2 = madd(x, u, s2);
    x = v128.load32_splat(a, 12);
    s3 = madd(x, u, s3);
    a += 16;
    d0 += 16;
  }
  v128.store(g0, s0);
  v128.store(g0, s1, 16);
  v128.store(g0, s2, 32);
  v128.store(g0, s3, 48);
}

/**
 * g = the transpose of a × d: `nRows` rows (a multiple of four) of `aPanels` panels of a and `panels` panels of d; g has as many panels as d, of four
 * rows for each panel of a.
 */
export function transposedProduct(a: usize, aStride: usize, d: usize, dStride: usize, g: usize, gStride: usize, nRows: u32, aPanels: u32, panels: u32): void {
  for (let from: u32 = 0; from < nRows; from += rowsAtOnce) {
    const n = min(nRows - from, rowsAtOnce);
    const adds = from > 0;
    const shift = (<usize>from) << 4;
    for (let panel: u32 = 0; panel < panels; panel += 2) {
      const d0 = d + panel * dStride + shift;
      const g0 = g + panel * gStride;
      const isLast = panel + 1 === panels;
      for (let k: u32 = 0; k < aPanels; k++) {
        const at = a + k * aStride + shift;
        const down = (<usize>k) << 6;
        if (isLast) onePanel(at, d0, g0 + down, n, adds);
        else twoPanels(at, d0, d0 + dStride, g0 + down, g0 + gStride + down, n, adds);
      }
    }
  }
}
