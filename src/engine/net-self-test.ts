import { createRng } from '../core/math/rng.ts';
import { layoutOf } from '../core/nets/net-layout.ts';
import type { NetBackend, NetCheckpoint, NetRunner, NetTask } from '../core/nets/net-runner.ts';
import { outputsOf, type LayerShape, type NetShape } from '../core/nets/net-shape.ts';
import { stepNumbers } from '../core/nets/optimiser.ts';
import { plainBackend } from '../core/nets/plain-backend.ts';

/** Where the largest difference may lie, relative to the largest value; float32 and its order of sums take a hundredth. */
const tolerance = 1e-4;
const nSteps = 3;

const layer = (inputs: number, outputs: number, more: Partial<LayerShape> = {}): LayerShape => ({
  inputs,
  outputs,
  weights: 'own',
  inputScale: false,
  outputScale: false,
  activation: 'linear',
  dropout: 0,
  ...more,
});
const scaled: Partial<LayerShape> = { weights: 'shared', inputScale: true, outputScale: true };

/** Two small nets that have all parts between them. */
const shapes: readonly NetShape[] = [
  {
    nBase: 4,
    segments: [
      { kind: 'number', source: 0, at: 0 },
      { kind: 'pieces', source: 1, at: 1, edges: Float32Array.of(-1, 0, 0.5, 1) },
      { kind: 'one-hot', source: 2, at: 4, levels: 3 },
      { kind: 'embedding', source: 3, at: 7, levels: 4, width: 2 },
    ],
    nEncoded: 9,
    members: 2,
    layers: [layer(9, 10, { ...scaled, activation: 'relu', dropout: 0.2 }), layer(10, 10, { ...scaled, activation: 'mish' }), layer(10, 3)],
    output: 'classes',
  },
  {
    nBase: 3,
    segments: [0, 1, 2].map((source) => ({ kind: 'number', source, at: source }) as const),
    nEncoded: 3,
    members: 2,
    layers: [layer(3, 12, { inputScale: true, activation: 'selu' }), layer(12, 1)],
    output: 'number',
  },
];

/** The net as another fold may have it: with one more column. */
function widened({ segments, layers: [first, ...others], nBase, nEncoded, ...same }: NetShape): NetShape {
  const segment = { kind: 'number', source: nBase, at: nEncoded } as const;
  return { ...same, segments: [...segments, segment], layers: [{ ...first, inputs: nEncoded + 1 }, ...others], nBase: nBase + 1, nEncoded: nEncoded + 1 };
}

/** A task of made-up rows; the gradient is clipped where classes are told apart. */
function taskOf(shape: NetShape, batchSize: number): NetTask {
  const rng = createRng(20260801);
  const { blocks, nParameters } = layoutOf(shape);
  const nRows = batchSize * nSteps;
  const x = new Float32Array(nRows * shape.nBase);
  for (let row = 0; row < nRows; row++) {
    for (const { kind, source } of shape.segments) x[row * shape.nBase + source] = kind === 'number' || kind === 'pieces' ? rng.normal() : rng.int(5) - 1;
  }
  const isClasses = shape.output === 'classes';
  const targets = Float32Array.from({ length: nRows }, () => (isClasses ? rng.int(outputsOf(shape)) : rng.normal()));
  const weights = Float32Array.from({ length: nRows }, (_, i) => 0.5 + (i % 3) / 2);
  const centres = { embedding: 0, weights: 0, bias: 0, inputScale: 1, outputScale: 1 };
  const parameters = Float32Array.from(blocks.flatMap(({ kind, length }) => Array.from({ length }, () => centres[kind] + 0.3 * rng.normal())));
  const rows = { nRows, x, targets, weights };
  return {
    shape,
    batchSize,
    train: rows,
    stopping: rows,
    optimiser: { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, clip: isClasses ? 0.05 : null, labelSmoothing: isClasses ? 0.1 : 0, blocks: blocks.map((_, b) => ({ rate: 1 - 0.1 * b, decay: b % 2 })) },
    start: { steps: 0, parameters, m: new Float32Array(nParameters), v: new Float32Array(nParameters), mean: parameters.slice() },
  };
}

interface Trained {
  readonly first: NetCheckpoint;
  readonly last: NetCheckpoint;
  readonly loss: number;
  readonly evaluated: Float32Array;
  readonly predicted: Float32Array;
}

async function train(backend: NetBackend, task: NetTask, opened: Promise<NetRunner>): Promise<Trained> {
  const { shape, train: rows, start, optimiser } = task;
  const plans = Array.from({ length: nSteps }, () => ({ rate: 0.02, weightDecay: 0.1, averaging: 0.9 }));
  const runner = await opened;
  try {
    runner.begin(Uint32Array.from(createRng(7).permutation(rows.nRows)));
    await runner.run(0, 1, stepNumbers(1, plans.slice(0, 1), optimiser, 3));
    const first = await runner.checkpoint();
    await runner.run(1, nSteps, stepNumbers(2, plans.slice(1), optimiser, 3));
    const loss = await runner.loss();
    const evaluated = await runner.evaluate();
    const last = await runner.checkpoint();
    return { first, last, loss, evaluated, predicted: await backend.predict(shape, start.parameters, rows.x, rows.nRows) };
  } finally {
    runner.dispose();
  }
}

/** Trains the nets, at once where the backend can. */
async function trainAll(backend: NetBackend, tasks: readonly NetTask[]): Promise<Trained[]> {
  const opened = backend.openTogether?.(tasks) ?? tasks.map((task) => backend.open(task));
  const ends = await Promise.allSettled(tasks.map((task, t) => train(backend, task, opened[t])));
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}

/** What differs, from what is computed first to what follows from it; the first step's m is a tenth of its gradient. */
function checksOf({ shape }: NetTask, got: Trained, expected: Trained): [string, ArrayLike<number>, ArrayLike<number>][] {
  const ofBlocks = layoutOf(shape).blocks.map(({ kind, offset, length }): [string, ArrayLike<number>, ArrayLike<number>] => {
    const cut = ({ first }: Trained) => first.m.subarray(offset, offset + length);
    return [`gradient by the ${kind}`, cut(got), cut(expected)];
  });
  return [
    ['forward pass', got.predicted, expected.predicted],
    ...ofBlocks,
    ['running square of the gradient', got.first.v, expected.first.v],
    ['Adam step', got.first.parameters, expected.first.parameters],
    ['loss', [got.loss], [expected.loss]],
    [`net after ${nSteps} steps`, got.last.parameters, expected.last.parameters],
    ['mean of the parameters', got.last.mean, expected.last.mean],
    ['answers at the mean of the parameters', got.evaluated, expected.evaluated],
  ];
}

/** The largest difference over the largest magnitude; NaN where lengths differ or a value is no number. */
function relativeError(values: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (values.length !== reference.length) return NaN;
  let difference = 0;
  let magnitude = 0;
  for (let i = 0; i < reference.length; i++) {
    const d = Math.abs(values[i] - reference[i]);
    if (!Number.isFinite(d)) return NaN;
    difference = Math.max(difference, d);
    magnitude = Math.max(magnitude, Math.abs(reference[i]));
  }
  return difference / magnitude;
}

/**
 * What is wrong with a backend, in words, on nets that are trained two at once where it can; null where the answers, the gradient by every kind of parameter, clipping and steps of Adam come
 * out as the plain reference has them. It runs the very code that trains. Throws what the backend throws.
 */
export async function selfTestNet(backend: NetBackend): Promise<string | null> {
  for (const shape of shapes) {
    const tasks = [taskOf(shape, 12), taskOf(widened(shape), 10)];
    const [got, expected] = [await trainAll(backend, tasks), await trainAll(plainBackend, tasks)];
    for (const [t, task] of tasks.entries()) {
      for (const [name, values, reference] of checksOf(task, got[t], expected[t])) {
        const error = relativeError(values, reference);
        if (!(error <= tolerance)) return `the ${name} is off by ${error.toPrecision(2)}, relative to its largest value${t > 0 ? ', in a net that is trained beside another' : ''}`;
      }
    }
  }
  return null;
}
