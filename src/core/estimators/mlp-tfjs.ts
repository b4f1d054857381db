import type { FittedModel } from './estimator.ts';
import type { MlpLayer, MlpState } from './mlp-net.ts';

/** A net in the tfjs-layers file format: the text of model.json and the bytes of weights.bin. */
export interface TfjsFiles {
  readonly modelJson: string;
  readonly weights: Uint8Array;
}

interface DenseSpec {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: 'relu' | 'linear' | 'softmax';
}

const TARGET_LAYER = 'target_unit';

/** Thrown where the files of a net are not what `encodeTfjs` writes. */
export class TfjsModelUnreadable extends Error {
  readonly code = 'TfjsModelUnreadable';
  constructor(what: string) {
    super(`TfjsModelUnreadable: ${what}; export the release again and use its model.json and weights.bin together`);
    this.name = 'TfjsModelUnreadable';
  }
}

/** The layers as they stand in the file; a regression ends in a 1 × 1 layer that returns to the target's own unit. */
function exportedLayers(
  model: FittedModel<MlpState>,
): { spec: DenseSpec; weights: Float32Array; bias: Float32Array }[] {
  const { layers, target } = model.state;
  const exported = layers.map((layer, l) => {
    const isLast = l === layers.length - 1;
    const activation = isLast && target === null ? ('softmax' as const) : layer.activation;
    const spec = { name: `dense_${l + 1}`, inputs: layer.inputs, outputs: layer.outputs, activation };
    return { spec, weights: layer.weights, bias: layer.bias };
  });
  if (target !== null) {
    const spec = { name: TARGET_LAYER, inputs: 1, outputs: 1, activation: 'linear' as const };
    exported.push({ spec, weights: Float32Array.of(target.scale), bias: Float32Array.of(target.mean) });
  }
  return exported;
}

function denseConfig(spec: DenseSpec, isFirst: boolean): object {
  return {
    class_name: 'Dense',
    config: {
      name: spec.name,
      trainable: true,
      dtype: 'float32',
      ...(isFirst ? { batch_input_shape: [null, spec.inputs] } : {}),
      units: spec.outputs,
      activation: spec.activation,
      use_bias: true,
    },
  };
}

/** The size of weights.bin in bytes: four for each weight and bias. */
export function mlpSizeBytes(model: FittedModel<MlpState>): number {
  return exportedLayers(model).reduce((sum, { weights, bias }) => sum + 4 * (weights.length + bias.length), 0);
}

/**
 * The net as a tfjs 'layers-model' of the design matrix: `tf.loadLayersModel` reads it and `predict` gives the class
 * probabilities, or the number in the target's unit. Weights are little-endian float32 in the order of the manifest.
 */
export function encodeTfjs(model: FittedModel<MlpState>): TfjsFiles {
  const layers = exportedLayers(model);
  const manifest = layers.flatMap(({ spec }) => [
    { name: `${spec.name}/kernel`, shape: [spec.inputs, spec.outputs], dtype: 'float32' },
    { name: `${spec.name}/bias`, shape: [spec.outputs], dtype: 'float32' },
  ]);
  const modelJson = JSON.stringify({
    format: 'layers-model',
    generatedBy: 'Atelier',
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'mlp', layers: layers.map(({ spec }, l) => denseConfig(spec, l === 0)) },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [{ paths: ['weights.bin'], weights: manifest }],
  });
  const weights = new Uint8Array(mlpSizeBytes(model));
  const view = new DataView(weights.buffer);
  let offset = 0;
  for (const layer of layers) {
    for (const values of [layer.weights, layer.bias]) {
      for (const value of values) {
        view.setFloat32(offset, value, true);
        offset += 4;
      }
    }
  }
  return { modelJson, weights };
}

/**
 * The net that `encodeTfjs` wrote, to the last bit of its predictions; what the format has no place for is given
 * beside it. Throws TfjsModelUnreadable where the files are not such a net.
 */
export function decodeTfjs(
  files: TfjsFiles,
  described: Pick<FittedModel, 'task' | 'classes' | 'iterations'>,
): FittedModel<MlpState> {
  const specs = denseSpecs(files.modelJson);
  const expected = specs.reduce((sum, { inputs, outputs }) => sum + 4 * (inputs + 1) * outputs, 0);
  if (files.weights.byteLength !== expected) {
    throw new TfjsModelUnreadable(`weights.bin holds ${files.weights.byteLength} bytes where ${expected} belong`);
  }
  const view = new DataView(files.weights.buffer, files.weights.byteOffset, expected);
  let offset = 0;
  const take = (length: number) =>
    Float32Array.from({ length }, () => {
      offset += 4;
      return view.getFloat32(offset - 4, true);
    });
  let target: MlpState['target'] = null;
  const layers: MlpLayer[] = [];
  for (const { name, inputs, outputs, activation } of specs) {
    const weights = take(inputs * outputs);
    const bias = take(outputs);
    if (name === TARGET_LAYER) target = { scale: weights[0], mean: bias[0] };
    else layers.push({ inputs, outputs, weights, bias, activation: activation === 'relu' ? 'relu' : 'linear' });
  }
  const nOutputs = layers[layers.length - 1].outputs;
  const isRegression = described.task === 'regression';
  if (isRegression !== (target !== null) || nOutputs !== (isRegression ? 1 : described.classes.length)) {
    throw new TfjsModelUnreadable(`a net with ${nOutputs} outputs does not fit the task ${described.task}`);
  }
  const { task, classes, iterations } = described;
  return { learner: 'mlp', task, classes, nFeatures: specs[0].inputs, iterations, state: { layers, target } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at `path` inside parsed JSON; undefined where a step is missing. */
function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

function denseSpecs(modelJson: string): DenseSpec[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(modelJson);
  } catch {
    throw new TfjsModelUnreadable('model.json is not JSON');
  }
  const layers = at(parsed, 'modelTopology', 'config', 'layers');
  if (at(parsed, 'format') !== 'layers-model' || !Array.isArray(layers) || layers.length === 0) {
    throw new TfjsModelUnreadable('model.json is not a layers-model');
  }
  const shape = at(layers[0], 'config', 'batch_input_shape');
  let inputs: unknown = Array.isArray(shape) ? shape[1] : undefined;
  return layers.map((layer: unknown) => {
    const name = at(layer, 'config', 'name');
    const outputs = at(layer, 'config', 'units');
    const activation = at(layer, 'config', 'activation');
    const isDense = at(layer, 'class_name') === 'Dense' && typeof name === 'string';
    const isKnown = activation === 'relu' || activation === 'linear' || activation === 'softmax';
    if (!isDense || !isKnown || !isSize(inputs) || !isCount(outputs)) {
      throw new TfjsModelUnreadable(
        `model.json holds the layer ${JSON.stringify(name)}, which is not a dense layer of Atelier`,
      );
    }
    const spec = { name, inputs, outputs, activation } satisfies DenseSpec;
    inputs = outputs;
    return spec;
  });
}

/** A count, or 0 for a net of no features. */
function isSize(value: unknown): value is number {
  return value === 0 || isCount(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}
