import { madd } from './lanes';

// A layer with scales is one whose weights are the scales times them: ((a · s) × W) · o = a × (s W o). Folding them costs a pass over the
// weights for each member, and spares the rows of every member.

/** folded = inputScale · weights · outputScale; an address of 0 is no scale. */
export function foldScales(weights: usize, inputScale: usize, outputScale: usize, folded: usize, nInputs: u32, panels: u32): void {
  const one = f32x4.splat(1);
  for (let panel: u32 = 0; panel < panels; panel++) {
    const o = outputScale ? v128.load(outputScale + ((<usize>panel) << 4)) : one;
    for (let i: u32 = 0; i < nInputs; i++) {
      const s = inputScale ? f32x4.mul(o, v128.load32_splat(inputScale + ((<usize>i) << 2))) : o;
      v128.store(folded, f32x4.mul(v128.load(weights), s));
      weights += 16;
      folded += 16;
    }
  }
}

/**
 * From the gradient by folded weights those by the weights (added where `adds`), the input scale and the output scale; `lanes` is room for four
 * numbers an input.
 */
export function unfoldScales(gradient: usize, weights: usize, inputScale: usize, outputScale: usize, byWeights: usize, byInputScale: usize, byOutputScale: usize, lanes: usize, nInputs: u32, panels: u32, adds: bool): void {
  const one = f32x4.splat(1);
  memory.fill(lanes, 0, (<usize>nInputs) << 4);
  for (let panel: u32 = 0; panel < panels; panel++) {
    const o = outputScale ? v128.load(outputScale + ((<usize>panel) << 4)) : one;
    let byO = f32x4.splat(0);
    for (let i: u32 = 0; i < nInputs; i++) {
      const at = lanes + ((<usize>i) << 4);
      const s = inputScale ? v128.load32_splat(inputScale + ((<usize>i) << 2)) : one;
      const g = v128.load(gradient);
      const gw = f32x4.mul(g, v128.load(weights));
      byO = madd(gw, s, byO);
      v128.store(at, madd(gw, o, v128.load(at)));
      const byW = f32x4.mul(f32x4.mul(g, s), o);
      v128.store(byWeights, adds ? f32x4.add(v128.load(byWeights), byW) : byW);
      gradient += 16;
      weights += 16;
      byWeights += 16;
    }
    if (outputScale) v128.store(byOutputScale + ((<usize>panel) << 4), byO);
  }
  if (!inputScale) return;
  for (let i: u32 = 0; i < nInputs; i += 4) {
    v128.store(byInputScale, sumsOfFour(lanes));
    lanes += 64;
    byInputScale += 16;
  }
}

/** The sums of the lanes of four vectors. */
@inline
function sumsOfFour(at: usize): v128 {
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}

/** The transpose of a matrix of `panels` panels and nRows rows (a multiple of four), as nRows / 4 panels of 4 · panels rows. */
export function transpose(from: usize, to: usize, nRows: u32, panels: u32): void {
  const stride = (<usize>panels) << 6;
  for (let panel: u32 = 0; panel < panels; panel++) {
    let out = to + ((<usize>panel) << 6);
    for (let row: u32 = 0; row < nRows; row += 4) {
      const a = v128.load(from);
      const b = v128.load(from, 16);
      const c = v128.load(from, 32);
      const d = v128.load(from, 48);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(out, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
      v128.store(out, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 16);
      v128.store(out, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5), 32);
      v128.store(out, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7), 48);
      from += 64;
      out += stride;
    }
  }
}
