import type { FittedModel } from '../core/estimators/estimator.ts';
import type { MlpLayer, MlpState } from '../core/estimators/mlp.ts';
import { layoutOf } from '../core/nets/net-layout.ts';
import type { LayerShape, NetShape } from '../core/nets/net-shape.ts';
import type { NetState } from '../core/nets/net-state.ts';

/** The layers of a net of one member without scales, whose inputs are the features as they stand. */
export function asMlp({ shape, parameters, target }: NetState): MlpState {
  const layout = layoutOf(shape);
  const layers = shape.layers.map(({ inputs, outputs, activation }, l): MlpLayer => {
    const { weights, bias } = layout.layers[l];
    return {
      inputs,
      outputs,
      weights: parameters.slice(weights, weights + inputs * outputs),
      bias: parameters.slice(bias, bias + outputs),
      activation: activation === 'relu' ? 'relu' : 'linear',
    };
  });
  return { layers, target: target && { mean: target.mean, scale: target.scale } };
}

/** The inverse of `asMlp`, but for the range of the target, which a plain net does not keep. */
export function asNet({ nFeatures, state }: FittedModel<MlpState>): { readonly shape: NetShape; readonly parameters: Float32Array } {
  const layers = state.layers.map(
    ({ inputs, outputs, activation }): LayerShape => ({ inputs, outputs, weights: 'own', inputScale: false, outputScale: false, activation, dropout: 0 }),
  );
  const segments = Array.from({ length: nFeatures }, (_, source) => ({ kind: 'number' as const, source, at: source }));
  const parameters = Float32Array.from(state.layers.flatMap(({ weights, bias }) => [...weights, ...bias]));
  return { shape: { nBase: nFeatures, segments, nEncoded: nFeatures, members: 1, layers, output: state.target ? 'number' : 'classes' }, parameters };
}
