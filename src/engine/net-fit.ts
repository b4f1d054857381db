import { requireFiniteX, requireTrainSet } from '../core/estimators/checks.ts';
import type { FitResult, Params } from '../core/estimators/estimator.ts';
import { taskOf } from '../core/estimators/targets.ts';
import type { Control } from '../core/math/control.ts';
import type { Rng } from '../core/math/rng.ts';
import type { DesignMatrix, TrainSet } from '../core/matrix/matrix.ts';
import { blockFactors, initialNet } from '../core/nets/initial-net.ts';
import { layoutOf } from '../core/nets/net-layout.ts';
import { planNet, type NetKind } from '../core/nets/net-plan.ts';
import type { NetTask } from '../core/nets/net-runner.ts';
import type { LayerShape, NetShape } from '../core/nets/net-shape.ts';
import type { NetState } from '../core/nets/net-state.ts';
import { fitPreparation, prepareRows, type PreparedColumn } from '../core/nets/prepare-rows.ts';
import { constantAnswer } from './constant-answer.ts';
import { DeviceFailed, TrainingDiverged } from './engine-errors.ts';
import type { WithNetBackend } from './net-backend.ts';
import { netRows, targetUnit, type TargetUnit } from './net-rows.ts';
import { netSettings, type NetSettings } from './net-settings.ts';
import { netViewer } from './net-view.ts';
import { startOf, trainNet, type Ending, type Progress, type TrainingOptions } from './train-net.ts';

/** The prepared columns of a plain net, whose matrix is dense: each feature as it stands. */
function asTheyStand(X: DesignMatrix): PreparedColumn[] {
  return X.features.map((_, feature) => ({ kind: 'number', feature, centre: 0, scale: 1, squeezed: false }));
}

/** A net whose weights are 0 and which answers the same to every row; null where there is something to learn. */
function constantNet(train: TrainSet, columns: readonly PreparedColumn[]): NetState | null {
  const answer = constantAnswer(train);
  if (!answer) return null;
  const inputs = columns.length;
  const outputs = 'logits' in answer ? answer.logits.length : 1;
  const layer: LayerShape = { inputs, outputs, weights: 'own', inputScale: false, outputScale: false, activation: 'linear', dropout: 0 };
  const segments = columns.map((_, source) => ({ kind: 'number' as const, source, at: source }));
  const parameters = new Float32Array((inputs + 1) * outputs);
  const shape: NetShape = { nBase: inputs, segments, nEncoded: inputs, members: 1, layers: [layer], output: 'logits' in answer ? 'classes' : 'number' };
  if ('logits' in answer) {
    parameters.set(answer.logits, inputs * outputs);
    return { columns, shape, parameters, target: null };
  }
  const { mean } = answer;
  return { columns, shape, parameters, target: { mean, scale: 1, low: mean, high: mean } };
}

/** What the curve shows: the log loss, or the root mean squared error in the target's unit. */
function lossInUnit(unit: TargetUnit | null): (loss: number) => number {
  return unit ? (loss) => Math.sqrt(2 * loss) * unit.scale : (loss) => loss;
}

function sentenceOf(ending: Ending, { keptEpoch }: Progress): string | undefined {
  if (ending.kind !== 'diverged') return undefined;
  return `its loss ran away in epoch ${ending.epoch}, so training ended and the net of epoch ${keptEpoch} was kept; a lower learning rate may help`;
}

/**
 * Trains, and goes on (or begins again) once on a new device where the GPU failed. Where that fails too, what was kept is the result, with the reason as
 * `note`; with nothing kept the failure is thrown.
 */
async function trainThrough(withBackend: WithNetBackend, task: NetTask, options: TrainingOptions, progress: Progress, rng: Rng, control: Control): Promise<string | undefined> {
  const onDevice = () =>
    withBackend(async (nets) => {
      const ended = await trainNet(nets, task, options, progress, rng, control);
      if (ended.kind === 'diverged' && !progress.wasSound) throw new TrainingDiverged(ended.epoch, options.settings.learningRate);
      return ended;
    });
  let ending: Ending;
  try {
    ending = await onDevice().catch((error: unknown) => {
      if (error instanceof DeviceFailed) return onDevice();
      throw error;
    });
  } catch (error) {
    if (!(error instanceof DeviceFailed) || progress.keptEpoch === 0) throw error;
    return `the GPU failed after epoch ${progress.epoch}, so training ended and the net of epoch ${progress.keptEpoch} was kept (${error.message})`;
  }
  return sentenceOf(ending, progress);
}

function taskFor(settings: NetSettings, shape: NetShape, train: NetTask['train'], stopping: NetTask['stopping'], rng: Rng): NetTask {
  const { design, batchSize, beta2, epsilon, clip, labelSmoothing } = settings;
  return {
    shape,
    batchSize,
    train,
    stopping,
    optimiser: { beta1: 0.9, beta2, epsilon, clip, labelSmoothing, blocks: blockFactors(design.kind, shape) },
    start: initialNet(design.kind, shape, rng.fork('weights')),
  };
}

/** Fits a net of `kind` on a backend. Throws what the estimators' `fit` throws. */
export async function fitNet(kind: NetKind, withBackend: WithNetBackend, train: TrainSet, params: Params, rng: Rng, control: Control): Promise<FitResult<NetState>> {
  requireTrainSet(train);
  const stopping = train.stopping && train.stopping.X.nRows > 0 ? train.stopping : null;
  if (kind === 'mlp') {
    requireFiniteX(train.X);
    if (stopping) requireFiniteX(stopping.X);
  }
  const { X, y } = train;
  const output = y.kind === 'classes' ? 'classes' : 'number';
  const settings = netSettings(kind, params, X.nRows, output);
  const columns = kind === 'mlp' ? asTheyStand(X) : fitPreparation(X);
  const modelOf = (state: NetState, iterations: number) => ({
    learner: kind,
    task: taskOf(y),
    classes: y.kind === 'classes' ? [...y.classes] : [],
    nFeatures: X.features.length,
    iterations,
    state,
  });
  const constant = constantNet(train, columns);
  if (constant) {
    control.progress(1);
    return { model: modelOf(constant, 1), curve: [] };
  }

  const unit = y.kind === 'number' ? targetUnit(y.values, train.weights) : null;
  const x = kind === 'mlp' ? X.values : prepareRows(columns, X);
  const shape = planNet(settings.design, columns, x, X.nRows, y.kind === 'classes' ? y.classes.length : 1, output);
  const watched = stopping && settings.fixedEpochs === null ? netRows(prepareRows(columns, stopping.X), stopping.y, unit, stopping.weights) : null;
  const rows = netRows(x, y, unit, train.weights);
  const task = taskFor(settings, shape, rows, watched, rng);
  const progress = startOf(task.start);
  const options = { settings, shown: lossInUnit(unit), viewOf: netViewer(shape, layoutOf(shape), watched ?? rows, unit) };
  const note = await trainThrough(withBackend, task, options, progress, rng, control);
  control.progress(1);
  const model = modelOf({ columns, shape, parameters: progress.kept.slice(), target: unit }, progress.keptEpoch);
  return { model, curve: progress.curve, ...(note === undefined ? {} : { note }) };
}
