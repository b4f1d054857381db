import { estimateMetrics } from '../metrics/bootstrap.ts';
import type { MetricContext } from '../metrics/metric.ts';
import { targetLength, type Predictions, type TargetValues } from '../metrics/predictions.ts';
import { classPair, numberPair } from '../metrics/unpack.ts';
import { metricContext } from '../problem/positive-class.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { evaluateBinary, evaluateMulticlass } from './evaluate-classes.ts';
import { evaluateRegression } from './evaluate-numbers.ts';
import type { Evaluation } from './evaluation.ts';

export interface EvaluationInput {
  readonly candidateId: string;
  readonly on: Evaluation['on'];
  readonly problem: ProblemDefinition;
  readonly yTrue: TargetValues;
  readonly yPred: Predictions;
  /** Seed of the bootstrap. */
  readonly seed: number;
  /** Binary: predicted positive from this probability on; 0.5 unless given. */
  readonly threshold?: number;
}

function detailOf(input: EvaluationInput, context: MetricContext): Evaluation['detail'] {
  const { problem, yTrue, yPred } = input;
  if (problem.task === 'regression') return evaluateRegression(numberPair(yTrue, yPred));
  const pair = classPair(yTrue, yPred);
  if (problem.task === 'multiclass') return evaluateMulticlass(pair, problem.classes, context);
  return evaluateBinary(pair, problem.classes[context.positiveIndex], context);
}

/**
 * How predictions do on rows whose truth is known: every metric of the task with its interval, and what the plots are
 * drawn from. Importance is computed apart (see permutationImportance). Throws PredictionsMismatch.
 */
export function evaluate(input: EvaluationInput): Evaluation {
  const { candidateId, on, problem, yTrue, yPred, seed, threshold = 0.5 } = input;
  const context = metricContext(problem, threshold);
  return {
    candidateId,
    on,
    rows: targetLength(yTrue),
    task: problem.task,
    classes: problem.classes,
    metrics: estimateMetrics(problem.task, yTrue, yPred, context, seed),
    detail: detailOf(input, context),
    importance: null,
  };
}
