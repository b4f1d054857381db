import { decodeModel, encodeModel } from '../estimators/encode-model.ts';
import type { FittedModel } from '../estimators/estimator.ts';
import type { WeightedPipeline } from '../estimators/pipeline.ts';
import type { FeatureInfo } from '../matrix/matrix.ts';
import type { Estimate, MetricId } from '../metrics/metric.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';
import type { Release } from './release.ts';
import { withSharedRecipes } from './shared-recipes.ts';

/** Files of a release by path: text, or bytes. */
export type ReleaseFiles = Readonly<Record<string, string | Uint8Array>>;

type Metrics = Readonly<Partial<Record<MetricId, Estimate>>>;

/** A member in release.json: what it is, and which files hold it. */
export interface EncodedMember extends Pick<FittedModel, 'learner' | 'nFeatures' | 'iterations'> {
  /** In (0, 1]; the predictions of the members are added up under these weights, which sum to 1. */
  readonly weight: number;
  /** The file of its fitted recipe, which members may share. */
  readonly pipeline: string;
  readonly files: readonly string[];
}

/** What release.json holds: the release without models and recipes, which stand in files of their own. */
export interface EncodedRelease extends Omit<Release, 'members'> {
  readonly format: 'atelier-release';
  readonly members: readonly EncodedMember[];
  /** SHA-256 of the bundle's other files by path, in hexadecimal; absent outside a bundle. */
  readonly hashes?: Readonly<Record<string, string>>;
}

/** What release.json held in format 1: one model, whose recipe stands in pipeline.json. */
interface EncodedOfFormat1 extends Omit<EncodedRelease, 'formatVersion' | 'classes' | 'members'> {
  readonly formatVersion: 1;
  readonly model: Pick<FittedModel, 'learner' | 'task' | 'classes' | 'nFeatures' | 'iterations'> & { readonly files: readonly string[] };
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

function encodedPipeline({ recipe, features }: WeightedPipeline): string {
  const encoded: EncodedPipeline = { format: 'atelier-pipeline', formatVersion: 1, recipe, features };
  return `${JSON.stringify(encoded, null, 2)}\n`;
}

/**
 * The release as files: release.json, pipeline.json and model/…; where it has several members pipeline-1.json, … (one for
 * each recipe) and model/1/…, model/2/… . Decoded, it gives the same predictions, bit for bit.
 */
export function encodeRelease(release: Release): Record<string, string | Uint8Array> {
  const { members, ...rest } = release;
  const texts = members.map(encodedPipeline);
  const different = [...new Set(texts)];
  const pathOf = (text: string) => (different.length === 1 ? 'pipeline.json' : `pipeline-${different.indexOf(text) + 1}.json`);
  const models = members.map(({ model }, m) => {
    const folder = members.length === 1 ? 'model/' : `model/${m + 1}/`;
    return Object.entries(encodeModel(model)).map(([name, file]) => [folder + name, file] as const);
  });
  const described = members.map(({ weight, model: { learner, nFeatures, iterations } }, m): EncodedMember => {
    return { learner, weight, nFeatures, iterations, pipeline: pathOf(texts[m]), files: models[m].map(([path]) => path) };
  });
  const encoded: EncodedRelease = { format: 'atelier-release', ...rest, members: described };
  return {
    'release.json': `${JSON.stringify(encoded, null, 2)}\n`,
    ...Object.fromEntries(different.map((text) => [pathOf(text), text])),
    ...Object.fromEntries(models.flat()),
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
  versions: readonly number[],
): Encoded {
  let value: Encoded | null;
  try {
    value = JSON.parse(textOf(files, path)) as Encoded | null;
  } catch (cause) {
    if (cause instanceof ReleaseUnreadable) throw cause;
    throw new ReleaseUnreadable(`${path} is no JSON`);
  }
  if (value?.format !== format || !versions.includes(value.formatVersion)) {
    throw new ReleaseUnreadable(`${path} is "${value?.format}" of version ${value?.formatVersion}, where "${format}" of version ${versions.join(' or ')} belongs`);
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

/** What release.json says, in the terms of today. */
function releaseJsonOf(files: ReleaseFiles): EncodedRelease {
  const encoded = parsed<EncodedRelease | EncodedOfFormat1>(files, 'release.json', 'atelier-release', [1, 2]);
  if (encoded.formatVersion === 2) return encoded;
  const { model, ...rest } = encoded;
  const { learner, classes, nFeatures, iterations, files: modelFiles } = model;
  const member = { learner, weight: 1, nFeatures, iterations, pipeline: 'pipeline.json', files: modelFiles };
  return { ...rest, formatVersion: 2, classes, members: [member] };
}

/** The paths of the files that `decodeRelease` needs, each once, from the text of release.json. Throws ReleaseUnreadable. */
export function releaseFilePaths(releaseJson: string): string[] {
  const { members } = releaseJsonOf({ 'release.json': releaseJson });
  return ['release.json', ...new Set(members.flatMap(({ pipeline, files }) => [pipeline, ...files]))];
}

/** The model in the member's files, by the names that they have within its folder. */
function modelOf(files: ReleaseFiles, member: EncodedMember, { problem, classes }: EncodedRelease): FittedModel {
  const own = member.files.map((path) => {
    if (files[path] === undefined) throw new ReleaseUnreadable(`${path} is missing`);
    return [path.slice(path.lastIndexOf('/') + 1), files[path]] as const;
  });
  return decodeModel(Object.fromEntries(own), { task: problem.task, classes, iterations: member.iterations });
}

/** The release in `files`, JSON as text and weights.bin as bytes. Throws ReleaseUnreadable, ModelUnreadable, TfjsModelUnreadable. */
export function decodeRelease(files: ReleaseFiles): Release {
  const encoded = releaseJsonOf(files);
  const { format: _format, hashes: _hashes, members: described, ...rest } = encoded;
  const members = described.map((member): WeightedPipeline => {
    const { recipe, features } = parsed<EncodedPipeline>(files, member.pipeline, 'atelier-pipeline', [1]);
    const model = modelOf(files, member, encoded);
    if (model.learner !== member.learner || model.nFeatures !== features.length) {
      const seen = `a ${model.learner} model of ${model.nFeatures} features`;
      throw new ReleaseUnreadable(`${member.files.join()} holds ${seen}, where a ${member.learner} model of ${features.length} belongs`);
    }
    return { recipe, features, model, weight: member.weight };
  });
  const metrics = { validation: withNaN(rest.metrics.validation), test: withNaN(rest.metrics.test) };
  return { ...rest, metrics, members: withSharedRecipes(members) };
}
