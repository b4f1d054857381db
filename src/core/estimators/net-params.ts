import type { ChoiceSpec, NumberSpec, ParamSpec } from './estimator.ts';

/** What differs between the kinds of nets. */
interface NetDefaults {
  readonly hiddenLayers: number;
  readonly hiddenUnits: number;
  readonly members: number;
  readonly dropout: number;
  readonly activation: string;
  readonly learningRate: number;
  readonly rates: readonly [low: number, high: number];
  readonly weightDecay: number;
  readonly labelSmoothing: number;
  readonly clip: number;
  readonly schedule: string;
  readonly maxEpochs: number;
  readonly patience: number;
  readonly embedding: string;
}

function netSpecs(defaults: NetDefaults): readonly ParamSpec[] {
  const integer = (name: keyof NetDefaults | 'batchSize' | 'pieces' | 'oneHotLevels', label: string, explanation: string, value: number, min: number, max: number): NumberSpec => ({
    kind: 'number',
    name,
    label,
    explanation,
    default: value,
    min,
    max,
    scale: 'integer',
  });
  const embedding: ChoiceSpec = {
    kind: 'choice',
    name: 'embedding',
    label: 'How numbers enter',
    explanation: 'In pieces, a number fills one input after another as it grows, so that the net can bend between them.',
    default: defaults.embedding,
    options: [
      { value: 'none', label: 'As they are' },
      { value: 'pieces', label: 'In pieces' },
    ],
    tune: ['none', 'pieces'],
  };
  const activation: ChoiceSpec = {
    kind: 'choice',
    name: 'activation',
    label: 'Activation',
    explanation: 'What a hidden unit does to the sum that comes in; by default SELU for classes and Mish for numbers in RealMLP, ReLU in TabM.',
    default: defaults.activation,
    options: [
      { value: 'auto', label: 'By the task' },
      { value: 'relu', label: 'ReLU' },
      { value: 'selu', label: 'SELU' },
      { value: 'mish', label: 'Mish' },
    ],
  };
  const schedule: ChoiceSpec = {
    kind: 'choice',
    name: 'schedule',
    label: 'Schedule of the learning rate',
    explanation: 'Four falling waves, one fall to nothing over all epochs, or the same rate throughout.',
    default: defaults.schedule,
    options: [
      { value: 'coslog4', label: 'Four waves' },
      { value: 'cosine', label: 'One fall' },
      { value: 'constant', label: 'Constant' },
    ],
  };
  const stopOn: ChoiceSpec = {
    kind: 'choice',
    name: 'stopOn',
    label: 'What is watched',
    explanation: 'The measure on the stopping rows whose best epoch is kept. The loss is the log loss, or the squared error of numbers.',
    default: 'loss',
    options: [
      { value: 'loss', label: 'Loss' },
      { value: 'error', label: 'Wrong classes', tasks: ['binary', 'multiclass'] },
      { value: 'roc_auc', label: 'ROC AUC', tasks: ['binary', 'multiclass'] },
      { value: 'mae', label: 'Absolute error', tasks: ['regression'] },
    ],
  };
  return [
    { ...integer('hiddenLayers', 'Hidden layers', 'More layers can learn more involved patterns, and need more rows.', defaults.hiddenLayers, 1, 6), tune: [1, 4] },
    { ...integer('hiddenUnits', 'Units in each hidden layer', 'Wider layers learn more detail, and take longer.', defaults.hiddenUnits, 4, 1024), tune: [32, 512] },
    integer('members', 'Members', 'Nets that are trained side by side and answer together.', defaults.members, 1, 64),
    {
      kind: 'number',
      name: 'dropout',
      label: 'Dropout',
      explanation: 'Share of the hidden units that each step leaves out, which keeps the net from leaning on few of them.',
      default: defaults.dropout,
      min: 0,
      max: 0.9,
      scale: 'linear',
      tune: [0, 0.5],
    },
    {
      kind: 'number',
      name: 'learningRate',
      label: 'Learning rate',
      explanation: 'How far each step moves the weights; too high and the loss jumps, too low and it creeps.',
      default: defaults.learningRate,
      min: 1e-5,
      max: 1,
      scale: 'log',
      tune: defaults.rates,
    },
    {
      kind: 'number',
      name: 'weightDecay',
      label: 'Weight decay',
      explanation: 'Pulls the weights toward zero at each step by this times the learning rate, which keeps the net smoother.',
      default: defaults.weightDecay,
      min: 1e-6,
      max: 10,
      scale: 'log',
      tune: [1e-5, 1],
    },
    integer('batchSize', 'Rows in a batch', 'Rows averaged in each step; 0 chooses 32 to 256 by the number of rows.', 0, 0, 4096),
    integer('maxEpochs', 'Most epochs', 'Passes over the training rows, over which the schedule runs; stopping rows may end it sooner.', defaults.maxEpochs, 1, 1000),
    integer('patience', 'Patience', 'Epochs without a better score on the stopping rows after which training ends.', defaults.patience, 1, 1000),
    embedding,
    integer('pieces', 'Pieces of a number', 'Into how many pieces of equally many rows each number is cut, where it enters in pieces.', 16, 2, 64),
    integer('oneHotLevels', 'Levels with an input each', 'Categories of more levels are learned as a few numbers each instead.', 10, 0, 100),
    activation,
    schedule,
    {
      kind: 'number',
      name: 'labelSmoothing',
      label: 'Label smoothing',
      explanation: 'Share of each class that is spread over all classes while training, so that the net is not certain too soon.',
      default: defaults.labelSmoothing,
      min: 0,
      max: 0.5,
      scale: 'linear',
    },
    {
      kind: 'number',
      name: 'clip',
      label: 'Longest gradient',
      explanation: 'A longer gradient is shortened to this before the step, so that no batch throws the net off; 0 for no limit.',
      default: defaults.clip,
      min: 0,
      max: 100,
      scale: 'linear',
    },
    stopOn,
  ];
}

/**
 * The parameters of RealMLP (Holzmüller et al. 2024, its simplified form), which engine/ trains. Labels are not smoothed by default as they are
 * there: that helps the share of wrong classes, and hurts the log loss that models are judged by here.
 */
export const realmlpSpecs = netSpecs({
  hiddenLayers: 3,
  hiddenUnits: 256,
  members: 1,
  dropout: 0,
  activation: 'auto',
  learningRate: 0.04,
  rates: [5e-3, 0.2],
  weightDecay: 0.01,
  labelSmoothing: 0,
  clip: 0,
  schedule: 'coslog4',
  maxEpochs: 256,
  patience: 256,
  embedding: 'none',
});

/** The parameters of TabM (Gorishniy et al. 2025), which engine/ trains. */
export const tabmSpecs = netSpecs({
  hiddenLayers: 2,
  hiddenUnits: 512,
  members: 32,
  dropout: 0.1,
  activation: 'relu',
  learningRate: 2e-3,
  rates: [3e-4, 1e-2],
  weightDecay: 3e-4,
  labelSmoothing: 0,
  clip: 1,
  schedule: 'constant',
  maxEpochs: 200,
  patience: 16,
  embedding: 'pieces',
});
