import type { Rng } from '../math/rng.ts';
import type { Metric, MetricContext, MetricId } from '../metrics/metric.ts';
import { selectPredictions, selectTarget, type Predictions, type TargetValues } from '../metrics/predictions.ts';
import { metricOf } from '../metrics/registry.ts';

/** Models are taken so many times at most, each time the one that helps most. */
const rounds = 25;
/** Bootstrap samples that a part's weights are averaged over, at most; as many as keep within so many rows. */
const mostDraws = 5;
const rowsOfAllDraws = 20_000;
/** Rounds without a better mean after which none is looked for. */
const patience = 8;
/** A gain below this share of the loss is none: a later model is not added for rounding. */
const leastGain = 1e-9;

/** Metrics that jump as a prediction passes a threshold choose noise; log loss chooses in their place. */
const jumping: ReadonlySet<MetricId> = new Set(['accuracy', 'balanced_accuracy', 'f1', 'precision', 'recall', 'mcc', 'macro_f1', 'quadratic_kappa']);

/** The metric by which models are chosen into an ensemble that is judged by `metric`. */
export function choosingMetric(metric: MetricId): Metric {
  return metricOf(jumping.has(metric) ? 'log_loss' : metric);
}

/** One model's predictions of the rows that weights are learned on, as plain numbers. */
function numbersOf(predictions: Predictions): Float64Array {
  return predictions.kind === 'number' ? predictions.values : predictions.probabilities;
}

/**
 * Weights of models (one each, summing to 1) by greedy forward selection with replacement (Caruana et al., 2004): up to 25 times,
 * the model is added whose addition to the mean of those chosen so far gives the best metric, the earlier of equals; the
 * weights are those of the best mean on the way. All predictions are of the same rows as `yTrue`. Where the metric is
 * not defined on them, the first model has all the weight.
 */
export function greedyWeights(models: readonly Predictions[], yTrue: TargetValues, metric: Metric, context: MetricContext): Float64Array {
  const [first] = models;
  const numbers = models.map(numbersOf);
  const sum = new Float64Array(numbers[0].length);
  const mean = new Float64Array(sum.length);
  const asPredictions: Predictions = first.kind === 'number' ? { kind: 'number', values: mean } : { ...first, probabilities: mean };
  const lossWith = (added: Float64Array, size: number) => {
    for (let i = 0; i < mean.length; i++) mean[i] = (sum[i] + added[i]) / size;
    const value = metric.compute(yTrue, asPredictions, context);
    return metric.greaterIsBetter ? -value : value;
  };
  const counts = new Float64Array(models.length);
  let best = { loss: Infinity, counts: Float64Array.from(models, (_, m) => (m === 0 ? 1 : 0)), size: 1 };
  for (let round = 1; round <= rounds; round++) {
    let chosen = -1;
    let least = Infinity;
    numbers.forEach((added, m) => {
      const loss = lossWith(added, round);
      if (loss < least - (Number.isFinite(least) ? leastGain * Math.abs(least) : 0)) [chosen, least] = [m, loss];
    });
    if (chosen < 0) break;
    counts[chosen]++;
    for (let i = 0; i < sum.length; i++) sum[i] += numbers[chosen][i];
    if (least < best.loss - leastGain * Math.abs(least)) best = { loss: least, counts: counts.slice(), size: round };
    else if (round - best.size >= patience) break;
  }
  return best.counts.map((count) => count / best.size);
}

/** What cross-fitting gives: the weights to use, and predictions that no row's own answer had a part in weighing. */
export interface BaggedWeights {
  /** Mean of the parts' weights; one for each model, summing to 1. */
  readonly weights: Float64Array;
  /** Of all rows, in their order: those of each part by the weights that were learned on the other parts. */
  readonly predictions: Predictions;
}

/** How weights are bagged. */
export interface Bagging {
  /** The part (0 … nParts - 1) of each row. */
  readonly partOf: Uint8Array;
  readonly nParts: number;
  /** Rows that weights are learned on, at most, evenly taken. */
  readonly mostRows: number;
  readonly rng: Rng;
  /** Called before each part. */
  readonly turn: (part: number) => Promise<void>;
}

/** Draws that a part's weights are the mean of: the fewer rows, the more the choice among models is left to chance. */
function drawsFor(nRows: number): number {
  return Math.max(1, Math.min(mostDraws, Math.floor(rowsOfAllDraws / nRows)));
}

/** The mean of the greedy weights on bootstrap samples of the rows (Caruana et al., 2004, section 2.3), or on the rows themselves where they are many. */
function steadyWeights(
  models: readonly Predictions[],
  yTrue: TargetValues,
  rows: Uint32Array,
  metric: Metric,
  context: MetricContext,
  rng: Rng,
): Float64Array {
  const on = (drawn: Uint32Array) => greedyWeights(models.map((one) => selectPredictions(one, drawn)), selectTarget(yTrue, drawn), metric, context);
  const nDraws = drawsFor(rows.length);
  if (nDraws === 1) return on(rows);
  const weights = new Float64Array(models.length);
  for (let draw = 0; draw < nDraws; draw++) {
    on(rows.map(() => rows[rng.int(rows.length)])).forEach((weight, m) => (weights[m] += weight / nDraws));
  }
  return weights;
}

/** Weights bagged over parts of the rows: for each part they are learned on the rows of the others. */
export async function baggedWeights(
  models: readonly Predictions[],
  yTrue: TargetValues,
  metric: Metric,
  context: MetricContext,
  { partOf, nParts, mostRows, rng, turn }: Bagging,
): Promise<BaggedWeights> {
  const [first] = models;
  const numbers = models.map(numbersOf);
  const width = numbers[0].length / partOf.length;
  const weights = new Float64Array(models.length);
  const out = new Float64Array(numbers[0].length);
  for (let part = 0; part < nParts; part++) {
    await turn(part);
    const others = Uint32Array.from(partOf.keys()).filter((row) => partOf[row] !== part);
    const every = Math.max(1, Math.ceil(others.length / mostRows));
    const rows = others.filter((_, at) => at % every === 0);
    const own = steadyWeights(models, yTrue, rows, metric, context, rng.fork(`part ${part}`));
    own.forEach((weight, m) => (weights[m] += weight / nParts));
    for (let row = 0; row < partOf.length; row++) {
      if (partOf[row] !== part) continue;
      for (let at = row * width; at < (row + 1) * width; at++) {
        for (let m = 0; m < models.length; m++) if (own[m] > 0) out[at] += own[m] * numbers[m][at];
      }
    }
  }
  return { weights, predictions: first.kind === 'number' ? { kind: 'number', values: out } : { ...first, probabilities: out } };
}
