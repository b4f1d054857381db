import { requireTrainSet } from './checks.ts';
import { encodeEbm } from './ebm-encode.ts';
import { fitEbm } from './ebm-fit.ts';
import { ebmParams, ebmSpecs } from './ebm-params.ts';
import { predictEbm, type EbmState } from './ebm-predict.ts';
import type { Estimator } from './estimator.ts';
import { taskOf } from './targets.ts';

/**
 * Explainable boosting machine (Lou, Caruana & Gehrke, 2012; Lou, Caruana, Gehrke & Hooker, 2013; Nori et al., 2019): a sum
 * of one shape a feature and of grids for a few pairs, boosted by trees of one feature (or pair) in turn, at a low rate, and averaged
 * over bags of rows. Squared error of the standardised target, log loss for classes. Takes NaN in X as missing, a bin of its
 * own, and infinities as beyond every number. `iterations` > 0 fixes the rounds; else stopping rows decide, or there are
 * 200. Weight 2 is the row twice within a bag, but which rows a bag draws depends on how many there are. Classes that no
 * row has get probability 0.
 */
export const ebm: Estimator<EbmState> = {
  id: 'ebm',
  label: 'Explainable boosting',
  family: 'additive',
  input: 'native',
  params: ebmSpecs,

  async fit(train, params, rng, control) {
    requireTrainSet(train);
    const { X, y } = train;
    const { state, iterations, curve } = await fitEbm(train, ebmParams(params), rng, control);
    control.progress(1);
    const classes = y.kind === 'classes' ? [...y.classes] : [];
    return {
      model: { learner: 'ebm', task: taskOf(y), classes, nFeatures: X.features.length, iterations, state },
      curve,
    };
  },

  predict: predictEbm,

  sizeBytes: (model) => encodeEbm(model).length,
};
