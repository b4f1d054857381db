import type { FittedModel } from '../core/estimators/estimator.ts';
import { asNet } from '../core/estimators/mlp-as-net.ts';
import { checkMlpInput, predictionsFromOutputs, type MlpState } from '../core/estimators/mlp.ts';
import { checkNetInput, predictionsFromAnswers, preparedRows, sumToOne } from '../core/estimators/net-predict.ts';
import type { DesignMatrix } from '../core/matrix/matrix.ts';
import type { Predictions } from '../core/metrics/predictions.ts';
import type { NetState } from '../core/nets/net-state.ts';
import type { BackendId } from '../core/training/run.ts';
import { withNetBackend } from './net-backend.ts';

function predictMlpOn(model: FittedModel<MlpState>, X: DesignMatrix, backend: BackendId): Promise<Predictions> {
  checkMlpInput(model, X);
  const { shape, parameters } = asNet(model.state);
  return withNetBackend(backend, async (nets) => {
    const answers = await nets.predict(shape, parameters, X.values, X.nRows);
    return model.state.target ? predictionsFromOutputs(model, answers) : { kind: 'classes', probabilities: sumToOne(answers, model.classes.length), classes: model.classes };
  });
}

function predictNetOn(model: FittedModel<NetState>, X: DesignMatrix, backend: BackendId): Promise<Predictions> {
  checkNetInput(model, X);
  const { shape, parameters } = model.state;
  return withNetBackend(backend, async (nets) => predictionsFromAnswers(model, await nets.predict(shape, parameters, preparedRows(model, X, 0, X.nRows), X.nRows)));
}

/**
 * The predictions of a net for each row of X, computed on `backend`; they agree with core's own to 1e-5.
 * Throws FeatureCountMismatch, NonFiniteInput, BackendUnavailable and DeviceFailed.
 */
export function predictOnDevice(model: FittedModel, X: DesignMatrix, backend: BackendId): Promise<Predictions> {
  return model.learner === 'mlp' ? predictMlpOn(model as FittedModel<MlpState>, X, backend) : predictNetOn(model as FittedModel<NetState>, X, backend);
}
