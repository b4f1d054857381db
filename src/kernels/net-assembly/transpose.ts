import { storeColumns } from './lanes';

/** The transpose of a matrix of `panels` panels and nRows rows (a multiple of four): nRows / 4 panels of 4 · panels rows, without gaps. */
export function transpose(from: usize, stride: usize, to: usize, nRows: u32, panels: u32): void {
  const step = (<usize>panels) << 6;
  for (let panel: u32 = 0; panel < panels; panel++) {
    let at = from;
    let out = to;
    for (let row: u32 = 0; row < nRows; row += 4) {
      storeColumns(out, v128.load(at), v128.load(at, 16), v128.load(at, 32), v128.load(at, 48));
      at += 64;
      out += step;
    }
    from += stride;
    to += 64;
  }
}
