import type { Control } from '../math/control.ts';
import { newtonDirection, type Objective } from './newton.ts';

const maxIterations = 300;

/** Where a search ended. */
export interface SelectedPoint {
  readonly theta: Float64Array;
  /** The objective there, with the penalty on absolute values. */
  readonly value: number;
  readonly iterations: number;
}

/**
 * The least point of `objective` + l1 · Σ |θⱼ| over the first `nPenalised` of θ, from `start`: Newton's method by conjugate
 * gradients on the coordinates that are not 0 or want to leave it, each step kept to the orthant it began in (Andrew &
 * Gao, 2007; Byrd, Chin, Nocedal & Oztoprak, 2016), so that a coordinate that would change sign stops at exactly 0. Stops
 * where no component of the slope exceeds `tolerance` · `scale`, where rounding ends progress, or after 300 steps. `improve`, where given, changes θ
 * after each step to one of no greater value, in place. Throws Cancelled.
 */
export async function minimiseSelecting(
  objective: Objective,
  start: Float64Array,
  l1: number,
  nPenalised: number,
  scale: number,
  tolerance: number,
  control: Control,
  improve?: (theta: Float64Array) => void,
): Promise<SelectedPoint> {
  const size = start.length;
  const slope = new Float64Array(size);
  const free = new Uint8Array(size);
  const orthant = new Int8Array(size);
  const onFree: Objective = {
    ...objective,
    gradient: slope,
    curvature(v, out) {
      objective.curvature(v, out);
      for (let j = 0; j < size; j++) if (!free[j]) out[j] = 0;
    },
  };
  const at = (theta: Float64Array): number => {
    let absolute = 0;
    for (let j = 0; j < nPenalised; j++) absolute += Math.abs(theta[j]);
    return objective.evaluate(theta) + l1 * absolute;
  };
  let theta: Float64Array = start.slice();
  let value = at(theta);
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    const steepest = readSlope(objective.gradient, theta, l1, nPenalised, slope, free, orthant);
    if (steepest <= tolerance * scale) break;
    const direction = await newtonDirection(onFree, Math.min(0.1, Math.sqrt(steepest / scale)), control);
    const newton = (step: number) =>
      theta.map((old, j) => stepped(old, step * direction[j], orthant[j], j < nPenalised));
    const diagonal = objective.diagonal.slice();
    const gradient = objective.gradient.slice();
    const proximal = (step: number) =>
      theta.map((old, j) =>
        shrunk(old - (step * gradient[j]) / diagonal[j], j < nPenalised ? (step * l1) / diagonal[j] : 0),
      );
    // Where so many coordinates are stopped at 0 that Newton's step gains nothing, the proximal one still does.
    const found = search(newton, theta, value, slope, at) ?? search(proximal, theta, value, slope, at);
    if (!found) break;
    ({ theta, value } = found);
    if (!improve) continue;
    improve(theta);
    value = at(theta);
  }
  return { theta, value, iterations };
}

/** The first of ever shorter steps that gains enough; null where none does. */
function search(
  move: (step: number) => Float64Array,
  theta: Float64Array,
  value: number,
  slope: Float64Array,
  at: (theta: Float64Array) => number,
): { theta: Float64Array; value: number } | null {
  for (let step = 1; step > 1e-10; step /= 2) {
    const next = move(step);
    let along = 0;
    for (let j = 0; j < next.length; j++) along += slope[j] * (next[j] - theta[j]);
    if (!(along < 0)) continue;
    const reached = at(next);
    if (reached <= value + 1e-4 * along && reached < value) return { theta: next, value: reached };
  }
  return null;
}

/** Soft thresholding: `value` drawn towards 0 by `by`. */
function shrunk(value: number, by: number): number {
  return value > by ? value - by : value < -by ? value + by : 0;
}

function stepped(old: number, step: number, orthant: number, penalised: boolean): number {
  const next = old + step;
  return penalised && next * orthant <= 0 ? 0 : next;
}

/**
 * Writes the slope of the penalised objective along the steepest way out of each coordinate, which are free to move, and
 * to which side; returns the greatest.
 */
function readSlope(
  gradient: Float64Array,
  theta: Float64Array,
  l1: number,
  nPenalised: number,
  slope: Float64Array,
  free: Uint8Array,
  orthant: Int8Array,
): number {
  let steepest = 0;
  for (let j = 0; j < theta.length; j++) {
    const g = gradient[j];
    if (j >= nPenalised) slope[j] = g;
    else if (theta[j] !== 0) slope[j] = g + l1 * Math.sign(theta[j]);
    else slope[j] = g > l1 ? g - l1 : g < -l1 ? g + l1 : 0;
    free[j] = theta[j] !== 0 || slope[j] !== 0 || j >= nPenalised ? 1 : 0;
    orthant[j] = Math.sign(theta[j] || -slope[j]);
    steepest = Math.max(steepest, Math.abs(slope[j]));
  }
  // Letting all in at once that want to leave 0 makes most of them turn back; the most pressing come first.
  const pressing = 0.5 * steepest;
  for (let j = 0; j < nPenalised; j++) {
    if (theta[j] !== 0 || Math.abs(slope[j]) >= pressing) continue;
    slope[j] = 0;
    free[j] = 0;
  }
  return steepest;
}
