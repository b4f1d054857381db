import { exp } from '../math/exp.ts';
import type { Activation } from './net-shape.ts';

/** Constants of SELU (Klambauer et al. 2017). */
export const seluScale = 1.0507009873554805;
export const seluAlpha = 1.6732632423543772;
/** Above it, tanh(softplus(z)) is 1 in float32. */
export const mishIsLinearFrom = 20;

/** The activation of z. Mish is z · tanh(log(1 + e^z)) (Misra 2019). */
export function activate(activation: Activation, z: number): number {
  switch (activation) {
    case 'linear':
      return z;
    case 'relu':
      return z > 0 ? z : 0;
    case 'selu':
      return z > 0 ? seluScale * z : seluScale * seluAlpha * (exp(z) - 1);
    case 'mish': {
      if (z > mishIsLinearFrom) return z;
      const e = exp(z);
      const n = e * (e + 2);
      return (z * n) / (n + 2);
    }
  }
}

/** The derivative of the activation at z; 0 at the kink of relu. */
export function slopeAt(activation: Activation, z: number): number {
  switch (activation) {
    case 'linear':
      return 1;
    case 'relu':
      return z > 0 ? 1 : 0;
    case 'selu':
      return z > 0 ? seluScale : seluScale * seluAlpha * exp(z);
    case 'mish': {
      if (z > mishIsLinearFrom) return 1;
      const e = exp(z);
      const n = e * (e + 2);
      const tanh = n / (n + 2);
      // d tanh(softplus(z)) / dz = (1 - tanh²) · e / (1 + e)
      return tanh + z * (1 - tanh * tanh) * (e / (1 + e));
    }
  }
}
