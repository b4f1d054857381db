import { buildMatrix } from '../matrix/build-matrix.ts';
import type { DesignMatrix, FeatureInfo } from '../matrix/matrix.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';
import type { Table } from '../table/table.ts';
import { combinePredictions } from './combine.ts';
import type { FittedModel } from './estimator.ts';
import { predictModel } from './predict-model.ts';

/** A fitted recipe and the model that was fitted on what it makes: all that turns typed rows into predictions. */
export interface FittedPipeline {
  readonly recipe: FittedRecipe;
  readonly features: readonly FeatureInfo[];
  readonly model: FittedModel;
}

/** One of several pipelines whose predictions are averaged; weights of a list sum to 1. A single model is a list of one. */
export interface WeightedPipeline extends FittedPipeline {
  readonly weight: number;
}

/** What each member's model takes for the rows of a table; members that refer to one recipe share its matrix. */
export function matricesFor(members: readonly FittedPipeline[], table: Table): DesignMatrix[] {
  const matrices = new Map<FittedRecipe, DesignMatrix>();
  return members.map(({ recipe }) => {
    const X = matrices.get(recipe) ?? buildMatrix(applyRecipe(recipe, table));
    matrices.set(recipe, X);
    return X;
  });
}

/** The weighted mean of the members' predictions for the rows of a table, computed here. */
export function predictPipelines(members: readonly WeightedPipeline[], table: Table): Predictions {
  const matrices = matricesFor(members, table);
  return combinePredictions(members.map(({ model }, m) => predictModel(model, matrices[m])), members.map(({ weight }) => weight));
}
