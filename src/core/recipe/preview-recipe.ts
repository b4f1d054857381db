import type { TrainTable } from '../split/split.ts';
import { isMissing, type Column, type ColumnKind, type Table } from '../table/table.ts';
import { fitSteps, type RecipeContext } from './fit-recipe.ts';
import type { RecipeParams } from './recipe.ts';
import { runStep } from './run-step.ts';
import type { WorkColumn } from './transformer.ts';
import { closeColumns, openColumns } from './work.ts';

/** A column as it is before or after: cells as numbers, dates as milliseconds, the rest as text; null where missing. */
export interface PreviewColumn {
  readonly name: string;
  readonly source: string;
  readonly kind: ColumnKind;
  readonly cells: readonly (number | string | null)[];
  /** Cells that are not what stood under this name before; all of a new column's. */
  readonly changed: readonly boolean[];
}

/** Some rows before and after one step, or the whole recipe. */
export interface StepPreview {
  /** Positions of the shown rows in the sample. */
  readonly rows: readonly number[];
  readonly before: readonly PreviewColumn[];
  readonly after: readonly PreviewColumn[];
  /** Columns that are not among those shown, for being too many. */
  readonly moreBefore: number;
  readonly moreAfter: number;
}

const shownRows = 8;
const shownColumns = 80;

function cellAt(column: Column, row: number): number | string | null {
  if (isMissing(column, row)) return null;
  return column.kind === 'category' ? column.levels[column.codes[row]] : column.values[row];
}

const keyOf = ({ source, column }: WorkColumn) => JSON.stringify([source, column.name]);

/** Rows in which a cell is another than under the same name before, first; a new column changes no row more than another. */
function tellingRows(before: readonly WorkColumn[], after: readonly WorkColumn[], nRows: number): number[] {
  const known = new Map(before.map((column) => [keyOf(column), column.column]));
  const pairs = after.flatMap((work) => {
    const former = known.get(keyOf(work));
    return former && former !== work.column ? [[former, work.column] as const] : [];
  });
  const rows: number[] = [];
  for (let row = 0; row < nRows && rows.length < shownRows; row++) {
    if (pairs.some(([former, column]) => cellAt(former, row) !== cellAt(column, row))) rows.push(row);
  }
  for (let row = 0; row < nRows && rows.length < shownRows; row++) if (!rows.includes(row)) rows.push(row);
  return rows.sort((a, b) => a - b);
}

function shown(work: readonly WorkColumn[], rows: readonly number[], former: ReadonlyMap<string, Column>): PreviewColumn[] {
  return work.slice(0, shownColumns).map((one) => {
    const before = former.get(keyOf(one));
    const cells = rows.map((row) => cellAt(one.column, row));
    return {
      name: one.column.name,
      source: one.source,
      kind: one.column.kind,
      cells,
      changed: rows.map((row, i) => before === undefined || cellAt(before, row) !== cells[i]),
    };
  });
}

/** The features as they go to a learner, float32 and all, as working columns. */
function asFeatures(nRows: number, work: readonly WorkColumn[]): WorkColumn[] {
  const { features } = closeColumns(nRows, work);
  return features.map(({ name, source, levels, values }) => {
    const column: Column =
      levels === null
        ? { kind: 'number', name, values: Float64Array.from(values) }
        : { kind: 'category', name, levels, codes: Int32Array.from(values, (code) => (Number.isNaN(code) ? -1 : code)) };
    return { column, source, final: true };
  });
}

/**
 * What the recipe, fitted on `train`, makes of some rows of `sample`: of the step at `upTo` the columns that it takes and
 * those that stand in their place, or of the whole recipe (`upTo` null) the source columns and the features. Rows that the step
 * changes come first. Throws as fitTransformRecipe; ColumnNotEncoded for the whole recipe alone.
 */
export function previewRecipe(train: TrainTable, sample: Table, params: RecipeParams, context: RecipeContext, upTo: number | null): StepPreview {
  const steps = params.steps.slice(0, upTo === null ? undefined : upTo + 1);
  const { recipe } = fitSteps(train, { ...params, steps }, context);
  const opened = openColumns(sample, recipe.columns);
  const last = recipe.steps.length - 1;
  let work = opened;
  let before = opened;
  recipe.steps.forEach((step, at) => {
    if (upTo !== null && at === last) before = work;
    work = runStep(step, work);
  });
  const after = upTo === null ? asFeatures(sample.nRows, work) : work.filter((column) => !before.includes(column));
  const taken = upTo === null ? before : before.filter((column) => !work.includes(column));
  const rows = tellingRows(taken, after, sample.nRows);
  const former = new Map(taken.map((column) => [keyOf(column), column.column]));
  return {
    rows,
    before: shown(taken, rows, former),
    after: shown(after, rows, former),
    moreBefore: Math.max(0, taken.length - shownColumns),
    moreAfter: Math.max(0, after.length - shownColumns),
  };
}
