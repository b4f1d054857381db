import type { Rng } from '../math/rng.ts';
import { layoutOf, type BlockKind } from './net-layout.ts';
import type { NetKind } from './net-plan.ts';
import type { NetCheckpoint, OptimiserSettings } from './net-runner.ts';
import type { LayerShape, NetShape } from './net-shape.ts';

type Draw = (rng: Rng) => number;

/**
 * How the weights of a layer are drawn: He's normal for a rectified plain net (He et al. 2015) with Glorot's for its last layer, a normal of
 * variance 1 / inputs for RealMLP, and a uniform one within ±1 / sqrt(inputs) for TabM, as their authors have it.
 */
function weightDraw(kind: NetKind, { inputs, outputs }: LayerShape, isLast: boolean): Draw {
  if (kind === 'tabm') return (rng) => (2 * rng.uniform() - 1) / Math.sqrt(inputs);
  if (kind === 'realmlp') return (rng) => rng.normal() / Math.sqrt(inputs);
  const deviation = Math.sqrt(2 / (isLast ? inputs + outputs : inputs));
  return (rng) => rng.normal() * deviation;
}

function drawOf(kind: NetKind, block: BlockKind, layer: LayerShape | undefined, l: number, isLast: boolean): Draw {
  switch (block) {
    case 'embedding':
      return (rng) => rng.normal();
    case 'weights':
      return weightDraw(kind, layer!, isLast);
    case 'bias':
      return kind === 'tabm' ? weightDraw(kind, layer!, isLast) : () => 0;
    case 'inputScale':
      // The members of TabM begin to differ by random signs of their inputs.
      return kind === 'tabm' && l === 0 ? (rng) => (rng.uniform() < 0.5 ? -1 : 1) : () => 1;
    case 'outputScale':
      return () => 1;
  }
}

/** A net before its first step, drawn on the CPU so that every backend starts from the same numbers. */
export function initialNet(kind: NetKind, shape: NetShape, rng: Rng): NetCheckpoint {
  const { blocks, nParameters } = layoutOf(shape);
  const parameters = new Float32Array(nParameters);
  for (const { kind: block, layer, offset, length } of blocks) {
    const draw = drawOf(kind, block, shape.layers[layer], layer, layer === shape.layers.length - 1);
    for (let i = 0; i < length; i++) parameters[offset + i] = draw(rng);
  }
  return { steps: 0, parameters, m: new Float32Array(nParameters), v: new Float32Array(nParameters), mean: parameters.slice() };
}

/**
 * The factors of each block on the rate and the decay. RealMLP's weights learn at the rate over the square root of their inputs, which is
 * what its parametrisation comes to; its input scale learns six times as fast, its biases at a tenth.
 */
export function blockFactors(kind: NetKind, shape: NetShape): OptimiserSettings['blocks'] {
  return layoutOf(shape).blocks.map(({ kind: block, layer }) => {
    const decay = block === 'weights' ? 1 : 0;
    if (kind !== 'realmlp') return { rate: 1, decay };
    switch (block) {
      case 'weights':
        return { rate: 1 / Math.sqrt(Math.max(1, shape.layers[layer].inputs)), decay };
      case 'bias':
        return { rate: 0.1, decay };
      case 'inputScale':
        return { rate: 6, decay };
      default:
        return { rate: 1, decay };
    }
  });
}
