import { mishIsLinearFrom, seluAlpha, seluScale } from '../../core/nets/activation.ts';
import type { Activation } from '../../core/nets/net-shape.ts';

const linear = mishIsLinearFrom.toFixed(1);
const bodies: Readonly<Record<Activation, { readonly activate: string; readonly slopeAt: string }>> = {
  linear: { activate: 'return z;', slopeAt: 'return 1.0;' },
  relu: { activate: 'return max(z, 0.0);', slopeAt: 'return select(0.0, 1.0, z > 0.0);' },
  selu: {
    activate: `return select(${seluScale * seluAlpha} * (exp(min(z, 0.0)) - 1.0), ${seluScale} * z, z > 0.0);`,
    slopeAt: `return select(${seluScale * seluAlpha} * exp(min(z, 0.0)), ${seluScale}, z > 0.0);`,
  },
  mish: {
    activate: `
  let e = exp(min(z, ${linear}));
  let n = e * (e + 2.0);
  return select(z * n / (n + 2.0), z, z > ${linear});`,
    slopeAt: `
  let e = exp(min(z, ${linear}));
  let n = e * (e + 2.0);
  let t = n / (n + 2.0);
  return select(t + z * (1.0 - t * t) * (e / (1.0 + e)), 1.0, z > ${linear});`,
  },
};

/** `activate(z)` and `slopeAt(z)` as core/nets/activation.ts has them. */
export function activationText(activation: Activation): string {
  const { activate, slopeAt } = bodies[activation];
  return `
fn activate(z: f32) -> f32 { ${activate} }
fn slopeAt(z: f32) -> f32 { ${slopeAt} }`;
}

/** `keeps(seed, index, dropBelow)` and `maskSeed(seed, salt)` as core/nets/dropout.ts has them. */
export const masks = `
fn mixed(x: u32) -> u32 {
  var h = x;
  h = (h ^ (h >> 16u)) * 0x7feb352du;
  h = (h ^ (h >> 15u)) * 0x846ca68bu;
  return h ^ (h >> 16u);
}
fn maskSeed(seed: u32, salt: u32) -> u32 { return mixed(seed + salt); }
fn keeps(seed: u32, index: u32, dropBelow: u32) -> bool { return mixed(seed ^ index) >= dropBelow; }`;
