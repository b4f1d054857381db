import { decodeModel, encodeModel } from '../estimators/encode-model.ts';
import type { FittedModel } from '../estimators/estimator.ts';
import type { FeatureInfo } from '../matrix/matrix.ts';
import type { Estimate, MetricId } from '../metrics/metric.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';
import type { Release } from './release.ts';

/** Files of a release by path: text, or bytes. */
export type ReleaseFiles = Readonly<Record<string, string | Uint8Array>>;

/** The folder of the model's files. */
const modelFolder = 'model/';

type Metrics = Readonly<Partial<Record<MetricId, Estimate>>>;

/** What release.json holds: the release without its model and pipeline, which stand in files of their own. */
export interface EncodedRelease extends Omit<Release, 'pipeline' | 'features' | 'model'> {
  readonly format: 'atelier-release';
  readonly model: Pick<FittedModel, 'learner' | 'task' | 'classes' | 'nFeatures' | 'iterations'> & { readonly files: readonly string[] };
  /** SHA-256 of the bundle's other files by path, in hexadecimal; absent outside a bundle. */
  readonly hashes?: Readonly<Record<string, string>>;
}

/** What pipeline.json holds. */
export interface EncodedPipeline {
  readonly format: 'atelier-pipeline';
  readonly formatVersion: 1;
  readonly recipe: FittedRecipe;
  readonly features: readonly FeatureInfo[];
}

/** Thrown where the files of a release are not what `encodeRelease` writes. */
export class ReleaseUnreadable extends Error {
  readonly code = 'ReleaseUnreadable';
  constructor(what: string) {
    super(`ReleaseUnreadable: ${what}; unpack the bundle again and keep its files together`);
    this.name = 'ReleaseUnreadable';
  }
}

/** The release as files: release.json, pipeline.json and model/…. Decoded, it gives the same predictions, bit for bit. */
export function encodeRelease(release: Release): Record<string, string | Uint8Array> {
  const { pipeline, features, model, ...rest } = release;
  const modelFiles = Object.entries(encodeModel(model)).map(([name, file]) => [modelFolder + name, file] as const);
  const { learner, task, classes, nFeatures, iterations } = model;
  const described = { learner, task, classes, nFeatures, iterations, files: modelFiles.map(([path]) => path) };
  const encoded: EncodedRelease = { format: 'atelier-release', ...rest, model: described };
  const encodedPipeline: EncodedPipeline = {
    format: 'atelier-pipeline',
    formatVersion: 1,
    recipe: pipeline as FittedRecipe,
    features,
  };
  return {
    'release.json': `${JSON.stringify(encoded, null, 2)}\n`,
    'pipeline.json': `${JSON.stringify(encodedPipeline, null, 2)}\n`,
    ...Object.fromEntries(modelFiles),
  };
}

/** The text of release.json with the hashes of the files beside it. */
export function withHashes(releaseJson: string, hashes: Readonly<Record<string, string>>): string {
  const encoded = JSON.parse(releaseJson) as EncodedRelease;
  return `${JSON.stringify({ ...encoded, hashes }, null, 2)}\n`;
}

function textOf(files: ReleaseFiles, path: string): string {
  const file = files[path];
  if (file === undefined) throw new ReleaseUnreadable(`${path} is missing`);
  // Whoever reads a folder has bytes throughout; core has no TextDecoder, so it is the caller's to decode text.
  if (typeof file !== 'string') throw new ReleaseUnreadable(`${path} was given as bytes, not text`);
  return file;
}

function parsed<Encoded extends { readonly format: string; readonly formatVersion: number }>(
  files: ReleaseFiles,
  path: string,
  format: Encoded['format'],
): Encoded {
  let value: Encoded | null;
  try {
    value = JSON.parse(textOf(files, path)) as Encoded | null;
  } catch (cause) {
    if (cause instanceof ReleaseUnreadable) throw cause;
    throw new ReleaseUnreadable(`${path} is no JSON`);
  }
  if (value?.format !== format || value.formatVersion !== 1) {
    throw new ReleaseUnreadable(`${path} is "${value?.format}" of version ${value?.formatVersion}, where "${format}" of version 1 belongs`);
  }
  return value;
}

/** Estimates with the NaN again that JSON writes as null. */
function withNaN(metrics: Metrics): Metrics {
  const number = (value: number | null) => value ?? NaN;
  const restored = Object.entries(metrics).map(([id, { value, lower, upper, rows }]) => {
    return [id, { value: number(value), lower: number(lower), upper: number(upper), rows }] as const;
  });
  return Object.fromEntries(restored);
}

/** The paths of the files that `decodeRelease` needs, from the text of release.json. Throws ReleaseUnreadable. */
export function releaseFilePaths(releaseJson: string): string[] {
  const { model } = parsed<EncodedRelease>({ 'release.json': releaseJson }, 'release.json', 'atelier-release');
  return ['release.json', 'pipeline.json', ...model.files];
}

/** The release in `files`, JSON as text and weights.bin as bytes. Throws ReleaseUnreadable, ModelUnreadable, TfjsModelUnreadable. */
export function decodeRelease(files: ReleaseFiles): Release {
  const { format: _format, hashes: _hashes, model: described, ...rest } = parsed<EncodedRelease>(files, 'release.json', 'atelier-release');
  const { recipe, features } = parsed<EncodedPipeline>(files, 'pipeline.json', 'atelier-pipeline');
  const modelFiles = Object.entries(files)
    .filter(([path]) => path.startsWith(modelFolder))
    .map(([path, file]) => [path.slice(modelFolder.length), file] as const);
  const model = decodeModel(Object.fromEntries(modelFiles), described);
  if (model.learner !== described.learner || model.nFeatures !== features.length) {
    const seen = `a ${model.learner} model of ${model.nFeatures} features`;
    throw new ReleaseUnreadable(`model/ holds ${seen}, where a ${described.learner} model of ${features.length} belongs`);
  }
  const metrics = { validation: withNaN(rest.metrics.validation), test: withNaN(rest.metrics.test) };
  return { ...rest, metrics, pipeline: recipe, features, model };
}
