import type { Params, NumberSpec } from '../core/estimators/estimator.ts';

export const mlpParams: readonly NumberSpec[] = [
  {
    kind: 'number',
    name: 'hiddenLayers',
    label: 'Hidden layers',
    explanation: 'More layers can learn more involved patterns, and need more rows.',
    default: 2,
    min: 1,
    max: 4,
    scale: 'integer',
  },
  {
    kind: 'number',
    name: 'hiddenUnits',
    label: 'Units in each hidden layer',
    explanation: 'Wider layers learn more detail, and take longer.',
    default: 128,
    min: 4,
    max: 512,
    scale: 'integer',
  },
  {
    kind: 'number',
    name: 'learningRate',
    label: 'Learning rate',
    explanation: 'How far each step moves the weights; too high and the loss jumps, too low and it creeps.',
    default: 2e-3,
    min: 1e-5,
    max: 0.1,
    scale: 'log',
  },
  {
    kind: 'number',
    name: 'weightDecay',
    label: 'Weight decay',
    explanation:
      'Pulls the weights toward zero at each step by this times the learning rate, which keeps the net smoother.',
    default: 1,
    min: 1e-6,
    max: 10,
    scale: 'log',
  },
  {
    kind: 'number',
    name: 'batchSize',
    label: 'Rows in a batch',
    explanation: 'Rows averaged in each step; 0 chooses 32 to 256 by the number of rows.',
    default: 0,
    min: 0,
    max: 4096,
    scale: 'integer',
  },
  {
    kind: 'number',
    name: 'maxEpochs',
    label: 'Most epochs',
    explanation: 'Passes over the training rows, unless the stopping rows end it sooner.',
    default: 100,
    min: 1,
    max: 1000,
    scale: 'integer',
  },
  {
    kind: 'number',
    name: 'patience',
    label: 'Patience',
    explanation: 'Epochs without a better loss on the stopping rows after which training ends.',
    default: 12,
    min: 1,
    max: 200,
    scale: 'integer',
  },
];

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
  const spec = mlpParams.find((candidate) => candidate.name === name);
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
