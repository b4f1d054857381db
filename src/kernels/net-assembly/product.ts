import { madd } from './lanes';

// Sums stay in registers for a tile of four rows by two panels: eight sums, each added to once for every splat.

/** Two panels of the product: c0, c1 (+)= rows of the panels from aAt on × b0At, b1At. */
function twoPanels(aAt: usize, aStride: usize, b0At: usize, b1At: usize, c0: usize, c1: usize, nRows: u32, innerPanels: u32, adds: bool): void {
  const zero = f32x4.splat(0);
  let x = zero;
  let u = zero;
  let w = zero;
  for (let row: u32 = 0; row < nRows; row += 4) {
      let a = aAt;
      let b0 = b0At;
      let b1 = b1At;
      let s0 = adds ? v128.load(c0) : zero;
      let s1 = adds ? v128.load(c0, 16) : zero;
      let s2 = adds ? v128.load(c0, 32) : zero;
      let s3 = adds ? v128.load(c0, 48) : zero;
      let t0 = adds ? v128.load(c1) : zero;
      let t1 = adds ? v128.load(c1, 16) : zero;
      let t2 = adds ? v128.load(c1, 32) : zero;
      let t3 = adds ? v128.load(c1, 48) : zero;
      for (let left = innerPanels; left > 0; left--) {
        u = v128.load(b0);
        w = v128.load(b1);
        x = v128.load32_splat(a);
        s0 = madd(x, u, s0);
        t0 = madd(x, w, t0);
        x = v128.load32_splat(a, 16);
        s1 = madd(x, u, s1);
        t1 = madd(x, w, t1);
        x = v128.load32_splat(a, 32);
        s2 = madd(x, u, s2);
        t2 = madd(x, w, t2);
        x = v128.load32_splat(a, 48);
        s3 = madd(x, u, s3);
        t3 = madd(x, w, t3);
        u = v128.load(b0, 16);
        w = v128.load(b1, 16);
        x = v128.load32_splat(a, 4);
        s0 = madd(x, u, s0);
        t0 = madd(x, w, t0);
        x = v128.load32_splat(a, 20);
        s1 = madd(x, u, s1);
        t1 = madd(x, w, t1);
        x = v128.load32_splat(a, 36);
        s2 = madd(x, u, s2);
        t2 = madd(x, w, t2);
        x = v128.load32_splat(a, 52);
        s3 = madd(x, u, s3);
        t3 = madd(x, w, t3);
        u = v128.load(b0, 32);
        w = v128.load(b1, 32);
        x = v128.load32_splat(a, 8);
        s0 = madd(x, u, s0);
        t0 = madd(x, w, t0);
        x = v128.load32_splat(a, 24);
        s1 = madd(x, u, s1);
        t1 = madd(x, w, t1);
        x = v128.load32_splat(a, 40);
        s2 = madd(x, u, s2);
        t2 = madd(x, w, t2);
        x = v128.load32_splat(a, 56);
        s3 = madd(x, u, s3);
        t3 = madd(x, w, t3);
        u = v128.load(b0, 48);
        w = v128.load(b1, 48);
        x = v128.load32_splat(a, 12);
        s0 = madd(x, u, s0);
        t0 = madd(x, w, t0);
        x = v128.load32_splat(a, 28);
        s1 = madd(x, u, s1);
        t1 = madd(x, w, t1);
        x = v128.load32_splat(a, 44);
        s2 = madd(x, u, s2);
        t2 = madd(x, w, t2);
        x = v128.load32_splat(a, 60);
        s3 = madd(x, u, s3);
        t3 = madd(x, w, t3);
        a += aStride;
        b0 += 64;
        b1 += 64;
      }
      v128.store(c0, s0);
      v128.store(c0, s1, 16);
      v128.store(c0, s2, 32);
      v128.store(c0, s3, 48);
      v128.store(c1, t0);
      v128.store(c1, t1, 16);
      v128.store(c1, t2, 32);
      v128.store(c1, t3, 48);
      aAt += 64;
      c0 += 64;
      c1 += 64;
  }
}

function onePanel(aAt: usize, aStride: usize, b0At: usize, c0: usize, nRows: u32, innerPanels: u32, adds: bool): void {
  const zero = f32x4.splat(0);
  let x = zero;
  let u = zero;
  for (let row: u32 = 0; row < nRows; row += 4) {
      let a = aAt;
      let b0 = b0At;
      let s0 = adds ? v128.load(c0) : zero;
      let s1 = adds ? v128.load(c0, 16) : zero;
      let s2 = adds ? v128.load(c0, 32) : zero;
      let s3 = adds ? v128.load(c0, 48) : zero;
      for (let left = innerPanels; left > 0; left--) {
        u = v128.load(b0);
        x = v128.load32_splat(a);
        s0 = madd(x, u, s0);
        x = v128.load32_splat(a, 16);
        s1 = madd(x, u, s1);
        x = v128.load32_splat(a, 32);
        s2 = madd(x, u, s2);
        x = v128.load32_splat(a, 48);
        s3 = madd(x, u, s3);
        u = v128.load(b0, 16);
        x = v128.load32_splat(a, 4);
        s0 = madd(x, u, s0);
        x = v128.load32_splat(a, 20);
        s1 = madd(x, u, s1);
        x = v128.load32_splat(a, 36);
        s2 = madd(x, u, s2);
        x = v128.load32_splat(a, 52);
        s3 = madd(x, u, s3);
        u = v128.load(b0, 32);
        x = v128.load32_splat(a, 8);
        s0 = madd(x, u, s0);
        x = v128.load32_splat(a, 24);
        s1 = madd(x, u, s1);
        x = v128.load32_splat(a, 40);
        s2 = madd(x, u, s2);
        x = v128.load32_splat(a, 56);
        s3 = madd(x, u, s3);
        u = v128.load(b0, 48);
        x = v128.load32_splat(a, 12);
        s0 = madd(x, u, s0);
        x = v128.load32_splat(a, 28);
        s1 = madd(x, u, s1);
        x = v128.load32_splat(a, 44);
        s2 = madd(x, u, s2);
        x = v128.load32_splat(a, 60);
        s3 = madd(x, u, s3);
        a += aStride;
        b0 += 64;
      }
      v128.store(c0, s0);
      v128.store(c0, s1, 16);
      v128.store(c0, s2, 32);
      v128.store(c0, s3, 48);
      aAt += 64;
      c0 += 64;
  }
}

/**
 * c = a × b, or c += a × b: `nRows` rows (a multiple of four), `innerPanels` panels of a, as many times four rows of b, and
 * `panels` panels of b and c. Each row of c is summed in one order, whatever the other rows are.
 */
export function product(a: usize, aStride: usize, b: usize, bStride: usize, c: usize, cStride: usize, nRows: u32, innerPanels: u32, panels: u32, adds: bool): void {
  let panel: u32 = 0;
  for (; panel + 1 < panels; panel += 2) {
    twoPanels(a, aStride, b, b + bStride, c, c + cStride, nRows, innerPanels, adds);
    b += 2 * bStride;
    c += 2 * cStride;
  }
  if (panel < panels) onePanel(a, aStride, b, c, nRows, innerPanels, adds);
}
