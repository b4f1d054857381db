import type { LabelledSet } from '../matrix/matrix.ts';
import type { NetState } from '../nets/net-state.ts';
import { shapesOf } from './ebm-picture.ts';
import type { EbmState } from './ebm-predict.ts';
import type { FittedModel } from './estimator.ts';
import type { LinearState } from './linear-predict.ts';
import type { MlpState } from './mlp-net.ts';
import type { ModelPicture } from './model-picture.ts';
import { mlpPicture, netPicture } from './net-picture.ts';
import type { FittedPipeline } from './pipeline.ts';
import { treePicture } from './tree-picture.ts';
import type { TreesState } from './trees-state.ts';

type Fitted = Pick<FittedPipeline, 'features' | 'model'>;

/** Coefficients of the linear model, one output a class (two classes: that of the later), strongest first. */
function coefficientsOf({ features, model }: Fitted): ModelPicture {
  const { coefficients, intercepts, outputClasses } = model.state as LinearState;
  const K = intercepts.length;
  const outputs =
    model.task === 'regression' ? [''] : K === 1 ? [model.classes[outputClasses[1]]] : outputClasses.map((c) => model.classes[c]);
  const rows = features.map(({ name }, j) => ({
    feature: name,
    coefficients: Array.from({ length: K }, (_, k) => coefficients[k * features.length + j]),
  }));
  const strength = (row: (typeof rows)[number]) => Math.max(0, ...row.coefficients.map(Math.abs));
  return {
    kind: 'coefficients',
    outputs: K === 0 ? [] : outputs,
    intercepts: Array.from(intercepts),
    features: rows.sort((a, b) => strength(b) - strength(a)),
  };
}

/**
 * What a model learned, as data to be drawn; null where it is neither readable nor a net. A net also shows how it sees `rows`, the first
 * few hundred of them, where they are given.
 */
export function pictureOf(fitted: Fitted, rows: LabelledSet | null = null): ModelPicture | null {
  const { features, model } = fitted;
  switch (model.learner) {
    case 'linear':
      return coefficientsOf(fitted);
    case 'tree':
      return treePicture(features, model as FittedModel<TreesState>);
    case 'ebm':
      return shapesOf(features, model as FittedModel<EbmState>);
    case 'mlp':
      return mlpPicture(model as FittedModel<MlpState>, rows);
    case 'realmlp':
    case 'tabm':
      return netPicture(model as FittedModel<NetState>, rows);
    default:
      return null;
  }
}
