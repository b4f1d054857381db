/** core/nets/dropout.ts: four draws at once. */

/** mix(x) of each lane. */
@inline
function mix(x: v128): v128 {
  let hash = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x7feb352d));
  hash = i32x4.mul(v128.xor(hash, i32x4.shr_u(hash, 15)), i32x4.splat(0x846ca68b));
  return v128.xor(hash, i32x4.shr_u(hash, 16));
}

/** All bits of a lane where the unit of that index is kept. */
@inline
export function kept(seed: v128, index: v128, threshold: v128): v128 {
  return i32x4.ge_u(mix(v128.xor(seed, index)), threshold);
}
