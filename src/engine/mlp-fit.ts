import { requireFiniteX, requireTrainSet } from '../core/estimators/checks.ts';
import type { FitResult, FittedModel, Params } from '../core/estimators/estimator.ts';
import type { MlpState } from '../core/estimators/mlp.ts';
import type { Control, CurvePoint } from '../core/math/control.ts';
import type { Rng } from '../core/math/rng.ts';
import type { TrainSet } from '../core/matrix/matrix.ts';
import { taskOf } from '../core/estimators/targets.ts';
import type { Device } from './device.ts';
import { TrainingDiverged } from './engine-errors.ts';
import { constantNet } from './constant-net.ts';
import { mlpSettings, type MlpSettings } from './mlp-settings.ts';
import { layersOf } from './net.ts';
import { rowsOf, targetUnit } from './targets.ts';
import { createTrainer, type Trainer, type TrainerOptions } from './training-loop.ts';

/** Epochs that the running mean of the weights looks back on. */
const averagedEpochs = 1;

/** Fits a net on an opened device. Throws what the estimator's `fit` throws. */
export async function fitMlp(
  device: Device,
  train: TrainSet,
  params: Params,
  rng: Rng,
  control: Control,
): Promise<FitResult<MlpState>> {
  requireTrainSet(train);
  requireFiniteX(train.X);
  const stopping = train.stopping && train.stopping.X.nRows > 0 ? train.stopping : null;
  if (stopping) requireFiniteX(stopping.X);
  const settings = mlpSettings(params, train.X.nRows);
  const constant = constantNet(train);
  if (constant) {
    control.progress(1);
    return { model: constant, curve: [] };
  }

  const { X, y } = train;
  const target = y.kind === 'number' ? targetUnit(y.values, train.weights) : null;
  const nOutputs = y.kind === 'classes' ? y.classes.length : 1;
  const widths = [X.features.length, ...settings.hidden, nOutputs];
  const batchesInEpoch = Math.floor(X.nRows / settings.batchSize);
  const options: TrainerOptions = {
    widths,
    loss: y.kind === 'classes' ? 'cross-entropy' : 'half-squared-error',
    batchSize: settings.batchSize,
    train: rowsOf(X, y, target, batchWeights(train, settings.batchSize)),
    stopping: stopping && settings.fixedEpochs === null ? rowsOf(stopping.X, stopping.y, target, meanOne(stopping.weights)) : null,
    adam: { weightDecay: settings.weightDecay, averaging: Math.exp(-1 / (averagedEpochs * batchesInEpoch + 4)) },
  };
  const trainer = createTrainer(device, options, rng);
  try {
    const watch = options.stopping !== null;
    const { iterations, curve } = await runEpochs(trainer, settings, watch, lossInUnit(target), control);
    const layers = layersOf(widths, await trainer.kept());
    const classes = y.kind === 'classes' ? [...y.classes] : [];
    const model: FittedModel<MlpState> = {
      learner: 'mlp',
      task: taskOf(y),
      classes,
      nFeatures: X.features.length,
      iterations,
      state: { layers, target },
    };
    return { model, curve };
  } finally {
    trainer.dispose();
  }
}

/** Weights of mean 1: the sum of the rows' losses over their count is then the weighted mean. */
function meanOne(weights: Float64Array | null | undefined): Float32Array | number {
  if (!weights) return 1;
  const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
  return Float32Array.from(weights, (w) => w / mean);
}

/** Weights with which a batch's loss is the mean over its rows. */
function batchWeights({ weights, X }: TrainSet, batchSize: number): Float32Array | number {
  if (!weights) return 1 / batchSize;
  const mean = weights.reduce((sum, w) => sum + w, 0) / X.nRows;
  return Float32Array.from(weights, (w) => w / mean / batchSize);
}

/** What the curve shows: the log loss, or the root mean squared error in the target's unit. */
function lossInUnit(target: MlpState['target']): (loss: number) => number {
  return target ? (loss) => Math.sqrt(loss) * target.scale : (loss) => loss;
}

/** Cosine from the full rate to a twentieth of it at `maxEpochs`; the same for a refit of fewer epochs. */
function rateOf(epoch: number, { learningRate, maxEpochs }: MlpSettings): number {
  const share = Math.min(1, epoch / maxEpochs);
  return learningRate * (0.05 + 0.95 * 0.5 * (1 + Math.cos(Math.PI * share)));
}

async function runEpochs(
  trainer: Trainer,
  settings: MlpSettings,
  watch: boolean,
  shown: (loss: number) => number,
  control: Control,
): Promise<{ iterations: number; curve: CurvePoint[] }> {
  const epochs = settings.fixedEpochs ?? settings.maxEpochs;
  const curve: CurvePoint[] = [];
  let best = Infinity;
  let iterations = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const train = await trainer.epoch(rateOf(epoch - 1, settings), control);
    const validation = watch ? await trainer.evaluate() : null;
    const watched = validation ?? train;
    if (!Number.isFinite(watched)) {
      if (iterations === 0 || !watch) throw new TrainingDiverged(epoch, settings.learningRate);
      break;
    }
    const point = { step: epoch, train: shown(train), validation: validation === null ? null : shown(validation) };
    curve.push(point);
    control.progress(epoch / epochs, `Epoch ${epoch} of at most ${epochs}`, point);
    if (!watch) {
      iterations = epoch;
    } else if (watched < best) {
      best = watched;
      iterations = epoch;
      trainer.keep();
    } else if (epoch - iterations >= settings.patience) {
      break;
    }
    if (control.enough?.()) break;
  }
  control.progress(1);
  return { iterations, curve };
}
