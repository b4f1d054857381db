import type { NumberSpec, Params } from '../core/estimators/estimator.ts';
import { mlpSpecs } from '../core/estimators/mlp-params.ts';

/** What a fit was asked to do, with everything that is left to it decided. */
export interface MlpSettings {
  readonly hidden: readonly number[];
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly maxEpochs: number;
  readonly patience: number;
  /** Epochs to take without looking at stopping rows; null where those decide. */
  readonly fixedEpochs: number | null;
}

/** Thrown where a parameter is not a number that it can be. */
export class ParamOutOfRange extends Error {
  readonly code = 'ParamOutOfRange';
  constructor({ name, min, max }: NumberSpec, value: unknown) {
    super(`ParamOutOfRange: ${name} is ${JSON.stringify(value)}; choose a number from ${min} to ${max}`);
    this.name = 'ParamOutOfRange';
  }
}

function numberOf(params: Params, name: string): number {
  const spec = mlpSpecs.find((candidate) => candidate.name === name);
  if (!spec) throw new Error(`no parameter is called ${name}`);
  const value = params[name] ?? spec.default;
  if (typeof value !== 'number' || !(value >= spec.min && value <= spec.max)) throw new ParamOutOfRange(spec, value);
  return spec.scale === 'integer' ? Math.round(value) : value;
}

/** About 80 steps an epoch, within 32 to 256 rows a batch. */
function defaultBatchSize(nRows: number): number {
  const wanted = 2 ** Math.round(Math.log2(nRows / 80));
  return Math.min(256, Math.max(32, wanted));
}

/**
 * The settings for `nRows` training rows. The batch is fitted to the rows: an epoch takes as many equal batches as it
 * holds whole ones, so less than one row a batch is left over; a new order each epoch leaves out other rows.
 */
export function mlpSettings(params: Params, nRows: number): MlpSettings {
  const wanted = numberOf(params, 'batchSize') || defaultBatchSize(nRows);
  const batches = Math.max(1, Math.round(nRows / wanted));
  const iterations = typeof params.iterations === 'number' ? Math.round(params.iterations) : 0;
  return {
    hidden: new Array<number>(numberOf(params, 'hiddenLayers')).fill(numberOf(params, 'hiddenUnits')),
    learningRate: numberOf(params, 'learningRate'),
    weightDecay: numberOf(params, 'weightDecay'),
    batchSize: Math.floor(nRows / batches),
    maxEpochs: numberOf(params, 'maxEpochs'),
    patience: numberOf(params, 'patience'),
    fixedEpochs: iterations > 0 ? iterations : null,
  };
}
