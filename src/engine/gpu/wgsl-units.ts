import { mishIsLinearFrom, seluAlpha, seluScale } from '../../core/nets/activation.ts';

/** `activate(kind, z)` and `slopeAt(kind, z)` as core/nets/activation.ts has them; the kind is the same for a whole dispatch. */
export const activations = `
fn activate(kind: u32, z: f32) -> f32 {
  switch kind {
    case 1u: { return max(z, 0.0); }
    case 2u: { return select(${seluScale * seluAlpha} * (exp(min(z, 0.0)) - 1.0), ${seluScale} * z, z > 0.0); }
    case 3u: {
      let e = exp(min(z, ${mishIsLinearFrom}.0));
      let n = e * (e + 2.0);
      return select(z * n / (n + 2.0), z, z > ${mishIsLinearFrom}.0);
    }
    default: { return z; }
  }
}
fn slopeAt(kind: u32, z: f32) -> f32 {
  switch kind {
    case 1u: { return select(0.0, 1.0, z > 0.0); }
    case 2u: { return select(${seluScale * seluAlpha} * exp(min(z, 0.0)), ${seluScale}, z > 0.0); }
    case 3u: {
      let e = exp(min(z, ${mishIsLinearFrom}.0));
      let n = e * (e + 2.0);
      let t = n / (n + 2.0);
      return select(t + z * (1.0 - t * t) * (e / (1.0 + e)), 1.0, z > ${mishIsLinearFrom}.0);
    }
    default: { return 1.0; }
  }
}`;

/** `mixed(x)` and `maskSeed(seed, salt)` as core/nets/dropout.ts has them. */
export const masks = `
fn mixed(x: u32) -> u32 {
  var h = x;
  h = (h ^ (h >> 16u)) * 0x7feb352du;
  h = (h ^ (h >> 15u)) * 0x846ca68bu;
  return h ^ (h >> 16u);
}
fn maskSeed(seed: u32, salt: u32) -> u32 { return mixed(seed + salt); }
fn keeps(seed: u32, index: u32, dropBelow: u32) -> bool { return mixed(seed ^ index) >= dropBelow; }`;
