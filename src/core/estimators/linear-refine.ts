import type { CentredRows } from './centred-rows.ts';
import { solveFactored } from './cholesky.ts';

/** Corrections at most; each is smaller than the one before by the error of the factor times the condition of the system. */
const maxRounds = 8;

/** Share of the solution's length that the last correction may have. */
const settled = 1e-9;

/**
 * The solution z of (BᵀB + shift) z = right for centred rows B, from the Cholesky factor of about that matrix, as
 * `factorCholesky` leaves it, by iterative refinement with residuals from the rows themselves (Golub & Van Loan,
 * section 3.5). Null where the corrections do not die away.
 */
export async function refineNormal(
  rows: CentredRows,
  factor: Float64Array,
  right: Float64Array,
  shift: number,
  breathe: () => Promise<void>,
): Promise<Float64Array | null> {
  const z = solveFactored(factor, right);
  let before = Infinity;
  for (let round = 0; round < maxRounds; round++) {
    const correction = solveFactored(factor, await residualOf(rows, z, right, shift, breathe));
    const size = lengthOf(correction);
    if (!(size < before / 2)) return null;
    for (let j = 0; j < z.length; j++) z[j] += correction[j];
    if (size <= settled * lengthOf(z)) return z;
    before = size;
  }
  return null;
}

async function residualOf(
  rows: CentredRows,
  z: Float64Array,
  right: Float64Array,
  shift: number,
  breathe: () => Promise<void>,
): Promise<Float64Array> {
  const out = right.map((value, j) => value - shift * z[j]);
  const line = new Float64Array(z.length);
  for (let i = 0; i < rows.nRows; i++) {
    if (i % 8192 === 8191) await breathe();
    rows.read(i, line, 0);
    let along = 0;
    for (let j = 0; j < z.length; j++) along += line[j] * z[j];
    for (let j = 0; j < z.length; j++) out[j] -= along * line[j];
  }
  return out;
}

function lengthOf(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
