import { centreOverClasses, logShares, sigmoidRow, softmaxRow, type LogisticFit } from '../core/estimators/linear-logistic.ts';
import { totalWeight } from '../core/estimators/targets.ts';
import { Cancelled, type Control } from '../core/math/control.ts';
import { minimiseLbfgs, type AsyncObjective } from '../core/math/lbfgs.ts';
import type { DesignMatrix } from '../core/matrix/matrix.ts';
import type { Device } from './device.ts';
import { columnUnits, uploadRows, type ColumnUnits, type DeviceRows } from './linear-rows.ts';

/**
 * No component of the gradient by a standardised coefficient is further from 0 than this times the weight of all rows: about
 * what sums of single-precision products can tell.
 */
const tolerance = 3e-7;

/** Relative error of the loss, whose logits are in single precision. */
const noise = 1e-8;

/**
 * The fit of core's `fitLogistic`, by L-BFGS over standardised columns: the products with X are computed on the device in
 * single precision, the loss, residuals and steps here in double. Throws TooLargeForDevice, DeviceFailed and Cancelled.
 */
export async function logisticOnDevice(
  device: Device,
  X: DesignMatrix,
  codes: Int32Array,
  weights: Float64Array,
  K: number,
  lambda: number,
  control: Control,
): Promise<LogisticFit> {
  const p = X.features.length;
  const units = columnUnits(X, weights);
  const rows = await uploadRows(device, X, units, async () => {
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
  });
  try {
    const objective = objectiveOn(rows, units, codes, weights, K, lambda);
    const scale = totalWeight(X.nRows, weights);
    const { theta, iterations } = await minimiseLbfgs(objective, { tolerance: tolerance * scale, maxIterations: 1000, noise }, control);
    device.check();
    return { ...inUnitsOfX(theta, units, p, K), iterations };
  } finally {
    rows.dispose();
  }
}

/** θ holds K × p coefficients of standardised columns, then K intercepts. */
function objectiveOn(rows: DeviceRows, { scales }: ColumnUnits, codes: Int32Array, weights: Float64Array, K: number, lambda: number): AsyncObjective {
  const p = scales.length;
  const n = codes.length;
  const total = totalWeight(n, weights);
  const start = logShares(codes, weights, K, K * p);
  const diagonal = new Float64Array(K * (p + 1));
  for (let c = 0; c < K; c++) {
    const odds = Math.exp(start[K * p + c]);
    const share = K === 1 ? odds / (1 + odds) : odds / total;
    const spread = Math.max(1e-12, share * (1 - share)) * total;
    for (let j = 0; j < p; j++) diagonal[c * p + j] = spread + lambda / scales[j] ** 2;
    diagonal[K * p + c] = spread;
  }
  return {
    start,
    diagonal,
    async evaluate(theta) {
      const logits = await rows.forward(theta.subarray(0, K * p), K);
      const gradient = new Float64Array(theta.length);
      const residuals = new Float32Array(K * n);
      const own = new Float64Array(K);
      let value = 0;
      for (let i = 0; i < n; i++) {
        for (let c = 0; c < K; c++) own[c] = logits[i * K + c] + theta[K * p + c];
        value += weights[i] * (K === 1 ? sigmoidRow(own, 0, codes[i]) : softmaxRow(own, 0, K, codes[i]));
        for (let c = 0; c < K; c++) {
          const hit = K === 1 ? codes[i] : Number(codes[i] === c);
          const residual = weights[i] * (own[c] - hit);
          residuals[c * n + i] = residual;
          gradient[K * p + c] += residual;
        }
      }
      gradient.set(await rows.backward(residuals, K));
      for (let c = 0, at = 0; c < K; c++) {
        for (let j = 0; j < p; j++, at++) {
          const pull = (lambda * theta[at]) / scales[j] ** 2;
          value += (pull * theta[at]) / 2;
          gradient[at] += pull;
        }
      }
      return { value, gradient };
    },
  };
}

/** The coefficients and intercepts for the columns as they stand. */
function inUnitsOfX(theta: Float64Array, { means, scales }: ColumnUnits, p: number, K: number) {
  const coefficients = theta.slice(0, K * p);
  const intercepts = theta.slice(K * p);
  for (let c = 0; c < K; c++) {
    for (let j = 0; j < p; j++) {
      coefficients[c * p + j] /= scales[j];
      intercepts[c] -= coefficients[c * p + j] * means[j];
    }
  }
  if (K > 1) centreOverClasses(coefficients, intercepts, p, K);
  return { coefficients, intercepts };
}
