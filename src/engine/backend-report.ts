import type { BackendId } from '../core/training/run.ts';

/** One backend as measured on this machine. */
export interface BackendReport {
  readonly id: BackendId;
  readonly available: boolean;
  /** "NVIDIA GeForce …", "SwiftShader (software)"; null where it has no adapter. */
  readonly adapter: string | null;
  /** The adapter is software: correct, but slower than WASM. */
  readonly software: boolean;
  /** Known-answer test: product, gradient and one Adam step. */
  readonly selfTest: 'passed' | 'failed' | 'not-run';
  /** Why it is not available, or what the self-test found. */
  readonly detail: string;
  /** Milliseconds a training step of a 20-64-64-1 net at batch 128; null where not measured. */
  readonly stepMs: number | null;
}
