import { fromBase64 } from '../core/math/base64.ts';
import { layoutOf } from '../core/nets/net-layout.ts';
import type { NetBackend } from '../core/nets/net-runner.ts';
import { Arena } from './arena.ts';
import { openAnswers, writeParameters } from './net-answers.ts';
import { instantiate } from './net-exports.ts';
import { panelLayoutOf } from './net-panels.ts';
import { openRunner } from './net-training.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The module in `bytes`; null where this engine has no WebAssembly or not what the module needs. */
async function compile(bytes: Bytes | null): Promise<WebAssembly.Module | null> {
  try {
    return bytes && WebAssembly.validate(bytes) ? await WebAssembly.compile(bytes) : null;
  } catch {
    return null;
  }
}

/**
 * The backend in `bytes`, the module in SIMD; null where this engine has none. Nets are trained by `fused`, the same in relaxed SIMD, where the engine
 * takes it: a third faster where the machine multiplies and adds at once, whose bits then differ from those of a machine that
 * does not. Predictions are made by the first, and have the same bits everywhere.
 */
export async function instantiateNetKernels(bytes: Bytes, fused: Bytes | null): Promise<NetBackend | null> {
  const module = await compile(bytes);
  if (!module) return null;
  const training = (await compile(fused)) ?? module;
  return {
    open: async (task) => openRunner(instantiate(training), task),
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
}

/**
 * Nets trained in WebAssembly with SIMD on one thread; null where this engine has none. The same task gives the same bits on the same
 * machine; see `instantiateNetKernels`.
 */
export async function createNetKernels(): Promise<NetBackend | null> {
  const { kernelsBase64, fusedBase64 } = await import('virtual:net-kernels');
  const bytes = fromBase64(kernelsBase64);
  return bytes && instantiateNetKernels(bytes, fromBase64(fusedBase64));
}
