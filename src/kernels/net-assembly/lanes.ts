/** x · y + sum, lane by lane. */
@inline
export function madd(x: v128, y: v128, sum: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, y));
}

/** The sum of the four lanes. */
@inline
export function sumOf(x: v128): f32 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}
