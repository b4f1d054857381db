import type { TfjsFiles } from '../core/estimators/mlp.ts';
import type { DesignMatrix } from '../core/matrix/matrix.ts';
import { withDevice } from './device.ts';
import { io, loadLayers, tensor2d, type Tensor } from './tf.ts';

/**
 * What tfjs itself predicts from an exported net, row-major nRows × outputs: probabilities, or numbers in the target's
 * unit. It reads the files as `tf.loadLayersModel` would in anyone's page, so that an export can be checked before it
 * is offered.
 */
export async function predictTfjsFiles(files: TfjsFiles, X: DesignMatrix): Promise<Float32Array> {
  const { loadLayersModel } = await loadLayers();
  const { modelTopology, weightsManifest } = JSON.parse(files.modelJson) as {
    modelTopology: object;
    weightsManifest: { weights: io.WeightsManifestEntry[] }[];
  };
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  return withDevice('cpu', async () => {
    const model = await loadLayersModel(
      io.fromMemory({ modelTopology, weightSpecs, weightData: files.weights.slice().buffer }),
    );
    const x = tensor2d(X.values, [X.nRows, X.features.length]);
    const output = model.predict(x) as Tensor;
    try {
      return (await output.data<'float32'>()).slice();
    } finally {
      output.dispose();
      x.dispose();
      model.dispose();
    }
  });
}
