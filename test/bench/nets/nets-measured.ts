import { layoutOf } from '../../../src/core/nets/net-layout.ts';
import type { NetRows, NetTask, OptimiserSettings } from '../../../src/core/nets/net-runner.ts';
import type { LayerShape, NetShape } from '../../../src/core/nets/net-shape.ts';
import { netRows, netShape, netStart } from '../../support/net-samples.ts';

type Layer = Omit<LayerShape, 'inputs' | 'outputs'>;

/** A net that the bench times. */
export interface MeasuredNet {
  readonly title: string;
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly shape: NetShape;
  readonly clip: number | null;
  readonly weightDecay: number;
}

const dense: Layer = { weights: 'own', inputScale: false, outputScale: false, activation: 'relu', dropout: 0 };
const logits: Layer = { ...dense, activation: 'linear' };
/** Two logits: what answers a question of two classes in Atelier. The peers answer it by one output, which is a little less work. */
const nLogits = 2;

function measured(title: string, inputs: number, hidden: readonly number[], layerOf: (l: number) => Layer, members: number, more: Partial<MeasuredNet> = {}): MeasuredNet {
  const segments = Array.from({ length: inputs }, () => ({ kind: 'number' as const }));
  const shape = netShape(segments, members, [...hidden, nLogits], [...hidden.map((_, l) => layerOf(l)), logits], 'classes');
  return { title, inputs, hidden, shape, clip: null, weightDecay: 0, ...more };
}

/** The nets by name: two plain ones that peers train as well, and RealMLP and TabM in full. */
export const measuredNets = {
  small: measured('20-64-64-1', 20, [64, 64], () => dense, 1),
  wide: measured('20-256-256-256-1', 20, [256, 256, 256], () => dense, 1),
  realmlp: measured('RealMLP, 60 inputs, 3 x 256', 60, [256, 256, 256], (l) => ({ ...dense, activation: 'selu', inputScale: l === 0 }), 1, { weightDecay: 0.01 }),
  tabm: measured('TabM, 60 inputs, 32 members of 2 x 512', 60, [512, 512], () => ({ ...dense, weights: 'shared', inputScale: true, outputScale: true, dropout: 0.1 }), 32, { clip: 1, weightDecay: 3e-4 }),
} as const;

export type NetName = keyof typeof measuredNets;

function optimiserOf({ shape, clip }: MeasuredNet): OptimiserSettings {
  const blocks = layoutOf(shape).blocks.map(({ kind }) => ({ rate: 1, decay: kind === 'weights' ? 1 : 0 }));
  return { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clip, labelSmoothing: 0, blocks };
}

/** Generated rows for so many batches: normal numbers, and classes 0 and 1 that hang on the first of them. */
export function rowsFor({ shape }: MeasuredNet, batch: number, steps: number): NetRows {
  return netRows(shape, batch * steps, 7);
}

/** The net's training on generated rows, from the same start each time. */
export function taskOf(net: MeasuredNet, batch: number, steps: number): NetTask {
  const { shape } = net;
  return { shape, batchSize: batch, train: rowsFor(net, batch, steps), stopping: netRows(shape, 64, 8), optimiser: optimiserOf(net), start: netStart(shape, 9) };
}
