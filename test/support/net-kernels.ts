import type { NetBackend } from '../../src/core/nets/net-runner.ts';
import { createNetKernels } from '../../src/kernels/net-kernels.ts';

/** The compiled kernels of nets; throws where this Node has no SIMD, so that no test passes unseen. */
export async function simdNets(): Promise<NetBackend> {
  const backend = await createNetKernels();
  if (!backend) throw new Error('the kernels of nets do not run here');
  return backend;
}
