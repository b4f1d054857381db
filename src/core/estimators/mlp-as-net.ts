import { layoutOf } from '../nets/net-layout.ts';
import type { LayerShape, NetShape } from '../nets/net-shape.ts';
import type { NetState } from '../nets/net-state.ts';
import type { MlpLayer, MlpState } from './mlp-net.ts';

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

/** A perceptron in the terms of a net: the inverse of `asMlp`, but for the range of the target, which a perceptron does not keep. */
export function asNet({ layers, target }: MlpState): Pick<NetState, 'shape' | 'parameters'> {
  const nBase = layers[0].inputs;
  const shape: NetShape = {
    nBase,
    nEncoded: nBase,
    segments: Array.from({ length: nBase }, (_, source) => ({ kind: 'number', source, at: source })),
    members: 1,
    layers: layers.map(({ inputs, outputs, activation }): LayerShape => ({ inputs, outputs, activation, weights: 'own', inputScale: false, outputScale: false, dropout: 0 })),
    output: target ? 'number' : 'classes',
  };
  const parameters = new Float32Array(layoutOf(shape).nParameters);
  let at = 0;
  for (const values of layers.flatMap(({ weights, bias }) => [weights, bias])) {
    parameters.set(values, at);
    at += values.length;
  }
  return { shape, parameters };
}
