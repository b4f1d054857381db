import { Cancelled, type Control } from '../math/control.ts';
import { innerProduct, maxAbsolute } from '../math/vectors.ts';

/** A smooth convex function of `start.length` numbers, with its derivatives at the point last evaluated. */
export interface Objective {
  readonly start: Float64Array;
  readonly gradient: Float64Array;
  /** An estimate, above 0, of the Hessian's diagonal. */
  readonly diagonal: Float64Array;
  evaluate(theta: Float64Array): number;
  /** out = Hessian · v. */
  curvature(v: Float64Array, out: Float64Array): void;
}

const maxIterations = 100;
const maxInner = 250;

/**
 * The least point of `objective`, by Newton's method with conjugate gradients (Nocedal & Wright, algorithm 7.1),
 * preconditioned by the Hessian's diagonal, with step halving. Deterministic. Stops where no component of the gradient
 * exceeds 1e-7 · `scale`, where rounding ends progress, or after 100 steps. Throws Cancelled.
 */
export async function minimise(
  objective: Objective,
  scale: number,
  control: Control,
): Promise<{ theta: Float64Array; iterations: number }> {
  let theta = objective.start;
  let value = objective.evaluate(theta);
  const tolerance = 1e-7 * scale;
  const firstSlope = maxAbsolute(objective.gradient);
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    const slope = maxAbsolute(objective.gradient);
    if (slope <= tolerance) break;
    const done = Math.log(firstSlope / slope) / Math.log(firstSlope / tolerance);
    control.progress(Math.min(0.99, Math.max(0, done)), `Newton step ${iterations + 1}`);
    const direction = await newtonDirection(objective, Math.min(0.1, Math.sqrt(slope / scale)), control);
    const along = innerProduct(objective.gradient, direction);
    if (!(along < 0)) break;
    let step = 1;
    let next = moved(theta, direction, step);
    let nextValue = objective.evaluate(next);
    while (!(nextValue <= value + 1e-4 * step * along) && step > 1e-10) {
      step /= 2;
      next = moved(theta, direction, step);
      nextValue = objective.evaluate(next);
    }
    if (!(nextValue < value)) break;
    theta = next;
    value = nextValue;
  }
  return { theta, iterations };
}

/** An approximate solution of H d = -g: conjugate gradients until the residual has fallen to `accuracy` of itself. */
export async function newtonDirection(objective: Objective, accuracy: number, control: Control): Promise<Float64Array> {
  const { gradient, diagonal } = objective;
  const size = gradient.length;
  const d = new Float64Array(size);
  const r = gradient.map((g) => -g);
  const s = r.map((value, j) => value / diagonal[j]);
  const q = s.slice();
  const Hq = new Float64Array(size);
  let rs = innerProduct(r, s);
  const target = accuracy * Math.sqrt(innerProduct(r, r));
  for (let k = 0; k < maxInner; k++) {
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
    objective.curvature(q, Hq);
    const bend = innerProduct(q, Hq);
    if (!(bend > 0)) break;
    const alpha = rs / bend;
    for (let j = 0; j < size; j++) {
      d[j] += alpha * q[j];
      r[j] -= alpha * Hq[j];
      s[j] = r[j] / diagonal[j];
    }
    if (Math.sqrt(innerProduct(r, r)) <= target) break;
    const next = innerProduct(r, s);
    const beta = next / rs;
    rs = next;
    for (let j = 0; j < size; j++) q[j] = s[j] + beta * q[j];
  }
  return d;
}

function moved(from: Float64Array, direction: Float64Array, step: number): Float64Array {
  return from.map((value, j) => value + step * direction[j]);
}
