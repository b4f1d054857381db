import { fromBase64 } from '../core/math/base64.ts';
import { layoutOf } from '../core/nets/net-layout.ts';
import type { NetBackend } from '../core/nets/net-runner.ts';
import { Arena } from './arena.ts';
import { openAnswers, writeParameters } from './net-answers.ts';
import { instantiate } from './net-exports.ts';
import { panelLayoutOf } from './net-panels.ts';
import { openRunner } from './net-training.ts';

/** The backend in `bytes`, the compiled module; null where this engine has no WebAssembly or no SIMD. */
export async function instantiateNetKernels(bytes: Uint8Array<ArrayBuffer>): Promise<NetBackend | null> {
  try {
    const module = await WebAssembly.compile(bytes);
    return {
      open: async (task) => openRunner(instantiate(module), task),
      predict: async (shape, parameters, x, nRows) => {
        const kernels = instantiate(module);
        const arena = new Arena(kernels.memory);
        const panels = panelLayoutOf(shape, layoutOf(shape));
        const at = arena.take(panels.nNumbers * 4);
        const answer = openAnswers(kernels, arena, shape, panels);
        writeParameters(kernels, panels, at, parameters);
        return answer(at, x, nRows);
      },
    };
  } catch {
    return null;
  }
}

/** Nets trained in WebAssembly with SIMD on one thread; null where this engine has none. */
export async function createNetKernels(): Promise<NetBackend | null> {
  const { kernelsBase64 } = await import('virtual:net-kernels');
  const bytes = fromBase64(kernelsBase64);
  return bytes && instantiateNetKernels(bytes);
}
