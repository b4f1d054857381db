import { dropThreshold, maskSeed } from '../core/nets/dropout.ts';
import type { Activation, NetShape } from '../core/nets/net-shape.ts';
import type { Arena } from './arena.ts';
import type { BatchRows, NetEncoder } from './net-encoder.ts';
import type { NetExports } from './net-exports.ts';
import { fill4, matrixStep, type PanelLayout } from './net-panels.ts';

/** The numbers of net-assembly/activation.ts. */
const kinds: Readonly<Record<Activation, number>> = { linear: 0, relu: 1, selu: 2, mish: 3 };

/** Bytes from panel to panel for `nRows` rows: their number filled up to an odd multiple of four, since at a power of two all panels would share a few places of the cache. */
export function strideOf(nRows: number): number {
  const filled = fill4(nRows);
  return (filled % 8 === 0 ? filled + 4 : filled) * 16;
}

/** The way of a batch through one member after another, whose memory they share. */
export interface NetPasses {
  /** Address of the member's outputs, in panels. */
  forward(batch: BatchRows, parameters: number, member: number, stepSeed: number | null): number;
  /** From the derivative by the outputs, in their place, the member's part of the gradient; the first member's replaces what was there. */
  backward(batch: BatchRows, parameters: number, gradients: number, member: number): void;
  /** Once all members have gone back: the gradient of the embeddings. */
  finish(batch: BatchRows, gradients: number): void;
}

/** Room for the passes of batches whose panels have `strideMax` bytes at most. */
export function openPasses(kernels: NetExports, arena: Arena, shape: NetShape, { layers }: PanelLayout, encoder: NetEncoder, strideMax: number, trains: boolean): NetPasses {
  const { members } = shape;
  const last = layers.length - 1;
  const bytesOf = (width: number) => (width / 4) * strideMax;
  const most = (values: number[]) => Math.max(0, ...values);
  const hasScales = layers.map(({ inputScale, outputScale }) => inputScale !== null || outputScale !== null);
  const steps = layers.map((layer, l) => matrixStep(shape, l, layer));
  // A gradient that is a sum over members, or one by folded weights, is no parameter's yet.
  const isIndirect = layers.map((_, l) => hasScales[l] || (members > 1 && steps[l] === 0));

  const sums = layers.map(({ outputs }) => arena.take(bytesOf(outputs)));
  const units = layers.map(({ outputs }, l) => (trains && l < last ? arena.take(bytesOf(outputs)) : sums[l]));
  const folded = layers.map(({ matrixBytes }, l) => (hasScales[l] ? arena.take(matrixBytes) : 0));
  const widest = most(layers.slice(0, -1).map(({ outputs }) => outputs));
  const derivatives = [0, 1].map(() => (trains ? arena.take(bytesOf(widest)) : 0));
  const transposed = trains ? arena.take(most(layers.map(({ matrixBytes }) => matrixBytes))) : 0;
  const indirect = trains ? arena.take(most(layers.map(({ matrixBytes }, l) => (isIndirect[l] ? matrixBytes : 0)))) : 0;
  const lanes = trains ? arena.take(most(layers.map(({ inputs }) => inputs * 16))) : 0;
  const byInputs = trains && encoder.embedded ? arena.take(bytesOf(layers[0].inputs)) : 0;

  const inputsOf = (l: number) => (l === 0 ? encoder.out : units[l - 1]);
  const scaleAt = (parameters: number, scale: number | null, member: number, width: number) => (scale === null ? 0 : parameters + scale + member * width * 4);
  const weightsAt = (l: number, parameters: number, member: number) => (hasScales[l] ? folded[l] : parameters + layers[l].weights + member * steps[l]);

  return {
    forward({ nRows, stride }, parameters, member, stepSeed) {
      const filled = fill4(nRows);
      for (let l = 0; l <= last; l++) {
        const { inputs, outputs, bias, inputScale, outputScale } = layers[l];
        const { activation, dropout, outputs: nOutputs } = shape.layers[l];
        if (hasScales[l]) {
          const raw = parameters + layers[l].weights + member * steps[l];
          kernels.foldScales(raw, scaleAt(parameters, inputScale, member, inputs), scaleAt(parameters, outputScale, member, outputs), folded[l], inputs, outputs / 4);
        }
        kernels.product(inputsOf(l), stride, weightsAt(l, parameters, member), inputs * 16, sums[l], stride, filled, inputs / 4, outputs / 4, false);
        const drops = stepSeed !== null && dropout > 0;
        const biasAt = parameters + bias + member * outputs * 4;
        const seed = drops ? maskSeed(stepSeed, l) : 0;
        const first = member * nRows * nOutputs;
        kernels.activateLayer(kinds[activation], sums[l], units[l], stride, biasAt, filled, outputs / 4, trains && l < last, drops, dropThreshold(dropout), 1 / (1 - dropout), seed, first, nOutputs);
      }
      return sums[last];
    },
    backward({ nRows, stride }, parameters, gradients, member) {
      const filled = fill4(nRows);
      let by = sums[last];
      for (let l = last; l >= 0; l--) {
        const { inputs, outputs, bias, inputScale, outputScale, weights } = layers[l];
        const panels = outputs / 4;
        kernels.throughActivation(by, l === last ? 0 : sums[l], stride, gradients + bias + member * outputs * 4, filled, panels);
        const byWeights = gradients + weights + member * steps[l];
        kernels.transposedProduct(inputsOf(l), stride, by, stride, isIndirect[l] ? indirect : byWeights, inputs * 16, filled, inputs / 4, panels);
        if (isIndirect[l]) {
          const raw = parameters + weights + member * steps[l];
          kernels.unfoldScales(
            indirect,
            raw,
            scaleAt(parameters, inputScale, member, inputs),
            scaleAt(parameters, outputScale, member, outputs),
            byWeights,
            scaleAt(gradients, inputScale, member, inputs),
            scaleAt(gradients, outputScale, member, outputs),
            lanes,
            inputs,
            panels,
            steps[l] === 0 && member > 0,
          );
        }
        if (l === 0 && !encoder.embedded) return;
        kernels.transpose(weightsAt(l, parameters, member), transposed, inputs, panels);
        if (l > 0) {
          const below = derivatives[l & 1];
          kernels.product(by, stride, transposed, outputs * 16, below, stride, filled, panels, inputs / 4, false);
          by = below;
        } else if (encoder.embedded) {
          const { from, to } = encoder.embedded;
          kernels.product(by, stride, transposed + from * outputs * 16, outputs * 16, byInputs + from * stride, stride, filled, panels, to - from, member > 0);
        }
      }
    },
    finish: (batch, gradients) => encoder.backward(batch, gradients, byInputs),
  };
}
