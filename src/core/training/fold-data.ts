import type { LearnerTraits } from '../estimators/learners.ts';
import { buildMatrix } from '../matrix/build-matrix.ts';
import type { DesignMatrix, TrainSet } from '../matrix/matrix.ts';
import { createRng } from '../math/rng.ts';
import { prepareTraining, withRows, withStopping, type PreparedRows } from '../matrix/train-set.ts';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';
import type { RecipeInput } from '../recipe/recipe.ts';
import { stoppingSplit } from '../split/stopping-split.ts';
import { trainTable } from '../split/train-table.ts';
import { selectRows } from '../table/table.ts';
import { seedFor, type RunInput } from './run-input.ts';

/** Matrices that are kept between candidates; beyond it they are built again for each. */
const cacheBytes = 256 * 2 ** 20;

/** One fold as a learner sees it: the recipe was fitted on the fold's own training rows. */
export interface FoldData {
  readonly recipe: FittedRecipe;
  readonly train: TrainSet;
  readonly validation: DesignMatrix;
}

interface WholeFold {
  readonly prepared: PreparedRows;
  readonly validation: DesignMatrix;
}

interface Parting {
  readonly fit: Uint32Array;
  readonly stopping: Uint32Array;
}

/** The folds of a run as matrices, built when first asked for and shared between the candidates that take the same input. */
export class FoldStore {
  readonly #input: RunInput;
  readonly #kept = new Map<string, WholeFold>();
  readonly #partings = new Map<string, Parting>();
  #bytes = 0;

  constructor(input: RunInput) {
    this.#input = input;
  }

  /**
   * The fold's data, its training rows parted into fitting and stopping rows where the learner stops early. Below 1, `share`
   * leaves that share of the rows to fit on, drawn once for the fold; the recipe is still that of all training rows.
   */
  fold(index: number, { input, stopsEarly }: Pick<LearnerTraits, 'input' | 'stopsEarly'>, share = 1): FoldData {
    const { prepared, validation } = this.#whole(index, input);
    const { recipe, set, learned } = prepared;
    if (stopsEarly) {
      const { fit, stopping } = this.#parting(index, input, learned);
      return { recipe, train: withStopping(set, this.#drawn(index, fit, share), stopping), validation };
    }
    if (share >= 1) return { recipe, train: set, validation };
    const rows = Uint32Array.from({ length: set.X.nRows }, (_, row) => row);
    return { recipe, train: withRows(set, this.#drawn(index, rows, share)), validation };
  }

  /** A share of `rows`, in their order; at least two of them. */
  #drawn(index: number, rows: Uint32Array, share: number): Uint32Array {
    if (share >= 1) return rows;
    const rng = createRng(seedFor(this.#input.settings, `share ${index}`));
    return rng.permutation(rows.length).subarray(0, Math.max(2, Math.round(share * rows.length))).sort().map((at) => rows[at]);
  }

  #whole(index: number, input: RecipeInput): WholeFold {
    const key = `${input}/${index}`;
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const { table, problem, split, recipes, settings } = this.#input;
    const { train, validation } = split.folds[index];
    const prepared = prepareTraining(trainTable(table, train), recipes[input], problem, seedFor(settings, `recipe ${index}`));
    const built: WholeFold = {
      prepared,
      validation: buildMatrix(applyRecipe(prepared.recipe, selectRows(table, validation))),
    };
    const bytes = prepared.set.X.values.byteLength + built.validation.values.byteLength;
    if (this.#bytes + bytes <= cacheBytes) {
      this.#kept.set(key, built);
      this.#bytes += bytes;
    }
    return built;
  }

  /** Positions within the rows that the recipe learns from: what its row filters drop decides nothing either. */
  #parting(index: number, input: RecipeInput, learned: Uint32Array): Parting {
    const key = `${input}/${index}`;
    const known = this.#partings.get(key);
    if (known) return known;
    const { table, problem, split, settings } = this.#input;
    const { train } = split.folds[index];
    const rows = learned.map((position) => train[position]);
    const parted = stoppingSplit(table, problem, split.params, rows, seedFor(settings, `stopping ${index}`));
    const positionOf = new Uint32Array(table.nRows);
    rows.forEach((row, position) => (positionOf[row] = position));
    const positions = (among: Uint32Array) => among.map((row) => positionOf[row]);
    const parting = { fit: positions(parted.fit), stopping: positions(parted.stopping) };
    this.#partings.set(key, parting);
    return parting;
  }
}
