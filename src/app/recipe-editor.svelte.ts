import type { RecipeProblem } from '../core/recipe/recipe-problem.ts';
import type { RecipeInput, RecipeParams } from '../core/recipe/recipe.ts';
import type { RecipePreview } from '../worker/protocol.ts';
import { areSame, type Recipes } from './recipe-edit.ts';
import type { Studio } from './studio.svelte.ts';

/** The recipe as it is edited: which of the two is looked at, which step is open, and what it does. */
export class RecipeEditor {
  input = $state<RecipeInput>('dense');
  /** The step that is open, by position. */
  open = $state<number | null>(null);
  /** The preview of the open step, or of the whole recipe; null until it is there. */
  preview = $state.raw<RecipePreview | null>(null);
  /** Why the recipe as a whole cannot be fitted; null where it can, or nobody asked. */
  trouble = $state<string | null>(null);
  /** What is wrong with either recipe, told without fitting it. */
  problems = $state.raw<Readonly<Record<RecipeInput, readonly RecipeProblem[]>>>({ dense: [], native: [] });
  #asked = 0;
  #judged = 0;
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  get recipes(): Recipes | null {
    return this.#studio.current('recipe')?.settings ?? null;
  }

  get recipe(): RecipeParams | null {
    return this.recipes?.[this.input] ?? null;
  }

  /** What is wrong with a step of the recipe that is looked at; with the recipe as a whole for null. */
  problemsOf(step: number | null): readonly RecipeProblem[] {
    return this.problems[this.input].filter((problem) => problem.step === step);
  }

  /** Whether something is known to stop training, at a step or as a whole. */
  get blocked(): boolean {
    return this.problems[this.input].some(({ severity }) => severity === 'error');
  }

  /** Has both recipes judged. */
  async judge(): Promise<void> {
    const mine = ++this.#judged;
    const problems = await this.#studio.perform((api) => api.recipeProblems());
    if (mine === this.#judged && problems) this.problems = problems;
  }

  /** Whether both recipes are the same but for whom they serve. */
  get same(): boolean {
    return this.recipes !== null && areSame(this.recipes);
  }

  show(input: RecipeInput): void {
    this.input = input;
    this.open = null;
    this.preview = null;
    this.trouble = null;
  }

  /** Changes the recipe that is looked at. */
  async edit(change: (recipe: RecipeParams) => RecipeParams): Promise<void> {
    const { recipes, recipe } = this;
    if (!recipes || !recipe) return;
    const changed = change(recipe);
    if (JSON.stringify(changed) === JSON.stringify(recipe)) return;
    await this.#set({ ...recipes, [this.input]: changed });
  }

  /** Gives both kinds of learners the recipe that is looked at. */
  async sameForBoth(): Promise<void> {
    const { recipe } = this;
    if (recipe) await this.#set({ dense: { ...recipe, input: 'dense' }, native: { ...recipe, input: 'native' } });
  }

  async reset(): Promise<void> {
    const suggested = await this.#studio.perform((api) => api.suggestedRecipe());
    const { recipes } = this;
    if (!suggested || !recipes) return;
    this.open = null;
    await this.#set({ ...recipes, [this.input]: suggested[this.input] });
  }

  /** Has the open step, and the whole recipe, looked at anew; what comes of an older question is dropped. */
  async look(step: number | null): Promise<void> {
    const mine = ++this.#asked;
    const input = this.input;
    const preview = await this.#studio.perform((api) => api.previewRecipe(input, step));
    if (mine !== this.#asked || !preview) return;
    this.preview = preview;
    if (step === null) this.trouble = preview.trouble;
    else await this.check();
  }

  /** Whether the whole recipe can be fitted. */
  async check(): Promise<void> {
    const mine = this.#asked;
    const input = this.input;
    const whole = await this.#studio.perform((api) => api.previewRecipe(input, null));
    if (mine === this.#asked && whole) this.trouble = whole.trouble;
  }

  async #set(recipes: Recipes): Promise<void> {
    await this.#studio.perform((api) => api.setRecipe(recipes));
  }
}
