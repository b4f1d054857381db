import type { FittedModel } from '../estimators/estimator.ts';
import type { FeatureInfo } from '../matrix/matrix.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';
import type { Release } from './release.ts';
import { withSharedRecipes } from './shared-recipes.ts';

/** A release of format 1, as databases and archives of before hold them: one model. */
export interface ReleaseOfFormat1 extends Omit<Release, 'formatVersion' | 'classes' | 'members'> {
  readonly formatVersion: 1;
  readonly pipeline: unknown;
  readonly features: readonly FeatureInfo[];
  readonly model: FittedModel;
}

/** Thrown where a release was written in a format that this version does not know. */
export class ReleaseIsNewer extends Error {
  readonly code = 'ReleaseIsNewer';
  constructor(formatVersion: unknown) {
    super(`ReleaseIsNewer: the release is of format ${String(formatVersion)}, and this version reads up to 2; open it with the newer version that wrote it`);
    this.name = 'ReleaseIsNewer';
  }
}

/**
 * A stored release in the format of today: one of format 1 becomes a list of one member of weight 1, which predicts the same
 * bits; in one of format 2 equal recipes are one object again, which storage in JSON parts. Throws ReleaseIsNewer.
 */
export function upgradeRelease(stored: Release | ReleaseOfFormat1): Release {
  if (stored.formatVersion === 2) return { ...stored, members: withSharedRecipes(stored.members) };
  if (stored.formatVersion !== 1) throw new ReleaseIsNewer((stored as { readonly formatVersion: unknown }).formatVersion);
  const { pipeline, features, model, ...rest } = stored;
  const members = [{ recipe: pipeline as FittedRecipe, features, model, weight: 1 }];
  return { ...rest, formatVersion: 2, classes: model.classes, members };
}
