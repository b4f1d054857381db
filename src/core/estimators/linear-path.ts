/** One model along a path of penalties. */
export interface PathPoint {
  /** Twice the negative log-likelihood, but for a constant. */
  readonly deviance: number;
  /** Coefficients that are not 0. */
  readonly nonZero: number;
}

const pathLength = 40;
/** The least penalty of a path, over the greatest. */
const pathEnd = 1e-4;
/** Penalties without a better criterion before the path ends. */
const patience = 6;

/**
 * Fits along falling penalties, from the least that leaves no coefficient (`greatest`), each from the one before, and
 * returns the penalty of least corrected Akaike criterion (Hurvich & Tsai, 1989), where the degrees of freedom of a lasso
 * are its non-zero coefficients (Zou, Hastie & Tibshirani, 2007) and `nIntercepts`. `total` is the sum of weights.
 */
export async function choosePenalty(
  greatest: number,
  total: number,
  nIntercepts: number,
  fitAt: (lambda: number) => Promise<PathPoint>,
): Promise<number> {
  let best = greatest;
  let least = Infinity;
  for (let i = 0, since = 0; i < pathLength && since < patience; i++, since++) {
    const lambda = greatest * pathEnd ** (i / (pathLength - 1));
    const { deviance, nonZero } = await fitAt(lambda);
    const free = nonZero + nIntercepts;
    if (free >= total - 1) break;
    const criterion = deviance + (2 * free * total) / (total - free - 1);
    if (criterion >= least) continue;
    least = criterion;
    best = lambda;
    since = -1;
  }
  return best;
}
