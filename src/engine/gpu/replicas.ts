import { layoutOf, matricesOf, type NetLayout } from '../../core/nets/net-layout.ts';
import type { NetTask } from '../../core/nets/net-runner.ts';
import { outputsOf, type NetShape } from '../../core/nets/net-shape.ts';
import { columnWords } from './encoding-table.ts';
import { gradientParts, partsOf, type GradientParts } from './gradient-parts.ts';
import { mostReplicas } from './kernel.ts';
import { lossRows } from './wgsl-loss.ts';
import { tileFor, type ProductStyle } from './wgsl-product.ts';

/** One of the nets that are trained at once, and where its numbers begin in the buffers that all of them share. */
export interface Replica {
  readonly index: number;
  readonly task: NetTask;
  readonly layout: NetLayout;
  readonly parts: GradientParts;
  readonly at: Readonly<Record<Place, number>>;
}

/** The nets that are trained at once, and how long the buffers are that they share. */
export interface Replicas {
  readonly replicas: readonly Replica[];
  readonly lengths: Readonly<Record<Place, number>>;
}

const places = ['parameters', 'parts', 'x', 'rows', 'batch', 'encoded', 'columns', 'losses'] as const;
type Place = (typeof places)[number];

/** Numbers that a row takes at the widest layer of all members. */
export function widestRow({ members, nEncoded, layers }: NetShape): number {
  return Math.max(members * nEncoded, ...layers.map(({ outputs }) => members * outputs));
}

/** How many sums of losses a batch has. */
export function lossCount({ shape, batchSize }: NetTask): number {
  return shape.members * Math.ceil(batchSize / lossRows);
}

function lengthsOf(task: NetTask, layout: NetLayout, parts: GradientParts): Record<Place, number> {
  const { shape, batchSize, train } = task;
  return {
    parameters: layout.nParameters,
    parts: parts.length,
    x: train.x.length,
    rows: train.nRows,
    batch: batchSize,
    encoded: batchSize * shape.nEncoded,
    columns: columnWords * Math.max(1, shape.nEncoded),
    losses: lossCount(task),
  };
}

/** The tasks as nets that are trained at once, one after another in each buffer, and how long the buffers are. */
export function replicasOf(style: ProductStyle, tasks: readonly NetTask[]): Replicas {
  const lengths = Object.fromEntries(places.map((place) => [place, 0])) as Record<Place, number>;
  const replicas = tasks.map((task, index): Replica => {
    const layout = layoutOf(task.shape);
    const parts = gradientParts(style, task.shape, layout, task.batchSize);
    const at = { ...lengths };
    const own = lengthsOf(task, layout, parts);
    for (const place of places) lengths[place] += own[place];
    return { index, task, layout, parts, at };
  });
  return { replicas, lengths };
}

/** The most slices that the gradient of a layer's weights is cut into in any of the nets, for all their matrices. */
export function weightGroups(replicas: readonly Replica[], l: number): { mostSlices: number; groups: number } {
  const mostSlices = Math.max(...replicas.map(({ layout, parts }) => partsOf(layout, parts, 'weights', l)?.slices ?? 1));
  const { shape } = replicas[0].task;
  return { mostSlices, groups: mostSlices * matricesOf(shape.layers[l], shape.members) };
}

/** What has to be equal in nets that are trained at once: all that their kernels are written for. */
function kindOf({ shape, optimiser }: NetTask): string {
  const { members, output, layers, nEncoded } = shape;
  const described = layers.map(({ outputs, weights, inputScale, outputScale, activation, dropout }) => [outputs, weights, inputScale, outputScale, activation, dropout]);
  return JSON.stringify([members, output, described, tileFor(nEncoded), optimiser.clip === null]);
}

/** Bytes that nets may take together where they are trained at once; one alone may take more. */
const bytesTogether = 512 * 2 ** 20;

/** Numbers in the buffers that grow with rows or with the net. */
interface Sizes {
  readonly rows: number;
  readonly answers: number;
  readonly stopping: number;
  readonly stoppingAnswers: number;
  readonly parameters: number;
  readonly parts: number;
  /** The widest layer of a batch. */
  readonly batch: number;
  /** All buffers together. */
  readonly total: number;
}

function sizesOf(style: ProductStyle, task: NetTask): Sizes {
  const { shape, batchSize, train, stopping } = task;
  const layout = layoutOf(shape);
  const rows = train.x.length;
  const watched = stopping?.x.length ?? 0;
  const watchedAnswers = (stopping?.nRows ?? 0) * outputsOf(shape);
  const parts = gradientParts(style, shape, layout, batchSize).length;
  const batch = batchSize * widestRow(shape);
  // Of a batch: encoded and scaled inputs and their slopes; outputs, products and slopes of each layer.
  const perMember = 3 * (shape.nEncoded + shape.layers.reduce((sum, { outputs }) => sum + outputs, 0));
  // Of the parameters: themselves, two moments, their mean and the gradient; of a row: answer, weight and place in the order.
  const total = rows + 3 * train.nRows + watched + watchedAnswers + 5 * layout.nParameters + parts + batchSize * shape.members * perMember;
  return { rows, answers: 2 * train.nRows, stopping: watched, stoppingAnswers: watchedAnswers, parameters: layout.nParameters, parts, batch, total };
}

/** The bytes of the largest buffer that training on the task takes, and what takes them. */
export function largestBuffer(style: ProductStyle, task: NetTask): { bytes: number; what: string } {
  const { rows, answers, stopping, stoppingAnswers, parameters, parts, batch } = sizesOf(style, task);
  const ofRows = 4 * Math.max(rows, answers, stopping, stoppingAnswers);
  const ofNet = 4 * Math.max(parameters, parts, batch);
  return ofRows > ofNet ? { bytes: ofRows, what: 'the training rows take' } : { bytes: ofNet, what: 'a batch of this net takes' };
}

const sizeNames = ['rows', 'answers', 'stopping', 'stoppingAnswers', 'parameters', 'parts', 'batch', 'total'] as const;

function sumOf(one: Sizes, other: Sizes): Sizes {
  return Object.fromEntries(sizeNames.map((name) => [name, one[name] + other[name]])) as Record<keyof Sizes, number>;
}

/**
 * The tasks in groups that can be trained at once, by their places: of one kind, and small enough together for buffers of
 * `limit` bytes.
 */
export function groupTasks(style: ProductStyle, tasks: readonly NetTask[], limit: number): number[][] {
  const groups: { readonly kind: string; readonly members: number[]; sizes: Sizes }[] = [];
  const fits = ({ total, ...buffers }: Sizes) => 4 * total <= bytesTogether && 4 * Math.max(...Object.values(buffers)) <= limit;
  tasks.forEach((task, t) => {
    const kind = kindOf(task);
    const own = sizesOf(style, task);
    const found = groups.find(({ kind: theirs, members, sizes }) => theirs === kind && members.length < mostReplicas && fits(sumOf(sizes, own)));
    if (!found) groups.push({ kind, members: [t], sizes: own });
    else {
      found.members.push(t);
      found.sizes = sumOf(found.sizes, own);
    }
  });
  return groups.map(({ members }) => members);
}
