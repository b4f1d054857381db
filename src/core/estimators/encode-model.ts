import type { Task } from '../metrics/metric.ts';
import type { NetState } from '../nets/net-state.ts';
import { decodeTrees, encodeTrees, ModelUnreadable, parseModel } from './boosting-encode.ts';
import type { BoostingState } from './boosting-predict.ts';
import type { DummyState } from './dummy.ts';
import { decodeEbm, encodeEbm } from './ebm-encode.ts';
import type { EbmState } from './ebm-predict.ts';
import type { FittedModel } from './estimator.ts';
import { decodeKnn, encodeKnn } from './knn-encode.ts';
import type { KnnState } from './knn-predict.ts';
import type { LinearState } from './linear-predict.ts';
import { decodeTfjs, encodeTfjs, type MlpState } from './mlp.ts';
import { decodeNet } from './net-decode.ts';
import { encodeNet } from './net-encode.ts';
import { decodeForest, encodeForest } from './trees-encode.ts';
import type { TreesState } from './trees-state.ts';

interface EncodedHead {
  readonly formatVersion: 1;
  readonly task: Task;
  readonly classes: readonly string[];
  readonly nFeatures: number;
  readonly iterations: number;
}

/** What dummy.json holds: the shares of all classes, or the mean. */
export type EncodedDummy = EncodedHead & { readonly format: 'atelier-dummy'; readonly state: DummyState };

/** What linear.json holds; coefficients row-major, one row of nFeatures for each intercept. Conventions as in LinearState. */
export type EncodedLinear = EncodedHead & {
  readonly format: 'atelier-linear';
  readonly lambda: number;
  readonly outputClasses: readonly number[];
  readonly coefficients: readonly number[];
  readonly intercepts: readonly number[];
};

/** Files of an exported model by name: text, or bytes. */
export type ModelFiles = Readonly<Record<string, string | Uint8Array>>;

function headOf({ task, classes, nFeatures, iterations }: FittedModel): EncodedHead {
  return { formatVersion: 1, task, classes, nFeatures, iterations };
}

/**
 * A fitted model as files: dummy.json, linear.json, knn.json, forest.json, trees.json, ebm.json, net.json with net.bin, or
 * model.json with weights.bin.
 * Decoded by `decodeModel`, they predict the same bits (nets: float32 weights are kept as they are).
 */
export function encodeModel(model: FittedModel): ModelFiles {
  switch (model.learner) {
    case 'dummy': {
      const encoded: EncodedDummy = { format: 'atelier-dummy', ...headOf(model), state: model.state as DummyState };
      return { 'dummy.json': JSON.stringify(encoded) };
    }
    case 'linear': {
      const { lambda, outputClasses, coefficients, intercepts } = model.state as LinearState;
      const encoded: EncodedLinear = {
        format: 'atelier-linear',
        ...headOf(model),
        lambda,
        outputClasses,
        coefficients: Array.from(coefficients),
        intercepts: Array.from(intercepts),
      };
      return { 'linear.json': JSON.stringify(encoded) };
    }
    case 'knn':
      return { 'knn.json': encodeKnn(model as FittedModel<KnnState>) };
    case 'boosting':
      return { 'trees.json': encodeTrees(model as FittedModel<BoostingState>) };
    case 'tree':
    case 'forest':
    case 'extra-trees':
      return { 'forest.json': encodeForest(model as FittedModel<TreesState>) };
    case 'ebm':
      return { 'ebm.json': encodeEbm(model as FittedModel<EbmState>) };
    case 'mlp': {
      const { modelJson, weights } = encodeTfjs(model as FittedModel<MlpState>);
      return { 'model.json': modelJson, 'weights.bin': weights };
    }
    case 'realmlp':
    case 'tabm': {
      const { netJson, netBin } = encodeNet(model as FittedModel<NetState>);
      return { 'net.json': netJson, 'net.bin': netBin };
    }
    default:
      throw new ModelUnreadable(`there is no file format for a model of learner "${model.learner}"`);
  }
}

function textOf(files: ModelFiles, name: string): string {
  const file = files[name];
  if (typeof file !== 'string') throw new ModelUnreadable(`file ${name} is no text`);
  return file;
}

function bytesOf(files: ModelFiles, name: string): Uint8Array {
  const file = files[name];
  if (!(file instanceof Uint8Array)) throw new ModelUnreadable(`there is no ${name}, or it was given as text`);
  return file;
}

/**
 * The model in `files`, which `encodeModel` wrote. The tfjs format has no place for the task, the classes and the count
 * of epochs: such a net takes them from `described`. Throws ModelUnreadable, or TfjsModelUnreadable for such a net.
 */
export function decodeModel(
  files: ModelFiles,
  described: Pick<FittedModel, 'task' | 'classes' | 'iterations'>,
): FittedModel {
  if ('trees.json' in files) return decodeTrees(textOf(files, 'trees.json'));
  if ('forest.json' in files) return decodeForest(textOf(files, 'forest.json'));
  if ('ebm.json' in files) return decodeEbm(textOf(files, 'ebm.json'));
  if ('knn.json' in files) return decodeKnn(textOf(files, 'knn.json'));
  if ('net.json' in files) return decodeNet({ netJson: textOf(files, 'net.json'), netBin: bytesOf(files, 'net.bin') });
  if ('dummy.json' in files) {
    const { task, classes, nFeatures, iterations, state } = parseModel<EncodedDummy>(
      textOf(files, 'dummy.json'),
      'atelier-dummy',
    );
    return { learner: 'dummy', task, classes, nFeatures, iterations, state };
  }
  if ('linear.json' in files) {
    const encoded = parseModel<EncodedLinear>(textOf(files, 'linear.json'), 'atelier-linear');
    const { task, classes, nFeatures, iterations, lambda, outputClasses } = encoded;
    const coefficients = Float64Array.from(encoded.coefficients);
    const state: LinearState = {
      lambda,
      outputClasses,
      coefficients,
      intercepts: Float64Array.from(encoded.intercepts),
    };
    return { learner: 'linear', task, classes, nFeatures, iterations, state };
  }
  const weights = files['weights.bin'];
  if (!(weights instanceof Uint8Array))
    throw new ModelUnreadable('there is no weights.bin, dummy.json, linear.json, knn.json, forest.json, trees.json, ebm.json or net.json');
  return decodeTfjs({ modelJson: textOf(files, 'model.json'), weights }, described);
}
