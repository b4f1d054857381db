import type { NetTask } from '../../core/nets/net-runner.ts';
import type { NetShape } from '../../core/nets/net-shape.ts';
import { columnWords, encodingTable } from './encoding-table.ts';
import type { GpuMemory } from './gpu-memory.ts';
import { adamJobs, embeddingJobs, jobCount, partsOf } from './gradient-parts.ts';
import { layerNumbers, layerUniforms, none, type LayerNumbers } from './layer-uniform.ts';
import { weightGroups, type Replica, type Replicas } from './replicas.ts';
import { rowSizes } from './row-uniform.ts';
import { mostSquareGroups, squareGroups, updateSettings } from './wgsl-adam.ts';

/** The state of the nets and what their steps are told, on the device. */
export interface TrainState {
  readonly parameters: GPUBuffer;
  readonly m: GPUBuffer;
  readonly v: GPUBuffer;
  readonly mean: GPUBuffer;
  readonly order: GPUBuffer;
  /** The uniforms of the steps of a submission. */
  readonly steps: GPUBuffer;
  /** A sum of losses for each workgroup of the loss. */
  readonly losses: GPUBuffer;
}

/** Whether the derivative by the encoded inputs is needed. */
function goesToInputs({ segments, layers }: NetShape): boolean {
  return layers[0].inputScale || segments.some(({ kind }) => kind === 'embedding');
}

/** Each row's answer and weight. */
function putAnswers(answers: Float32Array, { targets, weights }: NetTask['train'], from: number): void {
  for (let row = 0; row < targets.length; row++) {
    answers[2 * (from + row)] = targets[row];
    answers[2 * (from + row) + 1] = weights ? weights[row] : 1;
  }
}

/** The numbers of a layer with where the parts of its gradient go. */
function trainedLayer({ task, layout, parts, at }: Replica, l: number, mostSlices: number): LayerNumbers {
  const { shape, batchSize, optimiser } = task;
  const { members, layers } = shape;
  const { inputs, outputs, inputScale } = layers[l];
  const to = (kind: 'weights' | 'bias' | 'inputScale' | 'outputScale') => {
    const own = partsOf(layout, parts, kind, l);
    return own ? at.parts + own.from : none;
  };
  const perMember = (width: number) => members * at.batch * width;
  const belowAt = l === 0 ? members * at.encoded : perMember(inputs);
  const places = { inputsAt: l === 0 && !inputScale ? at.encoded : belowAt, belowAt, outputsAt: perMember(outputs), encodedAt: at.encoded };
  return {
    ...layerNumbers(shape, layout, l, batchSize, at.parameters, places, true),
    answersAt: 2 * at.rows,
    lossesAt: at.losses,
    smoothing: optimiser.labelSmoothing,
    weightsTo: to('weights'),
    biasTo: to('bias'),
    inScaleTo: to('inputScale'),
    outScaleTo: to('outputScale'),
    slices: partsOf(layout, parts, 'weights', l)?.slices ?? 1,
    sliceRows: parts.sliceRows[l],
    mostSlices,
  };
}

/** Tables one after another, and where each net's begins and how many jobs it has. */
function joined(tables: readonly ArrayBuffer[]) {
  const all = new Uint8Array(tables.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let from = 0;
  const places = tables.map((table) => {
    all.set(new Uint8Array(table), from);
    from += table.byteLength;
    return { jobsAt: jobCount(from - table.byteLength), jobs: jobCount(table.byteLength) };
  });
  return { table: all.buffer, places, most: Math.max(...places.map(({ jobs }) => jobs)) };
}

function settingsOf({ task, layout, at }: Replica, jobs: { jobsAt: number; jobs: number }) {
  const { beta1, beta2, epsilon, clip } = task.optimiser;
  const parameters = layout.nParameters;
  return { beta1, beta2, epsilon, clip: clip ?? 0, rest1: 1 - beta1, rest2: 1 - beta2, ...jobs, parametersAt: at.parameters, parameters, groups: squareGroups(parameters) };
}

/** All that a training step reads and writes besides the state: buffers of `memory`. */
export type TrainBuffers = ReturnType<typeof createTrainBuffers>;

/** Throws TooLargeForDevice. */
export function createTrainBuffers(memory: GpuMemory, { replicas, lengths }: Replicas) {
  const { shape, optimiser } = replicas[0].task;
  const { members, layers } = shape;
  const floats = (label: string, length: number) => memory.storage(label, 4 * length);
  const perLayer = (label: string) => layers.map(({ outputs }, l) => floats(`${label} ${l}`, members * lengths.batch * outputs));
  const adam = joined(replicas.map(({ task, layout, parts, at }) => adamJobs(layout, parts, task.optimiser, at)));
  const embeddings = joined(replicas.map(({ task, layout, parts, at }) => embeddingJobs(task.shape, layout, parts, at)));
  const encoded = floats('encoded', lengths.encoded);
  const x = floats('rows', lengths.x);
  const answers = new Float32Array(2 * lengths.rows);
  for (const { task, at } of replicas) {
    memory.put(x, task.train.x, at.x);
    putAnswers(answers, task.train, at.rows);
  }
  const columns = floats('columns', lengths.columns);
  for (const { task, layout, at } of replicas) memory.put(columns, encodingTable(task.shape, layout, at.parameters), at.columns);
  const sizes = replicas.map(({ index, task: { shape: own, batchSize, train }, at }) => ({
    rows: batchSize,
    nBase: own.nBase,
    nEncoded: own.nEncoded,
    nRows: train.nRows,
    xAt: at.x,
    columnsAt: at.columns / columnWords,
    ...embeddings.places[index],
  }));
  return {
    layers: memory.uniform('layers', layerUniforms(layers.map((_, l) => replicas.map((replica) => trainedLayer(replica, l, weightGroups(replicas, l).mostSlices))))),
    sizes: memory.uniform('sizes', rowSizes.write(sizes)),
    settings: memory.uniform('settings', updateSettings.write(replicas.map((replica) => settingsOf(replica, adam.places[replica.index])))),
    columns,
    encoded,
    /** What goes into the first layer. */
    scaled: layers[0].inputScale ? floats('scaled inputs', members * lengths.encoded) : encoded,
    outputs: perLayer('outputs'),
    products: perLayer('products'),
    slopes: perLayer('slopes'),
    inputSlopes: replicas.some(({ task }) => goesToInputs(task.shape)) ? floats('input slopes', members * lengths.encoded) : null,
    parts: floats('gradient parts', lengths.parts),
    jobs: memory.upload('adam jobs', adam.table),
    jobCount: adam.most,
    embeddings: embeddings.most > 0 ? { jobs: memory.upload('embedding jobs', embeddings.table), count: embeddings.most } : null,
    clipped: optimiser.clip === null ? null : { gradient: floats('gradient', lengths.parameters), squares: floats('gradient squares', replicas.length * mostSquareGroups) },
    x,
    answers: memory.upload('answers', answers),
  };
}
