import type { FittedModel } from '../../src/core/estimators/estimator.ts';
import type { DesignMatrix } from '../../src/core/matrix/matrix.ts';
import type { Task } from '../../src/core/metrics/metric.ts';
import type { NetState } from '../../src/core/nets/net-state.ts';
import type { InputSegment, LayerShape } from '../../src/core/nets/net-shape.ts';
import { fitPreparation, type PreparedColumn } from '../../src/core/nets/prepare-rows.ts';
import { netShape, netStart } from './net-samples.ts';

const own = { weights: 'own', inputScale: false, outputScale: false, activation: 'linear', dropout: 0 } as const;

function hiddenLayer(learner: 'realmlp' | 'tabm', task: Task): Omit<LayerShape, 'inputs' | 'outputs'> {
  if (learner === 'tabm') return { weights: 'shared', inputScale: true, outputScale: true, activation: 'relu', dropout: 0.1 };
  return { ...own, inputScale: true, activation: task === 'regression' ? 'mish' : 'selu' };
}

/** Codes of few levels have an input each, others an embedding; every other number enters in pieces. */
function segmentFor(column: PreparedColumn, at: number) {
  if (column.kind === 'code') return column.levels < 4 ? { kind: 'one-hot' as const, levels: column.levels } : { kind: 'embedding' as const, levels: column.levels, width: 3 };
  return column.kind === 'number' && at % 2 === 0 ? { kind: 'pieces' as const, edges: Float32Array.of(-1.1, -0.3, 0.05, 1 / 3, 1.7) } : { kind: 'number' as const };
}

/** A net of every kind of input with made-up parameters, prepared for the rows of X; a tabm has four members that share weights. */
export function madeUpNet(learner: 'realmlp' | 'tabm', task: Task, classes: readonly string[], X: DesignMatrix): FittedModel<NetState> {
  const columns = fitPreparation(X);
  const segments: Parameters<typeof netShape>[0] = columns.map((column, at): Omit<InputSegment, 'source' | 'at'> => segmentFor(column, at)) as never;
  const hidden = hiddenLayer(learner, task);
  const isNumber = task === 'regression';
  const shape = netShape(segments, learner === 'tabm' ? 4 : 1, [16, 8, isNumber ? 1 : classes.length], [hidden, hidden, own], isNumber ? 'number' : 'classes');
  const { parameters } = netStart(shape, 17);
  const target = isNumber ? { mean: 0.1 + 0.2, scale: Math.SQRT2, low: -0.25, high: 0.75 } : null;
  return { learner, task, classes, nFeatures: X.features.length, iterations: 12, state: { columns, shape, parameters, target } };
}
