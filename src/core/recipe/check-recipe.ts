import { createRng } from '../math/rng.ts';
import { isFeature } from '../problem/features.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { columnLength, isMissing, type ColumnKind, type ColumnSchema } from '../table/table.ts';
import { checkParameters } from './check-parameters.ts';
import { checkRows } from './check-rows.ts';
import { fitStep } from './fit-recipe.ts';
import type { FittedStep } from './fitted-recipe.ts';
import { madeUpLaterRows, madeUpRows, madeUpStep, madeUpTarget } from './made-up-rows.ts';
import type { RecipeParams } from './recipe.ts';
import { namesOf, recipeError, recipeWarning, type RecipeProblem } from './recipe-problem.ts';
import { transformerOf } from './registry.ts';
import { runStep } from './run-step.ts';
import type { RecipeStep } from './steps.ts';
import type { WorkColumn } from './transformer.ts';
import { openColumns } from './work.ts';

const heldAs: Record<ColumnKind, string> = { number: 'numbers', category: 'labels', text: 'text', datetime: 'dates' };
const encoders: Record<Exclude<ColumnKind, 'number'>, string> = {
  category: 'a one-hot, ordinal or other encoding',
  text: 'term weights, a one-hot or another encoding',
  datetime: 'its date parts',
};
/** Products of more columns than this are more features than most tables carry. */
const mostMultiplied = 30;
/** Principal components of more features than this take long. */
const mostRotated = 300;

function hasGaps({ column }: WorkColumn): boolean {
  for (let row = 0; row < columnLength(column); row++) if (isMissing(column, row)) return true;
  return false;
}

const unique = (names: readonly string[]) => [...new Set(names)];

interface Applied {
  readonly step: RecipeStep;
  readonly at: number;
  /** The columns as the step finds them. */
  readonly work: readonly WorkColumn[];
}

/** Whether the step takes this column, going by what it finds. */
function takes(step: RecipeStep, { column, final }: WorkColumn): boolean {
  const transformer = transformerOf(step.kind);
  const mayBeFinal = transformer.scope === 'block' && transformer.takesFinished(step);
  return transformer.accepts.includes(column.kind) && (!final || mayBeFinal);
}

/** Columns that the step names and leaves alone, by the reason. */
function checkTaken({ step, at, work }: Applied, { columns }: RecipeParams): RecipeProblem[] {
  const bySource = new Map<string, WorkColumn[]>();
  for (const column of work) bySource.set(column.source, [...(bySource.get(column.source) ?? []), column]);
  const found = (name: string) => bySource.get(name) ?? [];
  const known = new Set(columns);
  const named = unique(step.kind === 'elapsed' ? [step.since, ...step.columns] : step.columns);
  const outside = named.filter((name) => !known.has(name));
  const idle = named.filter((name) => known.has(name) && !found(name).some((column) => takes(step, column)));
  const gone = idle.filter((name) => found(name).length === 0);
  const finished = idle.filter((name) => found(name).length > 0 && found(name).every(({ final }) => final));
  const wrong = idle.filter((name) => !gone.includes(name) && !finished.includes(name));
  const accepted = transformerOf(step.kind).accepts.map((kind) => heldAs[kind]).join(' or ');
  const problems: RecipeProblem[] = [];
  if (outside.length > 0) problems.push(recipeWarning('ColumnNotTaken', at, outside, `The recipe does not take ${namesOf(outside)}; add it to its columns, or take it out of this step`));
  if (gone.length > 0) problems.push(recipeWarning('ColumnGone', at, gone, `Nothing is left of ${namesOf(gone)} here: an earlier step drops it or turns it into other features; move this step up`));
  if (finished.length > 0) problems.push(recipeWarning('AlreadyFinished', at, finished, `${namesOf(finished)} has become finished features before, which this step leaves alone; move it up, or remove it`));
  for (const kind of unique(wrong.map((name) => found(name).filter(({ final }) => !final)[0].column.kind)) as ColumnKind[]) {
    const names = wrong.filter((name) => found(name).find(({ final }) => !final)?.column.kind === kind);
    problems.push(recipeWarning('WrongKind', at, names, `${namesOf(names)} holds ${heldAs[kind]} here, and this step takes ${accepted}; take it out of the step, or change it before`));
  }
  return problems;
}

/** Steps that work on what they find, but hardly as meant. */
function checkPlace({ step, at, work }: Applied, earlier: readonly RecipeStep[]): RecipeProblem[] {
  const named = new Set(step.columns);
  const taken = work.filter((column) => named.has(column.source) && takes(step, column));
  const sources = (columns: readonly WorkColumn[]) => unique(columns.map(({ source }) => source));
  const problems: RecipeProblem[] = [];
  if (step.kind === 'pca' || step.kind === 'interact') {
    const gaps = sources(taken.filter(hasGaps));
    const effect = step.kind === 'pca' ? 'a component counts them as the mean' : 'their products are missing, too';
    if (gaps.length > 0) problems.push(recipeWarning('MissingCells', at, gaps, `${namesOf(gaps)} may have missing cells here: ${effect}; fill them in an earlier step`));
  }
  if (step.kind === 'pca' || step.kind === 'impute-knn') {
    const scaled = new Set(earlier.flatMap((other) => (other.kind === 'scale' ? other.columns : [])));
    const raw = sources(taken.filter(({ source, final }) => !final && !scaled.has(source)));
    if (raw.length > 0 && taken.length > 1) problems.push(recipeWarning('NotScaled', at, raw, `${namesOf(raw)} is not scaled before: columns of larger numbers decide alone here; add a scaling step above`));
  }
  if (step.kind === 'interact' && taken.length > mostMultiplied) {
    problems.push(recipeWarning('ManyFeatures', at, sources(taken), `${taken.length} columns have ${(taken.length * (taken.length - 1)) / 2} products; choose the few that should act together`));
  }
  if (step.kind === 'pca' && taken.length > mostRotated) {
    problems.push(recipeWarning('ManyFeatures', at, sources(taken), `Components of ${taken.length} features take long; select some first`));
  }
  return problems;
}

/** What stands at the end, and of it what no learner of this input can take. */
function checkEnd(work: readonly WorkColumn[], later: readonly WorkColumn[], { input }: RecipeParams): RecipeProblem[] {
  if (work.length === 0) return [recipeError('NoFeatures', null, [], 'The steps leave no feature; keep at least one column')];
  const open = work.filter(({ column, final }) => column.kind !== 'number' && !(column.kind === 'category' && final));
  const problems = unique(open.map(({ column }) => column.kind)).map((kind) => {
    const names = unique(open.filter(({ column }) => column.kind === kind).map(({ source }) => source));
    const kinds = kind as Exclude<ColumnKind, 'number'>;
    return recipeError('NotEncoded', null, names, `${namesOf(names)} still holds ${heldAs[kinds]} at the end; add a step for ${encoders[kinds]}, or leave the column out`);
  });
  if (input === 'native') return problems;
  const unfinished = new Set(open.map(({ source }) => source));
  const numeric = (columns: readonly WorkColumn[]) => columns.filter(({ source }) => !unfinished.has(source));
  const gaps = unique(numeric(work).filter(hasGaps).map(({ source }) => source));
  const laterGaps = unique(numeric(later).filter(hasGaps).map(({ source }) => source)).filter((name) => !gaps.includes(name));
  const codes = unique(numeric(work).filter(({ column }) => column.kind === 'category').map(({ source }) => source));
  if (gaps.length > 0) problems.push(recipeError('MissingLeft', null, gaps, `${namesOf(gaps)} still has missing values at the end, which linear models and networks cannot use; fill them in`));
  if (laterGaps.length > 0) {
    problems.push(recipeWarning('MissingLater', null, laterGaps, `A row without ${namesOf(laterGaps)}, or with a value never seen, could not be predicted; fill missing values in, even where there are none yet`));
  }
  if (codes.length > 0) problems.push(recipeWarning('CodesAsNumbers', null, codes, `Codes of ${namesOf(codes)} count as amounts in linear models and networks; one-hot features, or an order of the values, say what they are`));
  return problems;
}

function checkColumns(params: RecipeParams, schema: readonly ColumnSchema[], problem: ProblemDefinition | null): RecipeProblem[] {
  const names = new Set(schema.map(({ name }) => name));
  const unknown = params.columns.filter((name) => !names.has(name));
  const barred = problem === null ? [] : params.columns.filter((name) => names.has(name) && !isFeature(problem, name));
  const problems: RecipeProblem[] = [];
  if (params.columns.length === 0) problems.push(recipeError('NoFeatureColumns', null, [], 'The recipe takes no column; give at least one column the role feature'));
  if (unknown.length > 0) problems.push(recipeError('UnknownColumn', null, unknown, `There is no column ${namesOf(unknown)} in the table; take it out of the recipe`));
  if (barred.length > 0) problems.push(recipeError('NotAFeature', null, barred, `${namesOf(barred)} is not used as a feature in this problem; take it out of the recipe, or change its role`));
  return problems;
}

/**
 * What is wrong with a recipe, found before anything is trained by trying its steps on a few made-up rows: errors, with
 * which training would fail, and warnings, in the order of the steps; none where all is well. `missing` names the columns with
 * missing cells; null takes every column for one.
 */
export function checkRecipe(
  params: RecipeParams,
  schema: readonly ColumnSchema[],
  problem: ProblemDefinition | null,
  missing: ReadonlySet<string> | null = null,
): RecipeProblem[] {
  const problems = [...checkColumns(params, schema, problem), ...checkRows(params, schema)];
  const taken = new Set(params.columns);
  const known = schema.filter(({ name }) => taken.has(name));
  if (known.length === 0) return problems;
  const target = madeUpTarget(problem);
  const marked = params.steps.flatMap((step) => (step.kind === 'mark-missing' ? step.columns : []));
  const gaps = new Set(missing === null ? params.columns : [...missing, ...marked]);
  let work = openColumns(madeUpRows(known, gaps), known);
  let later = openColumns(madeUpLaterRows(known), known);
  const rng = createRng(0);
  params.steps.forEach((step, at) => {
    const applied = { step, at, work };
    const complaint = checkParameters(step);
    if (step.columns.length === 0) problems.push(recipeWarning('NoColumns', at, [], 'The step names no column and does nothing; name one, or remove it'));
    else if (complaint !== null) problems.push(recipeError('BadParameter', at, [], complaint));
    problems.push(...checkTaken(applied, params), ...checkPlace(applied, params.steps.slice(0, at)));
    const needsTarget = step.kind === 'target-encode' || (step.kind === 'select' && step.by === 'association');
    if (needsTarget && target === null) problems.push(recipeError('TargetNeeded', at, [], 'The step learns from the target, and there is none; choose a target, or remove the step'));
    const small = complaint !== null || (needsTarget && target === null) ? null : madeUpStep(step);
    if (small === null) return;
    const done: { fitted: FittedStep; work: WorkColumn[] } = fitStep(small, work, target, rng);
    work = done.work;
    later = runStep(done.fitted, later);
  });
  return [...problems, ...checkEnd(work, later, params)];
}
