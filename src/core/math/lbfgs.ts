import { Cancelled, type Control } from './control.ts';
import { innerProduct, maxAbsolute } from './vectors.ts';

/** The value of a function at a place, and its derivatives there. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A smooth convex function of `start.length` numbers, evaluated elsewhere. */
export interface AsyncObjective {
  readonly start: Float64Array;
  /** An estimate, above 0, of the Hessian's diagonal. */
  readonly diagonal: Float64Array;
  /** A gradient of its own for each call. */
  evaluate(theta: Float64Array): Promise<Evaluation>;
}

export interface LbfgsOptions {
  /** The search ends where no component of the gradient is further from 0. */
  readonly tolerance: number;
  readonly maxIterations: number;
  /** Relative error of values: a rise by that much is no rise. */
  readonly noise: number;
}

/** Moves remembered. */
const memory = 12;

/** Places tried along one direction. */
const maxTrials = 20;

/** How much of the slope a step has to use (Armijo), and how much of it may be left (Wolfe). */
const leastFall = 1e-4;
const mostSlope = 0.9;

interface Move {
  readonly s: Float64Array;
  readonly y: Float64Array;
  /** 1 / (s · y). */
  readonly rho: number;
}

interface Place extends Evaluation {
  readonly theta: Float64Array;
}

/**
 * The least point of `objective` by the limited-memory BFGS method (Nocedal & Wright, algorithm 7.4), its first matrix the
 * diagonal given, with a line search by bisection for the weak Wolfe conditions (Lewis & Overton, 2013). Stops at the
 * tolerance, after `maxIterations`, or where the noise of the values lets no step be told from none. Deterministic where
 * `evaluate` is. Throws Cancelled, between two evaluations.
 */
export async function minimiseLbfgs(
  objective: AsyncObjective,
  { tolerance, maxIterations, noise }: LbfgsOptions,
  control: Control,
): Promise<{ theta: Float64Array; iterations: number }> {
  const breathe = async () => {
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
  };
  await breathe();
  let here: Place = { theta: objective.start, ...(await objective.evaluate(objective.start)) };
  const firstSlope = maxAbsolute(here.gradient);
  const moves: Move[] = [];
  let iterations = 0;
  let done = 0;
  for (; iterations < maxIterations; iterations++) {
    const slope = maxAbsolute(here.gradient);
    if (!(slope > tolerance)) break;
    done = Math.min(0.99, Math.max(done, Math.log(firstSlope / slope) / Math.log(firstSlope / tolerance)));
    control.progress(done, `Step ${iterations + 1}`);
    const direction = directionAt(here.gradient, moves, objective.diagonal);
    const next = await alongLine(objective, here, direction, noise, breathe);
    if (!next) break;
    remember(moves, here, next);
    here = next;
  }
  return { theta: here.theta, iterations };
}

/** -H g by the two-loop recursion, H being what the moves say of the inverse Hessian. */
function directionAt(gradient: Float64Array, moves: readonly Move[], diagonal: Float64Array): Float64Array {
  const d = gradient.map((g) => -g);
  const alphas = new Float64Array(moves.length);
  for (let m = moves.length - 1; m >= 0; m--) {
    const { s, y, rho } = moves[m];
    alphas[m] = rho * innerProduct(s, d);
    addTo(d, -alphas[m], y);
  }
  const scale = moves.length > 0 ? scaleOf(moves[moves.length - 1], diagonal) : 1;
  for (let j = 0; j < d.length; j++) d[j] *= scale / diagonal[j];
  moves.forEach(({ s, y, rho }, m) => addTo(d, alphas[m] - rho * innerProduct(y, d), s));
  return d;
}

/** How many times the diagonal's inverse the inverse Hessian is, by the last move. */
function scaleOf({ y, rho }: Move, diagonal: Float64Array): number {
  let weighted = 0;
  for (let j = 0; j < y.length; j++) weighted += (y[j] * y[j]) / diagonal[j];
  return 1 / (rho * weighted);
}

/** The next place along `direction`; null where none is told from this one. */
async function alongLine(
  objective: AsyncObjective,
  here: Place,
  direction: Float64Array,
  noise: number,
  breathe: () => Promise<void>,
): Promise<Place | null> {
  const slope = innerProduct(here.gradient, direction);
  if (!(slope < 0)) return null;
  const slack = noise * Math.abs(here.value);
  let low = 0;
  let high = Infinity;
  let step = 1;
  for (let trial = 0; trial < maxTrials; trial++) {
    const theta = here.theta.map((value, j) => value + step * direction[j]);
    const { value, gradient } = await objective.evaluate(theta);
    await breathe();
    const left = innerProduct(gradient, direction);
    const falls = value <= here.value + leastFall * step * slope;
    // Where values are too noisy to tell, slopes are not (Hager & Zhang, 2005).
    const mayFall = value <= here.value + slack && left <= (2 * leastFall - 1) * slope;
    if (!falls && !mayFall) high = step;
    else if (left < mostSlope * slope) low = step;
    else return { theta, value, gradient };
    step = high < Infinity ? (low + high) / 2 : 2 * low;
  }
  return null;
}

function remember(moves: Move[], from: Place, to: Place): void {
  const s = to.theta.map((value, j) => value - from.theta[j]);
  const y = to.gradient.map((value, j) => value - from.gradient[j]);
  const bend = innerProduct(s, y);
  if (!(bend > 0)) return;
  moves.push({ s, y, rho: 1 / bend });
  if (moves.length > memory) moves.shift();
}

function addTo(out: Float64Array, factor: number, values: Float64Array): void {
  for (let j = 0; j < out.length; j++) out[j] += factor * values[j];
}
