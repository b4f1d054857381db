import type { NetShape } from './net-shape.ts';

/** Prepared rows with their answers. All values are finite. */
export interface NetRows {
  readonly nRows: number;
  /** Row-major nRows × nBase. */
  readonly x: Float32Array;
  /** Class codes, or standardised numbers. */
  readonly targets: Float32Array;
  /** How much each row counts, of mean 1; null for 1 each. */
  readonly weights: Float32Array | null;
}

/** How parameters learn: Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
export interface OptimiserSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** The gradient's norm over all parameters at most; null for no limit. */
  readonly clip: number | null;
  /** Share of each class's target that is spread over all classes. */
  readonly labelSmoothing: number;
  /** For each block of the layout: its factor on the rate, and on the decay. */
  readonly blocks: readonly { readonly rate: number; readonly decay: number }[];
}

/** What is trained on what. */
export interface NetTask {
  readonly shape: NetShape;
  readonly batchSize: number;
  readonly train: NetRows;
  readonly stopping: NetRows | null;
  readonly optimiser: OptimiserSettings;
  /** Where it starts or goes on. */
  readonly start: NetCheckpoint;
}

/** The whole state of a net in training; all arrays are as long as its parameters. */
export interface NetCheckpoint {
  readonly steps: number;
  readonly parameters: Float32Array;
  /** Running means of the gradient and of its square. */
  readonly m: Float32Array;
  readonly v: Float32Array;
  /** The running mean of the parameters, which is what is evaluated and kept. */
  readonly mean: Float32Array;
}

/** The numbers of steps, one after another: `stepNumber` of them each, and a seed for what they leave out. */
export interface StepNumbers {
  /** Steps × 3: the rate with Adam's corrections of its early steps, the decay, and what the mean takes of the new parameters. */
  readonly values: Float32Array;
  readonly seeds: Uint32Array;
}
export const stepNumbersEach = 3;

/**
 * A net in training on one backend; owns its memory there. Losses and gradients are those of `plain-net.ts`: a step's loss is the mean
 * over the batch and the members.
 */
export interface NetRunner {
  /** Begins an epoch that takes the rows in this order, batchSize at a time. */
  begin(order: Uint32Array): void;
  /** Takes steps [from, to) of the epoch; `numbers` are theirs. Nothing is read back. */
  run(from: number, to: number, numbers: StepNumbers): Promise<void> | void;
  /** The mean loss of the steps since `begin`, each before its update. */
  loss(): Promise<number>;
  /** The answers for the stopping rows at the mean of the parameters: row-major probabilities, or standardised numbers. */
  evaluate(): Promise<Float32Array>;
  checkpoint(): Promise<NetCheckpoint>;
  dispose(): void;
}

/** A backend on which nets are trained and predict. */
export interface NetBackend {
  /** Throws what the backend throws where there is no room. */
  open(task: NetTask): Promise<NetRunner>;
  /**
   * The same for several tasks whose nets are trained at once where they are of one kind, with the numbers that each would have alone; absent where nothing
   * is gained by it. The runners have to be driven side by side, each by a loop of its own, since steps are taken when every one that
   * is not disposed of has asked for some.
   */
  openTogether?(tasks: readonly NetTask[]): readonly Promise<NetRunner>[];
  /** The answers for prepared rows, row-major: the members' mean of probabilities, or of standardised numbers. Each row on its own. */
  predict(shape: NetShape, parameters: Float32Array, x: Float32Array, nRows: number): Promise<Float32Array>;
}
