import type { Params } from '../core/estimators/estimator.ts';
import { knownParams } from '../core/estimators/known-params.ts';
import { mlpSpecs } from '../core/estimators/mlp-params.ts';
import { realmlpSpecs, tabmSpecs } from '../core/estimators/net-params.ts';
import { usualBatchSize } from '../core/nets/batch-size.ts';
import type { NetDesign, NetKind } from '../core/nets/net-plan.ts';
import type { Schedule } from '../core/nets/schedule.ts';
import type { StopOn } from '../core/nets/watched.ts';

/** What a fit was asked to do, with everything that is left to it decided. */
export interface NetSettings {
  readonly design: NetDesign;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly schedule: Schedule;
  readonly beta2: number;
  readonly epsilon: number;
  /** The gradient's norm at most; null for no limit. */
  readonly clip: number | null;
  readonly labelSmoothing: number;
  readonly batchSize: number;
  readonly maxEpochs: number;
  readonly patience: number;
  /** Epochs that the running mean of the parameters looks back on; 0 for none. */
  readonly averagedEpochs: number;
  /** The measure of the stopping rows whose best epoch is kept. */
  readonly stopOn: StopOn;
  /** Epochs to take without looking at stopping rows; null where those decide. */
  readonly fixedEpochs: number | null;
}

/** What the parameters of every kind of net have in common. */
interface SharedParams {
  readonly hiddenLayers: number;
  readonly hiddenUnits: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly maxEpochs: number;
  readonly patience: number;
}

interface NetParams extends SharedParams {
  readonly members: number;
  readonly dropout: number;
  readonly embedding: 'none' | 'pieces';
  readonly pieces: number;
  readonly oneHotLevels: number;
  readonly activation: 'auto' | 'relu' | 'selu' | 'mish';
  readonly schedule: Schedule;
  readonly labelSmoothing: number;
  readonly clip: number;
  readonly stopOn: StopOn;
}

/** An epoch takes as many equal batches as it holds whole ones, so less than one row a batch is left over; a new order each epoch leaves out other rows. */
function batchSizeFor(asked: number, nRows: number): number {
  const batches = Math.max(1, Math.round(nRows / (asked || usualBatchSize(nRows))));
  return Math.floor(nRows / batches);
}

function sharedSettings(params: SharedParams, given: Params, nRows: number) {
  const iterations = typeof given.iterations === 'number' ? Math.round(given.iterations) : 0;
  return {
    learningRate: params.learningRate,
    weightDecay: params.weightDecay,
    batchSize: batchSizeFor(params.batchSize, nRows),
    maxEpochs: params.maxEpochs,
    patience: params.patience,
    fixedEpochs: iterations > 0 ? iterations : null,
  };
}

function hiddenOf({ hiddenLayers, hiddenUnits }: SharedParams): number[] {
  return new Array<number>(hiddenLayers).fill(hiddenUnits);
}

/** The settings of a net for `nRows` training rows; parameters are as `knownParams` has them. */
export function netSettings(kind: NetKind, given: Params, nRows: number, output: 'classes' | 'number'): NetSettings {
  if (kind === 'mlp') {
    const params = knownParams<SharedParams>(mlpSpecs, given);
    return {
      ...sharedSettings(params, given, nRows),
      design: { kind, hidden: hiddenOf(params), members: 1, activation: 'relu', dropout: 0, pieces: 0, oneHotLevels: 0 },
      schedule: 'cosine',
      beta2: 0.999,
      epsilon: 1e-7,
      clip: null,
      labelSmoothing: 0,
      averagedEpochs: 1,
      stopOn: 'loss',
    };
  }
  const params = knownParams<NetParams>(kind === 'realmlp' ? realmlpSpecs : tabmSpecs, given);
  const byTask = output === 'classes' ? 'selu' : 'mish';
  return {
    ...sharedSettings(params, given, nRows),
    design: {
      kind,
      hidden: hiddenOf(params),
      members: params.members,
      activation: params.activation === 'auto' ? byTask : params.activation,
      dropout: params.dropout,
      pieces: params.embedding === 'pieces' ? params.pieces : 0,
      oneHotLevels: params.oneHotLevels,
    },
    schedule: params.schedule,
    beta2: kind === 'realmlp' ? 0.95 : 0.999,
    epsilon: 1e-8,
    clip: params.clip > 0 ? params.clip : null,
    labelSmoothing: output === 'classes' ? params.labelSmoothing : 0,
    averagedEpochs: params.schedule === 'constant' ? 1 : 0,
    stopOn: params.stopOn,
  };
}
