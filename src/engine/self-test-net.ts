import { createRng } from '../core/math/rng.ts';
import { blockFactors, initialNet } from '../core/nets/initial-net.ts';
import { planNet, type NetDesign } from '../core/nets/net-plan.ts';
import type { NetBackend, NetTask } from '../core/nets/net-runner.ts';
import { stepNumbers } from '../core/nets/optimiser.ts';
import { plainBackend } from '../core/nets/plain-backend.ts';
import type { PreparedColumn } from '../core/nets/prepare-rows.ts';

const batchSize = 12;
const nSteps = 3;
const nRows = batchSize * nSteps;

/** Where the largest difference may lie, relative to the largest value; float32 and its order of sums take a tenth. */
const tolerance = 1e-4;

const columns: readonly PreparedColumn[] = [
  ...[0, 1, 2].map((feature): PreparedColumn => ({ kind: 'number', feature, centre: 0, scale: 1, squeezed: false })),
  { kind: 'code', feature: 3, levels: 2 },
  { kind: 'code', feature: 4, levels: 9 },
];

/** Two nets that have, between them, every part that nets are made of. */
const designs: readonly NetDesign[] = [
  { kind: 'realmlp', hidden: [8, 8], members: 2, activation: 'selu', dropout: 0, pieces: 0, oneHotLevels: 4 },
  { kind: 'tabm', hidden: [12], members: 3, activation: 'mish', dropout: 0.2, pieces: 3, oneHotLevels: 4 },
];

function taskOf(design: NetDesign): NetTask {
  const rng = createRng(20260801);
  const x = new Float32Array(nRows * columns.length);
  for (let row = 0; row < nRows; row++) x.set([rng.normal(), rng.normal(), rng.normal(), rng.int(3) - 1, rng.int(10) - 1], row * columns.length);
  const isClasses = design.kind === 'realmlp';
  const targets = Float32Array.from({ length: nRows }, () => (isClasses ? rng.int(3) : rng.normal()));
  const shape = planNet(design, columns, x, nRows, isClasses ? 3 : 1, isClasses ? 'classes' : 'number');
  const rows = { nRows, x, targets, weights: Float32Array.from({ length: nRows }, (_, i) => 0.5 + (i % 3) / 2) };
  return {
    shape,
    batchSize,
    train: rows,
    stopping: rows,
    optimiser: { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, clip: 0.5, labelSmoothing: isClasses ? 0.1 : 0, blocks: blockFactors(design.kind, shape) },
    start: initialNet(design.kind, shape, rng),
  };
}

async function trained(backend: NetBackend, task: NetTask) {
  const runner = await backend.open(task);
  try {
    runner.begin(createRng(3).permutation(nRows));
    await runner.run(0, nSteps, stepNumbers(1, new Array(nSteps).fill({ rate: 0.02, weightDecay: 0.01, averaging: 0.5 }), task.optimiser, 7));
    const loss = Float32Array.of(await runner.loss());
    return { loss, answers: await runner.evaluate(), ...(await runner.checkpoint()) };
  } finally {
    runner.dispose();
  }
}

/** The largest difference relative to the largest value that is expected; NaN where something is no number. */
function relativeError(got: Float32Array, expected: Float32Array): number {
  let largest = 0;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]));
    difference = Math.max(difference, Math.abs(got[i] - expected[i]));
  }
  return got.length === expected.length ? difference / largest : NaN;
}

/**
 * What is wrong with the backend, in words; null where the losses, gradients and steps of two small nets come out as plain float64
 * arithmetic has them. It runs the very code that trains.
 */
export async function selfTestNet(backend: NetBackend): Promise<string | null> {
  for (const design of designs) {
    const task = taskOf(design);
    const expected = await trained(plainBackend, task);
    const got = await trained(backend, task);
    const checks: [string, Float32Array, Float32Array][] = [
      ['loss', got.loss, expected.loss],
      ['gradient', got.m, expected.m],
      ['step of Adam', got.parameters, expected.parameters],
      ['answer', got.answers, expected.answers],
    ];
    for (const [name, values, reference] of checks) {
      const error = relativeError(values, reference);
      if (!(error <= tolerance)) return `the ${name} is off by ${error.toPrecision(2)}, relative to its largest value`;
    }
  }
  return null;
}
