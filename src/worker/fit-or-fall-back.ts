import type { Estimator, FitResult } from '../core/estimators/estimator.ts';
import type { Control } from '../core/math/control.ts';
import { createRng } from '../core/math/rng.ts';
import type { BackendId, FitJob } from '../core/training/run.ts';

/** What fits a job. */
export interface Fitter {
  readonly estimator: Estimator;
  /** Where it fits; null for core. */
  readonly backend: BackendId | null;
  /** What fits in its place where the device cannot; null where nothing does. */
  readonly inCore: Estimator | null;
}

/** What a device says where it is too small, failed or cannot be started. */
const ofDevice: readonly unknown[] = ['TooLargeForDevice', 'DeviceFailed', 'BackendUnavailable'];

/**
 * Fits the job, in core where it has a fit for it and the device cannot; that a device failed is then the result's note.
 * `backend` is where the model was fitted; null for core.
 */
export async function fitOrFallBack(
  { estimator, backend, inCore }: Fitter,
  { train, params, seed }: Pick<FitJob, 'train' | 'params' | 'seed'>,
  control: Control,
): Promise<{ result: FitResult; backend: BackendId | null }> {
  try {
    return { result: await estimator.fit(train, params, createRng(seed), control), backend };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (!inCore || !ofDevice.includes(code)) throw error;
    const result = await inCore.fit(train, params, createRng(seed), control);
    if (code !== 'DeviceFailed') return { result, backend: null };
    return { result: { ...result, note: 'the GPU failed, so the model was fitted without it' }, backend: null };
  }
}
