import type { TreeKernels } from '../../src/core/estimators/tree-kernels.ts';
import { createTreeKernels } from '../../src/kernels/tree-kernels.ts';

/** The compiled kernels; throws where this Node has no SIMD, so that no test passes on the plain ones unseen. */
export async function simdKernels(): Promise<TreeKernels> {
  const kernels = await createTreeKernels();
  if (kernels.id !== 'simd') throw new Error('the kernels in SIMD do not run here');
  return kernels;
}
