import { layoutOf, type NetLayout } from '../core/nets/net-layout.ts';
import { stepNumbersEach, type NetBackend, type NetRunner, type NetTask } from '../core/nets/net-runner.ts';
import { outputsOf, type NetShape } from '../core/nets/net-shape.ts';
import { requireFinite, requireFiniteTask } from './finite.ts';
import { add, concat, dispose, div, loadGradients, log, maximum, mean, minimum, mul, neg, reshape, scalar, softmax, sqrt, square, sub, sum, tensor, tensor1d, tidy, valueAndGrads, type Scalar, type Tensor, type Tensor1D } from './tf.ts';
import { blockTensors, tfjsForward, tfjsRows } from './tfjs-net.ts';

/** The mean loss of a batch at outputs of all members, as a scalar. */
function lossOf({ shape, train, optimiser }: NetTask, outputs: Tensor, rows: Uint32Array): Scalar {
  const k = outputsOf(shape);
  const share = (row: number) => (train.weights ? train.weights[row] : 1) / (rows.length * shape.members);
  const shares = tensor(Float32Array.from(rows, share), [1, rows.length, 1]);
  if (shape.output === 'number') {
    const targets = tensor(Float32Array.from(rows, (row) => train.targets[row]), [1, rows.length, 1]);
    return mul(scalar(0.5), sum(mul(shares, square(sub(outputs, targets)))));
  }
  const { labelSmoothing } = optimiser;
  const targets = new Float32Array(rows.length * k).fill(labelSmoothing / k);
  rows.forEach((row, i) => (targets[i * k + train.targets[row]] += 1 - labelSmoothing));
  const wanted = mul(shares, tensor(targets, [1, rows.length, k]));
  return neg(sum(mul(wanted, log(maximum(softmax(outputs), scalar(1e-30))))));
}

/** The factors of each parameter's block on the rate and on the decay. */
function blockFactors({ blocks }: NetLayout, settings: NetTask['optimiser']['blocks']) {
  const each = (factor: 'rate' | 'decay') => tensor1d(Float32Array.from(blocks.flatMap(({ length }, b) => Array<number>(length).fill(settings[b][factor]))));
  return { rate: each('rate'), decay: each('decay') };
}

/** Rows computed at once where nothing is learned from them. */
const rowsAtOnce = 1024;

/** The members' mean answers for prepared rows at the flat parameters, row-major. */
async function answersAt(shape: NetShape, layout: NetLayout, flat: Tensor1D, x: Float32Array, nRows: number): Promise<Float32Array> {
  const k = outputsOf(shape);
  const answers = new Float32Array(nRows * k);
  for (let first = 0; first < nRows; first += rowsAtOnce) {
    const rows = Uint32Array.from({ length: Math.min(rowsAtOnce, nRows - first) }, (_, i) => first + i);
    const chunk = tidy(() => {
      const outputs = tfjsForward(shape, layout, blockTensors(shape, layout, flat), tfjsRows(shape, layout, x, rows), null);
      return mean<Tensor>(shape.output === 'classes' ? softmax(outputs) : outputs, 0);
    });
    try {
      answers.set(await chunk.data<'float32'>(), first * k);
    } finally {
      chunk.dispose();
    }
  }
  return answers;
}

interface Moments {
  readonly parameters: Tensor1D;
  readonly m: Tensor1D;
  readonly v: Tensor1D;
  readonly mean: Tensor1D;
}

function createTfjsRunner(task: NetTask): NetRunner {
  const { shape, batchSize, train, stopping, optimiser, start } = task;
  const { beta1, beta2, epsilon, clip } = optimiser;
  const layout = layoutOf(shape);
  const factors = blockFactors(layout, optimiser.blocks);
  let moments: Moments = { parameters: tensor1d(start.parameters), m: tensor1d(start.m), v: tensor1d(start.v), mean: tensor1d(start.mean) };
  let total: Tensor = scalar(0);
  let order = new Uint32Array(0);
  let taken = 0;
  let steps = start.steps;

  function lossAndGradient(rows: Uint32Array, seed: number): { value: Tensor; gradient: Tensor1D } {
    const inputs = tfjsRows(shape, layout, train.x, rows);
    const ofBlocks = valueAndGrads((...tensors: Tensor[]) => lossOf(task, tfjsForward(shape, layout, tensors, inputs, seed), rows));
    const { value, grads } = ofBlocks(blockTensors(shape, layout, moments.parameters));
    const flat = concat(grads.map((part) => reshape(part, [part.size]) as Tensor1D));
    if (clip === null) return { value, gradient: flat };
    const norm = sqrt(sum(square(flat)));
    return { value, gradient: mul(flat, minimum(scalar(1), div(scalar(clip), maximum(norm, scalar(1e-30))))) };
  }

  function takeStep(rows: Uint32Array, seed: number, [rate, decay, take]: Float32Array): void {
    const next = tidy(() => {
      const { value, gradient } = lossAndGradient(rows, seed);
      const m: Tensor1D = add(mul(moments.m, scalar(beta1)), mul(gradient, scalar(1 - beta1)));
      const v: Tensor1D = add(mul(moments.v, scalar(beta2)), mul(square(gradient), scalar(1 - beta2)));
      const move = div(mul(mul(factors.rate, scalar(rate)), m), add(sqrt(v), scalar(epsilon)));
      const kept = sub(scalar(1), mul(factors.decay, scalar(decay)));
      const parameters: Tensor1D = sub(mul(moments.parameters, kept), move);
      const average: Tensor1D = add(moments.mean, mul<Tensor>(sub(parameters, moments.mean), scalar(take)));
      return { parameters, m, v, mean: average, total: add(total, value) };
    });
    dispose([moments.parameters, moments.m, moments.v, moments.mean, total]);
    moments = next;
    total = next.total;
  }

  return {
    begin(next) {
      order = next.slice();
      total.dispose();
      total = scalar(0);
      taken = 0;
    },
    run(from, to, { values, seeds }) {
      for (let s = from; s < to; s++) {
        const at = s - from;
        takeStep(order.subarray(s * batchSize, (s + 1) * batchSize), seeds[at], values.subarray(at * stepNumbersEach, (at + 1) * stepNumbersEach));
        taken++;
        steps++;
      }
    },
    loss: async () => (await total.data())[0] / taken,
    evaluate: async () => (stopping ? answersAt(shape, layout, moments.mean, stopping.x, stopping.nRows) : new Float32Array(0)),
    async checkpoint() {
      const tensors = [moments.parameters, moments.m, moments.v, moments.mean];
      const [parameters, m, v, average] = await Promise.all(tensors.map(async (one) => (await one.data<'float32'>()).slice()));
      return { steps, parameters, m, v, mean: average };
    },
    dispose: () => dispose([moments.parameters, moments.m, moments.v, moments.mean, total, factors.rate, factors.decay]),
  };
}

/**
 * Nets by plain operations of tfjs and its own gradients, on whatever backend of it is active: slower than kernels of our own, and what
 * is left where those fail. Throws NonFiniteInput.
 */
export function createTfjsBackend(): NetBackend {
  return {
    async open(task) {
      requireFiniteTask(task);
      await loadGradients();
      return createTfjsRunner(task);
    },
    async predict(shape, parameters, x, nRows) {
      requireFinite('the parameters', parameters);
      requireFinite('the prepared rows', x);
      const flat = tensor1d(parameters);
      try {
        return await answersAt(shape, layoutOf(shape), flat, x, nRows);
      } finally {
        flat.dispose();
      }
    },
  };
}
