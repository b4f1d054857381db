import { madd, sumOf } from './lanes';

/** The sum of the squares of `n` numbers (a multiple of four); parts of 256 are summed in float32. */
export function sumOfSquares(at: usize, n: u32): f64 {
  let sum: f64 = 0;
  const end = at + ((<usize>n) << 2);
  while (at < end) {
    const to = min(end, at + 1024);
    let squares = f32x4.splat(0);
    for (; at < to; at += 16) {
      const g = v128.load(at);
      squares = madd(g, g, squares);
    }
    sum += <f64>sumOf(squares);
  }
  return sum;
}

/**
 * A step of Adam for `n` parameters (a multiple of four) that share rate and decay: `keep` is what decay leaves, `take` what the running
 * mean takes of the new parameter. core/nets/optimiser.ts
 */
export function adam(parameters: usize, m: usize, v: usize, mean: usize, gradient: usize, n: u32, scale: f32, beta1: f32, rest1: f32, beta2: f32, rest2: f32, epsilon: f32, rate: f32, keep: f32, take: f32): void {
  const end = parameters + ((<usize>n) << 2);
  while (parameters < end) {
    const g = f32x4.mul(v128.load(gradient), f32x4.splat(scale));
    const m1 = f32x4.add(f32x4.mul(f32x4.splat(beta1), v128.load(m)), f32x4.mul(f32x4.splat(rest1), g));
    const v1 = f32x4.add(f32x4.mul(f32x4.splat(beta2), v128.load(v)), f32x4.mul(f32x4.splat(rest2), f32x4.mul(g, g)));
    v128.store(m, m1);
    v128.store(v, v1);
    const move = f32x4.div(f32x4.mul(f32x4.splat(rate), m1), f32x4.add(f32x4.sqrt(v1), f32x4.splat(epsilon)));
    const p = f32x4.sub(f32x4.mul(v128.load(parameters), f32x4.splat(keep)), move);
    v128.store(parameters, p);
    // A mean that takes all is the parameter itself, to the last bit.
    const before = v128.load(mean);
    v128.store(mean, take === 1 ? p : madd(f32x4.splat(take), f32x4.sub(p, before), before));
    parameters += 16;
    m += 16;
    v += 16;
    mean += 16;
    gradient += 16;
  }
}
