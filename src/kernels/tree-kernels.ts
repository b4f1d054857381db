import { plainKernels } from '../core/estimators/tree-kernels-plain.ts';
import type { TreeKernels } from '../core/estimators/tree-kernels.ts';
import { fromBase64 } from '../core/math/base64.ts';
import { openForest } from './forest-memory.ts';
import { openMemory } from './tree-memory.ts';

/** The kernels in `bytes`, the compiled module; null where this engine has no WebAssembly or no SIMD. */
export async function instantiateKernels(bytes: Uint8Array<ArrayBuffer>): Promise<TreeKernels | null> {
  try {
    const module = await WebAssembly.compile(bytes);
    return {
      id: 'simd',
      open: (shape, limits) => openMemory(module, shape, limits),
      openForest: (forest) => openForest(module, forest),
    };
  } catch {
    return null;
  }
}

/** The fastest kernels that this engine runs: those in SIMD, or core's plain ones. */
export async function createTreeKernels(): Promise<TreeKernels> {
  const { kernelsBase64 } = await import('virtual:tree-kernels');
  const bytes = fromBase64(kernelsBase64);
  return (bytes && (await instantiateKernels(bytes))) ?? plainKernels;
}
