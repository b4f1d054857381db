import { setFlagsFromString } from 'node:v8';
import type { NetBackend } from '../../src/core/nets/net-runner.ts';
import { fromBase64 } from '../../src/core/math/base64.ts';
import { instantiateNetKernels } from '../../src/kernels/net-kernels.ts';
import { fusedBase64, kernelsBase64 } from 'virtual:net-kernels';

/**
 * The compiled kernels of nets: trained in SIMD, and in relaxed SIMD, which Node has to be asked for before its version 21. Throws where this
 * Node has either not, so that no test passes unseen.
 */
export async function simdNets(): Promise<{ simd: NetBackend; fused: NetBackend }> {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  const [bytes, fusedBytes] = [fromBase64(kernelsBase64), fromBase64(fusedBase64)];
  if (!bytes || !fusedBytes || !WebAssembly.validate(fusedBytes)) throw new Error('the kernels of nets in relaxed SIMD do not run here');
  const [simd, fused] = [await instantiateNetKernels(bytes, null), await instantiateNetKernels(bytes, fusedBytes)];
  if (!simd || !fused) throw new Error('the kernels of nets do not run here');
  return { simd, fused };
}
